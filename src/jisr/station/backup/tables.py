"""All tables out of PostgreSQL in one snapshot, and back into an empty database of the same shape.

Left out: sessions and the cache (people sign in again), registered workers, the list of migrations (it goes into the
manifest), and what search draws from the rest: it is drawn anew, so that no word of an erased record lives on in a
backup. What statements say is sealed on its way out (`statements`). Jobs that were being done are written as waiting,
so that nothing queued is lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from psycopg import Connection, sql

from jisr.station.backup.statements import TABLE as STATEMENTS
from jisr.station.backup.statements import opened_lines, sealed_lines

LEFT_OUT = frozenset(
    {
        "django_session",
        "jisr_cache",
        "django_migrations",
        "procrastinate_workers",
        "knowledge_searchabletext",
        "knowledge_entityprofile",
        "knowledge_profilechange",
    }
)

#: Columns that are written otherwise than they stand, because they point at what is left out.
_REWRITTEN = {
    ("procrastinate_jobs", "worker_id"): sql.SQL("NULL::bigint"),
    ("procrastinate_jobs", "status"): sql.SQL(
        "(CASE status WHEN 'doing' THEN 'todo' ELSE status::text END)::procrastinate_job_status"
    ),
}
_CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Table:
    """A table and the columns that are written (generated ones are not)."""

    name: str
    columns: tuple[str, ...]


def begin_snapshot(connection: "Connection[Any]") -> None:
    """From here to the end of the transaction every table is read as of the same moment."""
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")


def tables(connection: "Connection[Any]") -> list[Table]:
    """Tables of the station in an order in which rows come after the rows they refer to."""
    rows = connection.execute(
        """SELECT class.relname, array_agg(attribute.attname::text ORDER BY attribute.attnum)
             FROM pg_class AS class
             JOIN pg_attribute AS attribute ON attribute.attrelid = class.oid
            WHERE class.relkind = 'r' AND class.relnamespace = current_schema()::regnamespace
              AND attribute.attnum > 0 AND NOT attribute.attisdropped AND attribute.attgenerated = ''
            GROUP BY class.relname ORDER BY class.relname"""
    ).fetchall()
    found = {name: Table(name, tuple(columns)) for name, columns in rows if name not in LEFT_OUT}
    return [found[name] for name in _referred_first(list(found), _references(connection))]


def write_table(connection: "Connection[Any]", table: Table, target: BinaryIO) -> int:
    """COPY one table into a file; the number of rows."""
    columns = [_REWRITTEN.get((table.name, column), sql.Identifier(column)) for column in table.columns]
    query = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(
        sql.SQL(", ").join(columns), sql.Identifier(table.name)
    )
    with connection.cursor() as cursor:
        with cursor.copy(query) as copy:
            chunks = map(bytes, copy)
            for chunk in sealed_lines(chunks, table.columns) if table.name == STATEMENTS else chunks:
                target.write(chunk)
        return cursor.rowcount


def read_table(connection: "Connection[Any]", table: Table, source: BinaryIO) -> int:
    """COPY a file into an empty table; the number of rows."""
    query = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, table.columns))
    )
    with connection.cursor() as cursor:
        with cursor.copy(query) as copy:
            if table.name == STATEMENTS:
                for line in opened_lines(source, table.columns):
                    copy.write(line)
            while chunk := source.read(_CHUNK_BYTES):
                copy.write(chunk)
        return cursor.rowcount


def empty_tables(connection: "Connection[Any]", names: list[str]) -> None:
    """Remove what migrations put in, and put triggers to sleep until `wake_triggers`."""
    connection.execute("SET CONSTRAINTS ALL DEFERRED")
    connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(map(sql.Identifier, names))))
    for name in names:
        connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(name)))


def wake_triggers(connection: "Connection[Any]", names: list[str]) -> None:
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for name in names:
        connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(name)))


def sequences(connection: "Connection[Any]") -> dict[str, int]:
    """Each sequence that was ever used, with its last value."""
    rows = connection.execute(
        "SELECT sequencename, last_value FROM pg_sequences"
        " WHERE schemaname = current_schema() AND last_value IS NOT NULL"
    ).fetchall()
    return dict(rows)


def set_sequences(connection: "Connection[Any]", values: dict[str, int]) -> None:
    """No number is given out twice."""
    known = {
        name
        for (name,) in connection.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema()")
    }
    for name, value in values.items():
        if name in known:
            connection.execute("SELECT setval(%s::regclass, %s)", (f'"{name}"', value))


def _references(connection: "Connection[Any]") -> dict[str, set[str]]:
    """For each table, the tables its rows refer to."""
    rows = connection.execute(
        """SELECT DISTINCT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
            WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"""
    ).fetchall()
    found: dict[str, set[str]] = {}
    for table, referred in rows:
        found.setdefault(table.strip('"'), set()).add(referred.strip('"'))
    return found


def _referred_first(names: list[str], references: dict[str, set[str]]) -> Iterator[str]:
    """Depth first; in a circle any order does, since its constraints are deferred."""
    done: set[str] = set()
    known = set(names)

    def visit(name: str) -> Iterator[str]:
        if name in done:
            return
        done.add(name)
        for referred in sorted(references.get(name, set()) & known):
            yield from visit(referred)
        yield name

    for name in names:
        yield from visit(name)
