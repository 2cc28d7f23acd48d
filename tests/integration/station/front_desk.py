"""A station's front desk: a program that has loaded `jisr` once and forks for every command it is asked to run.

Reads one JSON document a line, {"words": [...], "variables": {...}}; answers {"code", "out", "err"}. The command runs
from its own `main`, in a process of its own, as if it had been typed; only the start of Python is spared.
"""

import importlib
import json
import os
import sys
import tempfile
import traceback

from jisr.cli.commands import COMMANDS
from jisr.cli.console import open_station
from jisr.cli.main import choose_language, run


def answer(words: list[str], variables: dict[str, str]) -> dict[str, object]:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            os._exit(command(words, variables))
        _, status = os.waitpid(child, 0)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
    return {"code": os.waitstatus_to_exitcode(status), "out": texts[0], "err": texts[1]}


def command(words: list[str], variables: dict[str, str]) -> int:
    os.environ.update(variables)
    try:
        choose_language(words)
        return run(words)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
        return 70
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def main() -> None:
    for entry in COMMANDS.values():
        importlib.import_module(entry.module)
    open_station()
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(answer(asked["words"], asked["variables"])), flush=True)


if __name__ == "__main__":
    main()
