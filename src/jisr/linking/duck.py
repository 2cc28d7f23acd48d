"""DuckDB in a file of the work folder: what does not fit into memory is on disk."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
from splink import DuckDBAPI

from jisr.linking.engine import Batches, Work, write_parquet

_BATCH_ROWS = 50_000


class DuckEngine:
    """`jisr.linking.engine.Engine` on DuckDB."""

    name = "duckdb"

    def __init__(self, folder: Path, memory_mb: int) -> None:
        self._folder = folder
        self._connection = duckdb.connect(str(folder / "linking.duckdb"))
        self._connection.execute(f"SET memory_limit = '{memory_mb}MB'")
        self._connection.execute(f"SET temp_directory = '{folder / 'spill'}'")
        self._connection.execute("SET preserve_insertion_order = false")
        self._connection.execute("SET enable_progress_bar = false")
        self.api = DuckDBAPI(self._connection)

    def load(self, table: str, batches: Batches, schema: pa.Schema) -> None:
        file = self._folder / f"{table}.parquet"
        write_parquet(file, batches, schema)
        path = str(file).replace("'", "''")
        self._connection.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet('{path}')")  # noqa: S608

    def make(self, table: str, sql: str) -> None:
        self._connection.execute(f"CREATE OR REPLACE TABLE {table} AS {sql}")

    def work(self, table: str, sql: str, work: Work, schema: pa.Schema) -> None:
        self.load(table, (work(batch) for batch in self.rows(sql)), schema)

    def rows(self, sql: str) -> Iterator[pa.RecordBatch]:
        yield from self._connection.cursor().sql(sql).to_arrow_reader(_BATCH_ROWS)

    def drop(self, table: str) -> None:
        self._connection.execute(f"DROP TABLE IF EXISTS {table}")

    def overlap(self, first: str, second: str) -> str:
        return f"list_has_any({first}, {second})"

    def close(self) -> None:
        self._connection.close()
