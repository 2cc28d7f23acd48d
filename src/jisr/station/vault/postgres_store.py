"""The key store of a station on several hosts: a PostgreSQL database of its own, named by JISR_KEYS_URL.

It must be another database than the station's, with backups of its own that are replaced as a whole. After keys were
destroyed the table is written anew, since a plain VACUUM leaves their bytes in the free space of its pages. The
server's write-ahead log holds them until it is recycled: it must not be archived (docs/how-to/backup-and-restore.md).
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, LiteralString
from uuid import UUID

import psycopg

from jisr.station.vault.store import KeyStoreError, StoredKey, StoreState

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS jisr_record_key (
    record_id uuid NOT NULL, generation integer NOT NULL, kind text NOT NULL, wrapped bytea NOT NULL,
    made_at timestamptz NOT NULL, destroyed_at timestamptz, PRIMARY KEY (record_id, generation));
CREATE INDEX IF NOT EXISTS jisr_record_key_live ON jisr_record_key (kind, made_at) WHERE destroyed_at IS NULL;
CREATE TABLE IF NOT EXISTS jisr_key_mark (one integer PRIMARY KEY CHECK (one = 1), value bytea NOT NULL);
"""
_COLUMNS: Final = "record_id, generation, kind, wrapped, made_at, destroyed_at"
_ADD: Final = """
INSERT INTO jisr_record_key
SELECT * FROM unnest(%s::uuid[], %s::integer[], %s::text[], %s::bytea[], %s::timestamptz[], %s::timestamptz[])
ON CONFLICT DO NOTHING
"""
_DESTROY: Final = """
UPDATE jisr_record_key SET wrapped = '', destroyed_at = %s WHERE record_id = ANY(%s) AND destroyed_at IS NULL
"""
_BUT_NEWEST: Final = """
 AND generation < (SELECT max(generation) FROM jisr_record_key AS other
                   WHERE other.record_id = jisr_record_key.record_id)
"""


class PostgresKeyStore:
    """See `store.KeyStore`. One connection for each thread, made anew when it was lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._local = threading.local()

    def mark(self) -> bytes | None:
        row = self._do(lambda c: c.execute("SELECT value FROM jisr_key_mark").fetchone())
        return bytes(row[0]) if row else None

    def set_mark(self, mark: bytes) -> None:
        self._do(lambda c: c.execute("INSERT INTO jisr_key_mark VALUES (1, %s) ON CONFLICT DO NOTHING", [mark]))

    def newest(self, ids: Sequence[UUID]) -> dict[UUID, StoredKey]:
        query = f"SELECT {_COLUMNS} FROM jisr_record_key WHERE record_id = ANY(%s) ORDER BY generation"  # noqa: S608
        rows = self._do(lambda c: c.execute(query, [list(ids)]).fetchall())
        return {row[0]: _key(row) for row in rows}

    def one(self, record_id: UUID, generation: int) -> StoredKey | None:
        query = f"SELECT {_COLUMNS} FROM jisr_record_key WHERE record_id = %s AND generation = %s"  # noqa: S608
        row = self._do(lambda c: c.execute(query, [record_id, generation]).fetchone())
        return _key(row) if row else None

    def add(self, keys: Iterable[StoredKey]) -> None:
        columns = _columns(list(keys))
        if columns:
            self._do(lambda c: c.execute(_ADD, columns))

    def destroy(self, ids: Sequence[UUID], at: datetime, *, all_but_newest: bool = False) -> int:
        def destroyed(connection: "psycopg.Connection[Any]") -> int:
            with connection.transaction():
                query = _DESTROY + _BUT_NEWEST if all_but_newest else _DESTROY
                count = connection.execute(query, [at, list(ids)]).rowcount
                if not all_but_newest and ids:
                    connection.execute(_ADD, _columns([StoredKey(each, 1, "", b"", at, at) for each in ids]))
            return count

        count = self._do(destroyed)
        self._do(lambda c: c.execute("VACUUM FULL jisr_record_key"))
        return count

    def live_before(self, kind: str, before: datetime) -> Iterator[UUID]:
        query = "SELECT record_id FROM jisr_record_key WHERE kind = %s AND made_at < %s AND destroyed_at IS NULL"
        return iter([row[0] for row in self._do(lambda c: c.execute(query, [kind, before]).fetchall())])

    def state(self) -> StoreState:
        query: LiteralString = (
            "SELECT count(*) FILTER (WHERE destroyed_at IS NULL), count(destroyed_at), max(destroyed_at)"
            " FROM jisr_record_key"
        )
        row = self._do(lambda c: c.execute(query).fetchone())
        assert row is not None, "an aggregate has one row"
        return StoreState(*row)

    def everything(self) -> Iterator[StoredKey]:
        query = f"SELECT {_COLUMNS} FROM jisr_record_key"  # noqa: S608
        return map(_key, self._do(lambda c: c.execute(query).fetchall()))

    def replace_all(self, keys: Iterable[StoredKey], mark: bytes) -> int:
        def replaced(connection: "psycopg.Connection[Any]") -> int:
            with connection.transaction():
                gone = {
                    row[0]
                    for row in connection.execute(
                        "SELECT record_id FROM jisr_record_key WHERE destroyed_at IS NOT NULL"
                    )
                }
                connection.execute("DELETE FROM jisr_record_key WHERE destroyed_at IS NULL")
                connection.execute("DELETE FROM jisr_key_mark")
                connection.execute("INSERT INTO jisr_key_mark VALUES (1, %s)", [mark])
                kept = [key for key in keys if key.record_id not in gone]
                if kept:
                    connection.execute(_ADD, _columns(kept))
            return len(kept)

        return self._do(replaced)

    def close(self) -> None:
        held = getattr(self._local, "held", None)
        if held is not None:
            held.close()
            del self._local.held

    def _do[T](self, act: "Callable[[psycopg.Connection[Any]], T]") -> T:
        try:
            try:
                return act(self._connection())
            except psycopg.OperationalError:
                self.close()
                return act(self._connection())
        except psycopg.Error as error:
            raise KeyStoreError(str(error)) from error

    def _connection(self) -> "psycopg.Connection[Any]":
        held: psycopg.Connection[Any] | None = getattr(self._local, "held", None)
        if held is None or held.closed:
            held = psycopg.connect(self._url, autocommit=True)
            with held.transaction():  # two processes may begin at once; IF NOT EXISTS alone does not bear that
                held.execute("SELECT pg_advisory_xact_lock(hashtext('jisr_record_key'))")
                held.execute(_SCHEMA)
            self._local.held = held
        return held


def _key(row: Sequence[Any]) -> StoredKey:
    return StoredKey(row[0], row[1], row[2], bytes(row[3]), row[4], row[5])


def _columns(keys: Sequence[StoredKey]) -> list[list[Any]]:
    rows = [(key.record_id, key.generation, key.kind, key.wrapped, key.made_at, key.destroyed_at) for key in keys]
    return [list(column) for column in zip(*rows, strict=True)]
