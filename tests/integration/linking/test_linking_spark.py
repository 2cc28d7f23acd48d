"""The same links on a local Spark as on DuckDB, by one setting."""

import shutil

import pytest

from jisr.exercise.lists import COLUMNS, two_lists
from jisr.linking import Bounds, Record, link_records, record_of

pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17, which is not on this machine"),
]


def records() -> list[list[Record]]:
    sides = []
    for side in two_lists(60, seed=9):
        rows = [dict(zip(COLUMNS, one.cells, strict=True)) for one in side]
        read = [
            record_of(row.pop("id"), line, "Person", {prop: [value] for prop, value in row.items() if value})
            for line, row in enumerate(rows, 2)
        ]
        sides.append([record for record in read if record])
    return sides


def test_spark_and_duckdb_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="the extra jisr[spark] is not installed")
    monkeypatch.setenv("SPARK_MASTER", "local[1]")
    found = []
    for backend in ("duckdb", "spark"):
        with link_records(*records(), bounds=Bounds(0.9, 0.5), backend=backend, memory_mb=1_000) as linking:
            found.append([(one.left.key, one.right.key, one.probability, one.reasons) for one in linking.links()])
    assert found[0]
    assert found[1] == found[0]
