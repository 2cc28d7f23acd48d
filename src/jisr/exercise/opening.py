"""What a station's database holds once opened with the station's own keys: only so can it be judged what is in it.

Every sealed value is tried with the ids that stand in its row; what opens is what the station itself could read.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import psycopg.sql

from jisr.station.vault.envelope import SealedValueError
from jisr.station.vault.fields import place_of
from jisr.station.vault.master import MasterKeyError, read_master
from jisr.station.vault.ring import KeyRing, RecordErasedError, RecordKeyMissingError
from jisr.station.vault.sqlite_store import FILE, SqliteKeyStore

_BINARY = """
SELECT table_name, column_name FROM information_schema.columns AS of
WHERE table_schema = 'public' AND data_type = 'bytea' AND EXISTS (
    SELECT FROM information_schema.columns AS key
    WHERE key.table_schema = 'public' AND key.table_name = of.table_name AND key.column_name = 'id'
      AND key.data_type = 'uuid')
"""
_FAILURES = (RecordErasedError, RecordKeyMissingError, SealedValueError, MasterKeyError)


def ring_of(home: Path) -> KeyRing:
    """The key ring of a station of the exercise, whose master key has no passphrase."""
    master = read_master(home, None)
    if master is None:
        raise FileNotFoundError(home / "vault.json")
    return KeyRing(SqliteKeyStore(home / FILE), master)


def opened_values(connection: "psycopg.Connection[Any]", home: Path) -> Iterator[tuple[str, bytes]]:
    """(table.column, plain value) of everything sealed that opens."""
    ring = ring_of(home)
    for table, column in connection.execute(_BINARY).fetchall():
        query = psycopg.sql.SQL("SELECT to_jsonb(one) - {}::text, {} FROM {} AS one WHERE length({}) > 30")
        names = psycopg.sql.Literal(column), psycopg.sql.Identifier(column), psycopg.sql.Identifier(table)
        for row, sealed in connection.execute(query.format(*names, psycopg.sql.Identifier(column))).fetchall():
            plain = _opened(ring, bytes(sealed), row, place_of(table, column, row["id"]))
            if plain is not None:
                yield f"{table}.{column}", plain


def _opened(ring: KeyRing, sealed: bytes, row: dict[str, Any], place: str) -> bytes | None:
    for record_id in _ids(row):
        try:
            return ring.unseal(sealed, record_id=record_id, place=place)
        except _FAILURES:
            continue
    return None


def _ids(row: dict[str, Any]) -> list[UUID]:
    """The row's own id, and every other id in it."""
    found = []
    for value in (row["id"], *row.values()):
        try:
            found.append(UUID(str(value).rpartition(":")[2]))
        except ValueError:
            continue
    return list(dict.fromkeys(found))
