"""For migrations: what stood in the clear in a column, sealed under the keys of its records."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from jisr.station.vault.fields import place_of
from jisr.station.vault.opening import key_ring

_AT_ONCE = 1_000


def seal_column(
    table: str, column: str, *, record: str, kind: str, pk: str = "id", source: str = ""
) -> Callable[..., None]:
    """A function for `RunPython` that makes a sealed column (bytea) of one that holds bytes, text or JSON.

    Args:
        record: SQL for the id of the record whose key it is, e.g. "report_id".
        source: SQL for the plain value as bytea; default: the column read as UTF-8 text or as bytes.
    """

    def run(apps: Any, schema_editor: Any) -> None:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f'ALTER TABLE {table} ADD COLUMN "{column}__sealed" bytea')
            _fill(cursor, table, column, record, kind, pk, source or _source(cursor, table, column))
            is_needed = _is_not_null(cursor, table, column)
            cursor.execute(f'ALTER TABLE {table} DROP COLUMN "{column}" CASCADE')
            cursor.execute(f'ALTER TABLE {table} RENAME COLUMN "{column}__sealed" TO "{column}"')
            if is_needed:
                cursor.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" SET NOT NULL')

    return run


def _fill(cursor: Any, table: str, column: str, record: str, kind: str, pk: str, source: str) -> None:
    last: Any = UUID(int=0)
    while True:
        cursor.execute(
            f'SELECT {pk}, {record}, {source} FROM {table} WHERE {pk} > %s AND "{column}" IS NOT NULL'  # noqa: S608
            f" ORDER BY {pk} LIMIT {_AT_ONCE}",
            [last],
        )
        rows = cursor.fetchall()
        if not rows:
            return
        last = rows[-1][0]
        key_ring().ensure([row[1] for row in rows if bytes(row[2])], kind)
        sealed = [
            key_ring().seal(bytes(plain), record_id=owner, kind=kind, place=place_of(table, column, row_id))
            if bytes(plain)
            else b""
            for row_id, owner, plain in rows
        ]
        cursor.execute(
            f'UPDATE {table} SET "{column}__sealed" = new.sealed'  # noqa: S608
            f" FROM unnest(%s::uuid[], %s::bytea[]) AS new (id, sealed) WHERE {table}.{pk} = new.id",
            [[row[0] for row in rows], sealed],
        )


def _source(cursor: Any, table: str, column: str) -> str:
    """How the column's plain value is read as bytes; the empty JSON object is the empty value."""
    cursor.execute(
        "SELECT data_type FROM information_schema.columns WHERE table_name = %s AND column_name = %s", [table, column]
    )
    kind = cursor.fetchone()[0]
    if kind == "bytea":
        return column
    if kind == "jsonb":
        return f"convert_to(CASE WHEN {column} = '{{}}'::jsonb THEN '' ELSE {column}::text END, 'UTF8')"
    return f"convert_to({column}::text, 'UTF8')"


def _is_not_null(cursor: Any, table: str, column: str) -> bool:
    cursor.execute(
        "SELECT is_nullable = 'NO' FROM information_schema.columns WHERE table_name = %s AND column_name = %s",
        [table, column],
    )
    return bool(cursor.fetchone()[0])
