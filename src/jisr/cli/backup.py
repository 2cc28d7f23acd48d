"""`jisr backup`: the whole station in one file, and its keys in another."""

import sys
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path

import click

from jisr.cli.console import CommandError, command_actor, json_option, open_station, show
from jisr.cli.passphrases import keys_passphrase, passphrase_for_new_file


class BackupGroup(click.Group):
    """Without a subcommand, the station: `jisr backup FILE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["station", *args]
        return super().parse_args(ctx, args)


@click.group(cls=BackupGroup)
def backup() -> None:
    """Write the whole station into one file, and its keys into another.

    `jisr backup FILE` is `jisr backup station FILE`. A backup of the station opens only with the keys: take both.
    """


@backup.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@json_option
def station(file: Path | None, as_json: bool) -> None:
    """Write the whole station into one file, without the keys of its records.

    The station goes on working meanwhile. The passphrase is taken from JISR_BACKUP_PASSPHRASE or asked in a terminal;
    without one the file holds the private keys as they stand in the home and must be kept like them.
    """
    home = open_station(as_itself=True)
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


@backup.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--bring-back", is_flag=True, help="Bring the keys in FILE back into this station instead.")
@json_option
def keys(file: Path, bring_back: bool, as_json: bool) -> None:
    """Write the keys of all records into one file, in the place of the one before.

    Always sealed with a passphrase (JISR_KEYS_PASSPHRASE, or asked in a terminal). Destroy every older copy: it still
    opens what was erased since.
    """
    home = open_station(as_itself=True)
    from jisr.cli.restore import said
    from jisr.station.backup.archive import BackupFileError
    from jisr.station.backup.keys import KeysPresentError, back_up_keys, restore_keys
    from jisr.station.vault import opening

    passphrase = keys_passphrase(is_new=not bring_back)
    path = file.absolute()
    try:
        if bring_back:
            store = opening.open_store()
            taken = restore_keys(path, passphrase, home.path, store, opening.passphrase())
            opening.forget_ring()
        else:
            taken = back_up_keys(path, passphrase, command_actor("backup keys"))
    except BackupFileError as error:
        raise CommandError(said(error), error.code) from error
    except KeysPresentError as error:
        raise CommandError(_("This station has other keys, which would be lost."), error.code) from error
    document = {"file": str(path), "taken_at": taken.taken_at, "live": taken.live, "destroyed": taken.destroyed}
    if bring_back:
        text = _("Keys brought back: {live}.").format(live=taken.live)
    else:
        text = _("Keys written: {file} ({live} keys). Destroy every older copy.").format(file=path, live=taken.live)
    show(document, as_json, text)
