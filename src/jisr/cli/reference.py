"""Prints docs/reference/command.md from the commands themselves.

`python -m jisr.cli.reference > docs/reference/command.md`
"""

import os

import click

from jisr.cli.commands import COMMANDS
from jisr.cli.main import build, plain_text

INTRODUCTION = """# The `jisr` command

Printed from the commands themselves by `python -m jisr.cli.reference`; a test fails when this page is out of date.

- The station is the one in `JISR_HOME` (default `~/.jisr`), or `jisr --home FOLDER ...`.
- Messages and help are in the language of the locale (`LANGUAGE`, `LC_ALL`, `LANG`), or `jisr --lang ar|fr|en ...`.
- `--json` prints one JSON document on standard output. Failures go to standard error: one sentence, or
  `{"error": {"code", "message"}}` with `--json`. `--debug` adds the stack trace.
- Exit codes: 0 success, 1 failure, 2 wrong call, 130 stopped.
- Commands that read or write content act for the holder of an API token (`--token` or `JISR_TOKEN`), under the same
  [table of permissions](permissions.md) as the console. `init`, `accounts`, `backup`, `restore` and `doctor` act for
  whoever may read the station's keys on its machine; the ledger names that person's login.

| variable | meaning |
|---|---|
| `JISR_HOME` | the station's folder |
| `JISR_DATABASE_URL` | PostgreSQL server, instead of the embedded one or the one in `station.toml` |
| `JISR_KEY_PASSPHRASE` | passphrase of `keys.json` and `vault.json` |
| `JISR_ADMIN_PASSWORD` | password of the first administrator, for `jisr init` |
| `JISR_PASSWORD` | password for `jisr accounts add` and `password` |
| `JISR_BACKUP_PASSPHRASE` | passphrase of a backup file |
| `JISR_KEYS_PASSPHRASE` | passphrase of a backup of the keys (default: `JISR_BACKUP_PASSPHRASE`) |
| `JISR_KEYS_URL` | another PostgreSQL database that holds the keys of records, for several hosts |
| `JISR_TOKEN` | API token of the person a command acts for |
| `JISR_LOG` | level of the log on standard error: `debug`, `info`, `warning`, `error`, `off` |
"""


def document() -> str:
    """The whole page."""
    root = build()
    context = click.Context(root, info_name="jisr")
    parts = [INTRODUCTION]
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert command is not None
        parts.append(_section(command, f"jisr {name}", 2))
    return "\n".join(parts)


def _section(command: click.Command, name: str, depth: int) -> str:
    context = click.Context(command, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [f"{'#' * depth} `{name}`", "", plain_text(command.help or ""), ""]
    subcommands = getattr(command, "commands", {})
    if not subcommands:
        lines += ["```", f"{name} {usage}".rstrip(), "```", "", *_options(command, context)]
    parts = ["\n".join(lines).rstrip() + "\n"]
    parts += [_section(sub, f"{name} {title}", depth + 1) for title, sub in subcommands.items()]
    return "\n".join(parts)


def _options(command: click.Command, context: click.Context) -> list[str]:
    rows = [
        record
        for option in command.params
        if isinstance(option, click.Option) and (record := option.get_help_record(context))
    ]
    if not rows:
        return []
    cells = [(names, text.replace("|", "\\|")) for names, text in rows]
    return [
        "| option | meaning |",
        "|---|---|",
        *(f"| `{names.replace('|', '/')}` | {text} |" for names, text in cells),
        "",
    ]


def main() -> None:
    os.environ["LANGUAGE"] = "en"
    print(document(), end="")


if __name__ == "__main__":
    main()
