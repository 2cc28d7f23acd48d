"""Real stations, each with its own home, database, keys and processes, worked through the `jisr` command."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from jisr.exercise.stations import ExerciseStation

PATIENCE_SECONDS = 60
FRONT_DESK = Path(__file__).parent / "front_desk.py"


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


class Desk:
    """One station and the people at it, who type `jisr` commands; each runs in a process of its own."""

    def __init__(self, station: ExerciseStation) -> None:
        self.station = station
        self._program: subprocess.Popen[str] | None = None
        self._turn = threading.Lock()

    @property
    def name(self) -> str:
        return self.station.plan.station_id

    def run(self, account: str, *words: str) -> Ended:
        """Run a command for the holder of the account's token; "" for whoever runs the machine."""
        asked = {"words": words, "variables": self._token(account)}
        with self._turn:
            program = self._program or self._open()
            assert program.stdin is not None
            assert program.stdout is not None
            program.stdin.write(json.dumps(asked) + "\n")
            program.stdin.flush()
            return Ended(**json.loads(program.stdout.readline()))

    def begin(self, account: str, *words: str, **variables: str) -> "subprocess.Popen[str]":
        """Start a command from nothing, as a shell does."""
        return start(
            ("-m", "jisr", *words), {**self.station.environment(), **self._token(account), **variables}, stdin=False
        )

    def says(self, account: str, *words: str) -> Any:
        """The JSON that the command prints when it succeeds."""
        ended = self.run(account, *words, "--json")
        assert ended.code == 0, f"{self.name}: jisr {' '.join(words)}: {ended.err}"
        return json.loads(ended.out)

    def refuses(self, account: str, *words: str) -> str:
        """The code of the error that the command ends with."""
        ended = self.run(account, *words, "--json")
        assert ended.code != 0, f"{self.name}: jisr {' '.join(words)} was to be refused: {ended.out}"
        return str(json.loads(ended.err)["error"]["code"])

    def waits_for(self, account: str, *words: str, until: Callable[[Any], Any] = bool) -> Any:
        """What the command prints, once `until` holds of it."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if until(shown := self.says(account, *words)):
                return shown
            time.sleep(0.1)
        pytest.fail(f"{self.name}: jisr {' '.join(words)} never showed what was waited for: {shown}")

    def close(self) -> None:
        if self._program is not None:
            self._program.communicate(timeout=PATIENCE_SECONDS)
            self._program = None

    def _open(self) -> "subprocess.Popen[str]":
        self._program = start((str(FRONT_DESK),), self.station.environment(), stdin=True)
        return self._program

    def _token(self, account: str) -> dict[str, str]:
        return {"JISR_TOKEN": self.station.tokens[account] if account else ""}


def start(words: tuple[str, ...], environment: Mapping[str, str], *, stdin: bool = False) -> "subprocess.Popen[str]":
    """Start Python on these words; a front desk keeps its errors on the terminal."""
    return subprocess.Popen(
        [sys.executable, *words],
        env={**environment, "LANGUAGE": "en"},
        stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=None if stdin else subprocess.PIPE,
        encoding="utf-8",
    )


def finish(process: "subprocess.Popen[str]") -> Ended:
    """Wait for a command that was begun."""
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    return Ended(process.returncode, out, err)


def together[Result](*acts: Callable[[], Result]) -> list[Result]:
    """Do what does not wait for each other at the same time."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(act) for act in acts]]
