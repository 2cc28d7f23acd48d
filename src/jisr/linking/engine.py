"""Where tables are joined: DuckDB on this machine, or Spark on a cluster, under the same SQL.

Rows go in and out as Arrow batches through Parquet files in one work folder, so that no step holds a whole list.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

type Batches = "Iterable[pa.RecordBatch]"
type Work = "Callable[[pa.RecordBatch], pa.RecordBatch]"


class LinkingPackageError(ImportError):
    """A package is missing that linking needs."""

    code = "package_missing"

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed: pip install 'jisr[{extra}]'")
        self.package, self.extra = package, extra


class LinkingEngineError(RuntimeError):
    """The engine cannot run here."""

    code = "engine_unavailable"


class Engine(Protocol):
    """Tables by name."""

    name: str
    api: Any  # splink's own face of the engine

    def load(self, table: str, batches: Batches, schema: "pa.Schema") -> None:
        """A table of these rows."""

    def make(self, table: str, sql: str) -> None:
        """A table of what a query gives."""

    def work(self, table: str, sql: str, work: Work, schema: "pa.Schema") -> None:
        """A table of what `work` makes of each batch of what a query gives."""

    def rows(self, sql: str) -> Iterator["pa.RecordBatch"]:
        """What a query gives, in batches."""

    def drop(self, table: str) -> None:
        """Forget a table and free its room."""

    def overlap(self, first: str, second: str) -> str:
        """SQL: whether two lists share a value."""

    def close(self) -> None:
        """Let go of what is held."""


def number_of(engine: Engine, sql: str) -> int:
    """The one number that a query gives."""
    return int(next(batch.column(0)[0].as_py() for batch in engine.rows(sql) if batch.num_rows))


def write_parquet(file: Path, batches: Batches, schema: "pa.Schema") -> int:
    """How many rows were written."""
    import pyarrow.parquet as pq

    count = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)
            count += batch.num_rows
    return count
