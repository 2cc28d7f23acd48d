"""Taking a backup and making a station again from one.

A restored station goes on where the snapshot was taken: same keys, same ledger, same queue. What happened after the
snapshot it does not know; docs/how-to/backup-and-restore.md says what that means for partners.
"""

import os
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, LiteralString, cast

import orjson
import tomli_w
from psycopg import Connection

from jisr.station.backup import tables
from jisr.station.backup.archive import (
    ArchiveWriter,
    BackupFileError,
    Manifest,
    manifest_document,
    new_archive,
    parts_of,
    verified_manifest,
)
from jisr.station.ledger.actor import Actor

IDENTITY_FILES = ("station.toml", "keys.json")
ANCHOR_FILES = ("ledger-anchor.txt",)
HOME_FILES = (*IDENTITY_FILES, *ANCHOR_FILES)
RESTORED_FILE = "restored.json"

type Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupTaken:
    """A finished backup file."""

    path: Path
    taken_at: str
    rows: int
    ledger_size: int
    size_bytes: int
    is_sealed: bool


class NotEmptyError(Exception):
    """The database already holds a station; restoring would mix two."""

    code = "database_not_empty"


def back_up(path: Path, passphrase: str, actor: Actor, progress: Progress = lambda _name, _rows: None) -> BackupTaken:
    """Write the whole station into one file, in one snapshot, while it goes on working.

    The ledger entry about the backup is made before the snapshot, so that it is inside. The file appears under its name
    only when it is complete.
    """
    from django.conf import settings

    from jisr.station.ledger.services import Act, record

    record(actor, Act.ADMINISTRATION, "station", settings.IDENTITY.station_id, decision="backup_taken")
    aside = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with new_archive(file, passphrase) as archive:
                manifest = _write(archive, settings.HOME.path, progress)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    rows = sum(int(table["rows"]) for table in manifest.tables)
    size_bytes = path.stat().st_size
    return BackupTaken(
        path=path,
        taken_at=manifest.taken_at,
        rows=rows,
        ledger_size=manifest.ledger_size,
        size_bytes=size_bytes,
        is_sealed=bool(passphrase),
    )


def _write(archive: ArchiveWriter, home: Path, progress: Progress) -> Manifest:
    from django.conf import settings

    from jisr.station.ledger.services import checkpoint_and_size
    from jisr.station.vault.opening import key_ring

    checkpoint_and_size()  # signs one, if need be, so that the snapshot holds a checkpoint of nearly all of the ledger
    written: list[dict[str, Any]] = []
    with _own_connection() as connection:
        # The anchor before the snapshot and the keys after it: the anchor may be older than the ledger and the keys
        # newer than the cards, never the other way round.
        _add_home_files(archive, home, ANCHOR_FILES)
        tables.begin_snapshot(connection)
        taken_at = datetime.now(UTC)
        _add_home_files(archive, home, IDENTITY_FILES)
        for table in tables.tables(connection):
            with tempfile.TemporaryFile() as spool:
                count = tables.write_table(connection, table, cast(Any, spool))
                archive.add_file(f"tables/{table.name}.copy", cast(Any, spool), spool.tell())
            written.append({"name": table.name, "columns": list(table.columns), "rows": count})
            progress(table.name, count)
        applied = connection.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
        manifest = Manifest(
            station_id=settings.IDENTITY.station_id,
            taken_at=taken_at.isoformat().replace("+00:00", "Z"),
            version=version("jisr"),
            checkpoint=_single(connection, "SELECT note FROM ledger_checkpoint ORDER BY size DESC LIMIT 1"),
            ledger_size=_single(connection, "SELECT max(size) FROM ledger_head"),
            migrations=[list(row) for row in applied],
            tables=written,
            sequences=tables.sequences(connection),
            needs_keys=key_ring().store.state().live > 0,
        )
    archive.finish(manifest_document(manifest))
    return manifest


def _add_home_files(archive: ArchiveWriter, home: Path, names: tuple[str, ...]) -> None:
    for name in names:
        if (home / name).exists():
            archive.add_bytes(name, (home / name).read_bytes())


def _single(connection: "Connection[Any]", query: LiteralString) -> Any:
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def read_manifest(path: Path, passphrase: str) -> Manifest:
    """Check the whole file; what it holds. Raises BackupFileError."""
    return verified_manifest(path, passphrase)


