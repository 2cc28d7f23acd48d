"""`jisr restore`: a station again from a backup file."""

import os
import shutil
import sys
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jisr.cli.console import CommandError, command_actor, json_option, open_station, show
from jisr.cli.passphrases import PASSPHRASE_VARIABLE, keys_passphrase

if TYPE_CHECKING:
    from jisr.station.backup.archive import BackupFileError


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--database-url", default=None, help="Restore into this PostgreSQL server instead of the one in the backup."
)
@click.option("--embedded", is_flag=True, help="Restore into a database that the station runs itself.")
@click.option(
    "--keys",
    "keys_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The backup of the keys, unless they are in the home already.",
)
@click.option("--check-only", is_flag=True, help="Only check that the file is complete and unaltered.")
@json_option
def restore(
    file: Path, database_url: str | None, embedded: bool, keys_file: Path | None, check_only: bool, as_json: bool
) -> None:
    """Make a station again from a backup file.

    Writes into an empty folder (JISR_HOME or --home) and an empty database, never over a station. Stop the old station
    first: two stations with the same keys would break the ledger.
    """
    if database_url and embedded:
        raise click.UsageError(_("--database-url and --embedded exclude each other."))
    from jisr.station.backup import services
    from jisr.station.backup.archive import BackupFileError, is_sealed_archive
    from jisr.station.home import StationHome
    from jisr.station.vault.master import FILE as MASTER_FILE

    passphrase = os.environ.get(PASSPHRASE_VARIABLE, "")
    if not passphrase and is_sealed_archive(file) and sys.stdin.isatty():
        passphrase = click.prompt(_("Passphrase of the backup"), hide_input=True)
    try:
        manifest = services.read_manifest(file, passphrase)
    except BackupFileError as error:
        raise CommandError(said(error), error.code) from error
    document = {
        "station_id": manifest.station_id,
        "taken_at": manifest.taken_at,
        "version": manifest.version,
        "ledger_size": manifest.ledger_size,
    }
    if check_only:
        show(
            document,
            as_json,
            _("The backup of {taken_at} is complete and unaltered.").format(taken_at=manifest.taken_at),
        )
        return
    home = StationHome.locate()
    if manifest.needs_keys and keys_file is None and not (home / MASTER_FILE).exists():
        raise CommandError(
            _("What this backup holds opens only with its keys: give their backup with --keys."), "keys_needed"
        )
    services.restore_home(file, passphrase, home, "" if embedded else database_url)
    if keys_file is not None:
        bring_keys(keys_file, home)
    fill_database(file, passphrase, home)
    holds = services.finish_restore(manifest, home, command_actor("restore"))
    if not holds:
        raise CommandError(
            _("The database is restored, but its ledger does not hold. Run: jisr doctor"), "ledger_broken"
        )
    text = _("Station {id} is restored in {folder}, as it was at {taken_at}.").format(
        id=manifest.station_id, folder=home, taken_at=manifest.taken_at
    )
    next_step = _(
        "If anything was exchanged after that moment, read docs/how-to/backup-and-restore.md before you serve it."
    )
    show({**document, "home": str(home), "ledger_holds": holds}, as_json, f"{text}\n{next_step}")


def bring_keys(file: Path, home: Path) -> None:
    """Bring the keys into the restored home; where that fails, leave no half-made home behind."""
    from jisr.station.backup import services
    from jisr.station.backup.archive import BackupFileError
    from jisr.station.backup.keys import restore_keys
    from jisr.station.vault import opening

    try:
        open_station(as_itself=True)
        restore_keys(file, keys_passphrase(is_new=False), home, opening.open_store(), opening.passphrase())
    except BaseException as error:
        for name in services.HOME_FILES:
            (home / name).unlink(missing_ok=True)
        if isinstance(error, BackupFileError):
            raise CommandError(said(error), error.code) from error
        raise


def fill_database(file: Path, passphrase: str, home: Path) -> None:
    """Restore the tables; where that fails, leave no half-made home behind."""
    from jisr.station.backup import services

    had_database = (home / "postgres").exists()
    try:
        manifest = services.read_manifest(file, passphrase)
        open_station(as_itself=True)
        from jisr.station.preparation import NewerBackupError

        try:
            services.restore_database(file, passphrase, manifest)
        except NewerBackupError as error:
            raise CommandError(
                _("The backup comes from a newer version of Jisr ({what}).").format(what=error), "too_new"
            ) from error
        except services.NotEmptyError as error:
            raise CommandError(_("The database already holds a station; give an empty one."), error.code) from error
    except BaseException:
        from jisr.station.database import stop_embedded

        stop_embedded()
        for name in services.HOME_FILES:
            (home / name).unlink(missing_ok=True)
        if not had_database:
            shutil.rmtree(home / "postgres", ignore_errors=True)
        raise


def said(error: "BackupFileError") -> str:
    """A sentence for each way in which a file is not a usable backup."""
    sentences = {
        "not_a_backup": _("This file is not a backup of a station."),
        "damaged": _("The backup is damaged or cut off ({part})."),
        "passphrase_needed": _("The backup is sealed: give its passphrase in JISR_BACKUP_PASSPHRASE."),
        "passphrase_wrong": _("The passphrase does not open this backup."),
        "too_new": _("The backup comes from a newer version of Jisr ({part})."),
    }
    return sentences[error.code].format(part=error.part or "-")
