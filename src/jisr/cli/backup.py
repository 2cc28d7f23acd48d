"""`jisr backup`: the whole station in one file."""

import os
import sys
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path

import click

from jisr.cli.console import command_actor, json_option, open_station, show

PASSPHRASE_VARIABLE = "JISR_BACKUP_PASSPHRASE"  # noqa: S105 - the name of a variable


def passphrase_for_new_file() -> str:
    """From the environment, or asked twice in a terminal; "" for none."""
    given = os.environ.get(PASSPHRASE_VARIABLE, "")
    if given or not sys.stdin.isatty():
        return given
    question = _("Passphrase of the backup (empty: none)")
    return str(click.prompt(question, default="", hide_input=True, show_default=False, confirmation_prompt=True))


@click.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@json_option
def backup(file: Path | None, as_json: bool) -> None:
    """Write the whole station into one file.

    The station goes on working meanwhile. The passphrase is taken from JISR_BACKUP_PASSPHRASE or asked in a terminal;
    without one the file holds the private keys as they stand in the home and must be kept like them.
    """
    home = open_station()
    from jisr.station.backup.services import back_up

    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    path = (file or home.path / "backups" / f"{home.identity.station_id}-{moment}.jisr").absolute()
    passphrase = passphrase_for_new_file()

    def say(table: str, rows: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"  {table}: {rows}", err=True)

    taken = back_up(path, passphrase, command_actor("backup"), say)
    document = {
        "file": str(taken.path),
        "taken_at": taken.taken_at,
        "rows": taken.rows,
        "ledger_size": taken.ledger_size,
        "bytes": taken.size_bytes,
        "sealed": taken.is_sealed,
    }
    text = _("Backup written: {file} ({rows} rows, {size} bytes).").format(
        file=taken.path, rows=taken.rows, size=taken.size_bytes
    )
    if not taken.is_sealed:
        text += "\n" + _("It has no passphrase: whoever reads it can act as this station.")
    show(document, as_json, text)
