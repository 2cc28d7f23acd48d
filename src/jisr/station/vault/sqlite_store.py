"""The usual key store: one SQLite file in the station's home, shared by its processes.

Deleted content is overwritten (secure_delete), and the write-ahead log is emptied after keys were destroyed, so that
the file holds nothing of them. What the disk itself keeps of old blocks is outside its reach (docs/threat-model.md).
"""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from jisr.station.vault.store import KeyStoreError, StoredKey, StoreState

FILE: Final = "record-keys.db"
_COLUMNS: Final = "record_id, generation, kind, wrapped, made_at, destroyed_at"
_AT_ONCE: Final = 500
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS record_key (
    record_id BLOB NOT NULL, generation INTEGER NOT NULL, kind TEXT NOT NULL, wrapped BLOB NOT NULL,
    made_at REAL NOT NULL, destroyed_at REAL, PRIMARY KEY (record_id, generation)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS record_key_live ON record_key (kind, made_at) WHERE destroyed_at IS NULL;
CREATE TABLE IF NOT EXISTS mark (one INTEGER PRIMARY KEY CHECK (one = 1), value BLOB NOT NULL);
"""
_DESTROY: Final = "UPDATE record_key SET wrapped = x'', destroyed_at = ? WHERE record_id = ? AND destroyed_at IS NULL"
_BUT_NEWEST: Final = " AND generation < (SELECT max(generation) FROM record_key WHERE record_id = ?)"


class SqliteKeyStore:
    """See `store.KeyStore`. One connection for each thread; after a fork a new one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def mark(self) -> bytes | None:
        row = self._read("SELECT value FROM mark").fetchone()
        return bytes(row[0]) if row else None

    def set_mark(self, mark: bytes) -> None:
        with self._write() as connection:
            connection.execute("INSERT OR IGNORE INTO mark VALUES (1, ?)", [mark])

    def newest(self, ids: Sequence[UUID]) -> dict[UUID, StoredKey]:
        found: dict[UUID, StoredKey] = {}
        for start in range(0, len(ids), _AT_ONCE):
            part = [each.bytes for each in ids[start : start + _AT_ONCE]]
            places = ", ".join("?" * len(part))
            query = f"SELECT {_COLUMNS} FROM record_key WHERE record_id IN ({places}) ORDER BY generation"  # noqa: S608
            found.update((key.record_id, key) for key in map(_key, self._read(query, part)))
        return found

    def one(self, record_id: UUID, generation: int) -> StoredKey | None:
        query = f"SELECT {_COLUMNS} FROM record_key WHERE record_id = ? AND generation = ?"  # noqa: S608
        row = self._read(query, [record_id.bytes, generation]).fetchone()
        return _key(row) if row else None

    def add(self, keys: Iterable[StoredKey]) -> None:
        with self._write() as connection:
            connection.executemany("INSERT OR IGNORE INTO record_key VALUES (?, ?, ?, ?, ?, ?)", map(_row, keys))

    def destroy(self, ids: Sequence[UUID], at: datetime, *, all_but_newest: bool = False) -> int:
        moment = at.timestamp()
        with self._write() as connection:
            before = connection.total_changes
            if all_but_newest:
                rows: list[tuple[Any, ...]] = [(moment, each.bytes, each.bytes) for each in ids]
                connection.executemany(_DESTROY + _BUT_NEWEST, rows)
                destroyed = connection.total_changes - before
            else:
                connection.executemany(_DESTROY, [(moment, each.bytes) for each in ids])
                destroyed = connection.total_changes - before
                gone = [_row(StoredKey(each, 1, "", b"", at, at)) for each in ids]
                connection.executemany("INSERT OR IGNORE INTO record_key VALUES (?, ?, ?, ?, ?, ?)", gone)
        self._read("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return destroyed

    def live_before(self, kind: str, before: datetime) -> Iterator[UUID]:
        query = "SELECT record_id FROM record_key WHERE kind = ? AND made_at < ? AND destroyed_at IS NULL"
        for row in self._read(query, [kind, before.timestamp()]):
            yield UUID(bytes=bytes(row[0]))

    def state(self) -> StoreState:
        query = "SELECT count(*) FILTER (WHERE destroyed_at IS NULL), count(destroyed_at), max(destroyed_at)"
        live, destroyed, last = self._read(f"{query} FROM record_key").fetchone()
        return StoreState(live, destroyed, _instant(last))

    def everything(self) -> Iterator[StoredKey]:
        return map(_key, self._read(f"SELECT {_COLUMNS} FROM record_key"))  # noqa: S608

    def replace_all(self, keys: Iterable[StoredKey], mark: bytes) -> int:
        count = 0
        with self._write() as connection:
            gone = {bytes(row[0]) for row in connection.execute("SELECT record_id FROM record_key WHERE wrapped = x''")}
            connection.execute("DELETE FROM record_key WHERE wrapped <> x''")
            connection.execute("INSERT OR REPLACE INTO mark VALUES (1, ?)", [mark])
            for key in keys:
                if key.record_id.bytes not in gone:
                    connection.execute("INSERT OR REPLACE INTO record_key VALUES (?, ?, ?, ?, ?, ?)", _row(key))
                    count += 1
        return count

    def close(self) -> None:
        held = getattr(self._local, "held", None)
        if held is not None:
            held[1].close()
            del self._local.held

    def _read(self, query: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        try:
            return self._connection().execute(query, parameters)
        except sqlite3.Error as error:
            raise KeyStoreError(str(error)) from error

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()
        except sqlite3.Error as error:
            raise KeyStoreError(str(error)) from error

    def _connection(self) -> sqlite3.Connection:
        held = getattr(self._local, "held", None)
        if held is None or held[0] != os.getpid():
            held = self._local.held = (os.getpid(), self._connect())
        connection: sqlite3.Connection = held[1]
        return connection

    def _connect(self) -> sqlite3.Connection:
        if not self.path.exists():
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600))
        connection = sqlite3.connect(self.path, timeout=20, isolation_level=None)
        for setting in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {setting}").fetchall()
        connection.executescript(_SCHEMA)
        return connection


def _row(key: StoredKey) -> tuple[Any, ...]:
    destroyed_at = key.destroyed_at.timestamp() if key.destroyed_at else None
    return (key.record_id.bytes, key.generation, key.kind, key.wrapped, key.made_at.timestamp(), destroyed_at)


def _key(row: Sequence[Any]) -> StoredKey:
    made_at = datetime.fromtimestamp(row[4], UTC)
    return StoredKey(UUID(bytes=bytes(row[0])), row[1], row[2], bytes(row[3]), made_at, _instant(row[5]))


def _instant(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