def restore_home(path: Path, passphrase: str, home: Path, database_url: str | None) -> None:
    """Write the home of the restored station.

    Args:
        database_url: another server than the one in the backup; "" for the embedded one; None to keep.

    Raises:
        StationHomeError: the folder already holds a station.
    """
    from jisr.station.home import StationHomeError

    if (home / "station.toml").exists():
        raise StationHomeError(f"{home} already holds a station", "home_exists")
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with parts_of(path, passphrase) as parts:
        for name, content in parts:
            if name not in HOME_FILES:
                continue
            data = content.read()
            if name == "station.toml" and database_url is not None:
                document = tomllib.loads(data.decode())
                document["settings"]["database_url"] = database_url
                data = tomli_w.dumps(document).encode()
            descriptor = os.open(home / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)


def restore_database(
    path: Path, passphrase: str, manifest: Manifest, progress: Progress = lambda _name, _rows: None
) -> None:
    """Fill the (empty) database of the restored home; all of it or nothing.

    Raises:
        NotEmptyError: the database already holds a station.
        BackupFileError: the backup comes from a newer version of Jisr.
    """
    from django.core.management import call_command

    from jisr.station.preparation import migrate_to, prepare_database

    migrate_to([(app, name) for app, name in manifest.migrations])
    expected = {table["name"]: tables.Table(table["name"], tuple(table["columns"])) for table in manifest.tables}
    with _own_connection() as connection, connection.transaction():
        if connection.execute("SELECT EXISTS (SELECT FROM accounts_user)").fetchone() == (True,):
            raise NotEmptyError
        names = [table.name for table in tables.tables(connection)]
        tables.empty_tables(connection, names)
        _load(path, passphrase, connection, expected, progress)
        tables.wake_triggers(connection, names)
        tables.set_sequences(connection, manifest.sequences)
    call_command("createcachetable", verbosity=0)
    prepare_database()


def _load(
    path: Path, passphrase: str, connection: "Connection[Any]", expected: dict[str, tables.Table], progress: Progress
) -> None:
    with parts_of(path, passphrase) as parts:
        for name, content in parts:
            table = (
                expected.get(name.removeprefix("tables/").removesuffix(".copy")) if name.startswith("tables/") else None
            )
            if table is not None:
                progress(table.name, tables.read_table(connection, table, cast(Any, content)))


def finish_restore(manifest: Manifest, home: Path, actor: Actor) -> bool:
    """Check that the ledger is the one of the backup, enter the restore in it, leave a mark for `jisr doctor`.

    Returns:
        Whether the restored ledger holds.
    """
    from jisr.station.ledger import queries
    from jisr.station.ledger.checks import run_check
    from jisr.station.ledger.services import Act, record

    holds = queries.size() == manifest.ledger_size and run_check(actor).holds
    redraw_projections(actor)
    restored_at = datetime.now(UTC)
    record(
        actor,
        Act.ADMINISTRATION,
        "station",
        manifest.station_id,
        decision="restored",
        detail={"taken_at": manifest.taken_at, "ledger_size": manifest.ledger_size},
    )
    mark = {"taken_at": manifest.taken_at, "restored_at": restored_at.isoformat(), "ledger_size": queries.size()}
    (home / RESTORED_FILE).write_bytes(orjson.dumps(mark))
    return holds


def redraw_projections(actor: Actor) -> None:
    """What was erased after the snapshot is marked so; search is drawn anew from the rest."""
    from jisr.station.exchange.services import restored as exchange
    from jisr.station.intake.services import restored as intake
    from jisr.station.knowledge.services import rebuild_profiles

    exchange.mark_erased()
    intake.mark_erased()
    exchange.index_again()
    intake.index_again()
    rebuild_profiles(actor)


def _own_connection() -> "Connection[Any]":
    """A connection beside Django's, whose transaction we begin and end ourselves."""
    from django.db import connection

    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context", "server_side_binding"):
        parameters.pop(name, None)
    return Connection.connect(**parameters, autocommit=True)


__all__ = [
    "BackupFileError",
    "BackupTaken",
    "NotEmptyError",
    "back_up",
    "finish_restore",
    "read_manifest",
    "restore_database",
    "restore_home",
]
