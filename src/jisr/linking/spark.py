"""Spark: the session of the cluster this runs on, or a local one. Names are scored where the rows are.

What `spark-submit` or SPARK_* variables say is kept; without them Spark runs on this machine.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from pyspark.sql import SparkSession
from splink import SparkAPI

from jisr.linking.engine import Batches, LinkingEngineError, Work, write_parquet


class SparkEngine:
    """`jisr.linking.engine.Engine` on Spark. A cluster must be able to read the work folder."""

    name = "spark"

    def __init__(self, folder: Path, memory_mb: int) -> None:
        if SparkSession.getActiveSession() is None and not (shutil.which("java") or os.environ.get("JAVA_HOME")):
            raise LinkingEngineError("Spark needs Java 17 or newer, and none is found here")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        self._folder = folder
        partitions = os.environ.get("JISR_SPARK_PARTITIONS", "2")
        builder = SparkSession.builder.appName("jisr link")
        if "SPARK_MASTER" in os.environ:
            builder = builder.master(os.environ["SPARK_MASTER"])
        self._spark = (
            builder.config("spark.driver.memory", f"{memory_mb}m")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", partitions)
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "50000")
            .getOrCreate()
        )
        self._spark.sparkContext.setLogLevel("OFF")
        self.api = SparkAPI(
            spark_session=self._spark, break_lineage_method="persist", register_udfs_automatically=False,
            num_partitions_on_repartition=int(partitions),
        )  # fmt: skip

    def load(self, table: str, batches: Batches, schema: pa.Schema) -> None:
        file = self._folder / f"{table}.parquet"
        write_parquet(file, batches, schema)
        self._spark.read.parquet(str(file)).createOrReplaceTempView(table)

    def make(self, table: str, sql: str) -> None:
        self._spark.sql(sql).persist().createOrReplaceTempView(table)

    def work(self, table: str, sql: str, work: Work, schema: pa.Schema) -> None:
        from pyspark.sql.pandas.types import from_arrow_schema

        frame = self._spark.sql(sql)
        made = frame.mapInArrow(lambda batches: (work(batch) for batch in batches), from_arrow_schema(schema))
        made.persist().createOrReplaceTempView(table)

    def rows(self, sql: str) -> Iterator[pa.RecordBatch]:
        yield from self._spark.sql(sql).toArrow().to_batches()

    def drop(self, table: str) -> None:
        self._spark.table(table).unpersist()
        self._spark.catalog.dropTempView(table)

    def overlap(self, first: str, second: str) -> str:
        return f"arrays_overlap({first}, {second})"

    def close(self) -> None:
        self._spark.stop()
