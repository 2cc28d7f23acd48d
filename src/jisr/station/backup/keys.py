"""The backup of the keys: apart from that of the data, sealed with a passphrase, and replaced as a whole each time.

An old one still opens what was erased since: it must be destroyed when a new one is taken. When that was, is kept in
the home, so that the doctor can say what is left to do.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import orjson

from jisr.station.backup.archive import BackupFileError
from jisr.station.backup.sealed_file import SealedFileError, SealingReader, SealingWriter, is_sealed
from jisr.station.ledger.actor import Actor
from jisr.station.vault.master import FILE as MASTER_FILE
from jisr.station.vault.master import MasterKey, read_master
from jisr.station.vault.store import KeyStore, StoredKey

FORMAT: Final = "jisr-keys-1"
TAKEN_FILE: Final = "keys-backup.json"


class KeysPresentError(Exception):
    """The home holds keys of another master key: they would be lost."""

    code = "keys_present"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysTaken:
    """A finished backup of the keys, or a restored one."""

    path: Path
    taken_at: str
    live: int
    destroyed: int


def back_up_keys(path: Path, passphrase: str, actor: Actor) -> KeysTaken:
    """Write the master key and all keys of records into one file, in the place of the one before.

    Raises:
        BackupFileError: "passphrase_needed": keys are never written without one.
    """
    from django.conf import settings

    from jisr.station.ledger.services import Act, record
    from jisr.station.vault.opening import key_ring
    from jisr.station.vault.opening import passphrase as home_passphrase

    if not passphrase:
        raise BackupFileError("passphrase_needed")
    store, folder = key_ring().store, settings.HOME.path
    master = read_master(folder, home_passphrase())
    assert master is not None
    taken_at = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    aside = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    counts = [0, 0]
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        writer = SealingWriter(file, passphrase)
        header = {
            "format": FORMAT,
            "station_id": settings.IDENTITY.station_id,
            "taken_at": taken_at,
            "mark": _text(store.mark() or b""),
            "master": orjson.loads(master.to_bytes(None))["content"],
        }
        writer.write(orjson.dumps(header) + b"\n")
        for key in store.everything():
            writer.write(_line(key))
            counts[key.is_destroyed] += 1
        writer.close()
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    taken = KeysTaken(path=path, taken_at=taken_at, live=counts[0], destroyed=counts[1])
    detail = {"live": taken.live, "destroyed": taken.destroyed}
    record(
        actor, Act.ADMINISTRATION, "record_keys", settings.IDENTITY.station_id, decision="backup_taken", detail=detail
    )
    (folder / TAKEN_FILE).write_bytes(orjson.dumps({"taken_at": taken_at, "file": str(path)}))
    return taken


def restore_keys(path: Path, passphrase: str, folder: Path, store: KeyStore, home_passphrase: str | None) -> KeysTaken:
    """Bring keys back into a home. What was destroyed there stays destroyed, whatever the backup holds.

    Raises:
        BackupFileError: no backup of keys, damaged, or another passphrase.
        KeysPresentError: see the class.
    """
    lines = _lines(path, passphrase)
    header: dict[str, Any] = orjson.loads(next(lines, b"{}"))
    if header.get("format") != FORMAT:
        raise BackupFileError("not_a_backup")
    master = MasterKey(b64decode(header["master"]["wrapping"]), b64decode(header["master"]["search"]))
    held, keys = read_master(folder, home_passphrase), map(_key, lines)
    counted = list(keys)
    if held == master:
        store.add(counted)
    elif held is not None and store.state().live:
        raise KeysPresentError
    else:
        aside = folder / f".{MASTER_FILE}.new"
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(master.to_bytes(home_passphrase))
        aside.replace(folder / MASTER_FILE)
        store.replace_all(counted, b64decode(header["mark"]))
    destroyed = sum(key.is_destroyed for key in counted)
    return KeysTaken(path=path, taken_at=header["taken_at"], live=len(counted) - destroyed, destroyed=destroyed)


def last_taken(folder: Path) -> datetime | None:
    """When the keys were last backed up from this home."""
    try:
        document = orjson.loads((folder / TAKEN_FILE).read_bytes())
        return datetime.fromisoformat(document["taken_at"])
    except (FileNotFoundError, orjson.JSONDecodeError, KeyError, ValueError):
        return None


def _lines(path: Path, passphrase: str) -> Iterator[bytes]:
    with path.open("rb") as file:
        if not is_sealed(file):
            raise BackupFileError("not_a_backup")
        if not passphrase:
            raise BackupFileError("passphrase_needed")
        try:
            yield from BufferedReader(SealingReader(file, passphrase))
        except SealedFileError as error:
            raise BackupFileError("passphrase_wrong" if error.args == (0,) else "damaged") from error


def _line(key: StoredKey) -> bytes:
    destroyed_at = key.destroyed_at.isoformat() if key.destroyed_at else None
    row = [str(key.record_id), key.generation, key.kind, _text(key.wrapped), key.made_at.isoformat(), destroyed_at]
    return orjson.dumps(row) + b"\n"


def _key(line: bytes) -> StoredKey:
    record_id, generation, kind, wrapped, made_at, destroyed_at = orjson.loads(line)
    return StoredKey(
        UUID(record_id),
        generation,
        kind,
        b64decode(wrapped),
        datetime.fromisoformat(made_at),
        datetime.fromisoformat(destroyed_at) if destroyed_at else None,
    )


def _text(data: bytes) -> str:
    return b64encode(data).decode()
