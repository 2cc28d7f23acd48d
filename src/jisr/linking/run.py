"""From rows to links: load, meet, score the names, weigh by splink, hand out the links with their reasons."""

import math
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Self

import pyarrow as pa

from jisr.core.identity import pack_name
from jisr.linking.blocking import Blocks, meet, score_names_of_pairs
from jisr.linking.engine import Engine
from jisr.linking.evidence import comparisons
from jisr.linking.links import Bounds, Link, Reason, Row
from jisr.linking.model import Weights, make_candidates, weigh_candidates
from jisr.linking.opening import open_engine
from jisr.linking.records import Record, meeting_keys

_BATCH_ROWS = 20_000
_TEXT, _TEXTS = pa.string(), pa.list_(pa.string())
_RECORDS = pa.schema([
    ("id", pa.int64()), ("side", pa.int64()), ("list_key", _TEXT), ("line", pa.int64()), ("schema_name", _TEXT),
    ("names", _TEXTS), ("packed", pa.list_(pa.binary())), ("born", _TEXT), ("countries", _TEXTS), ("gender", _TEXT),
    ("numbers", _TEXTS), ("contacts", _TEXTS), ("place", _TEXT),
])  # fmt: skip
_KEYS = pa.schema([("id", pa.int64()), ("side", pa.int64()), ("meeting_key", _TEXT)])
_LINKS = """
SELECT w.*, c.likeness, l.list_key AS left_key, l.line AS left_line, l.schema_name AS left_schema,
       l.names AS left_names, r.list_key AS right_key, r.line AS right_line, r.schema_name AS right_schema,
       r.names AS right_names
  FROM weighed w JOIN candidates c ON c.unique_id = w.unique_id_l
  JOIN records l ON l.id = c.left_id JOIN records r ON r.id = c.right_id
 ORDER BY round(w.match_probability, 6) DESC, l.list_key, r.list_key, l.line, r.line
"""

#: Called with what is being done ("left", "right", "meet", "score", "weigh", "links") and how much of it is done.
type LinkingProgress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Totals:
    """What was linked. blocks: None where one list was empty."""

    left_rows: int
    right_rows: int
    blocks: Blocks | None
    candidates: int
    weights: Weights | None


class Linking:
    """Links of one run, kept in its work folder until it is closed."""

    def __init__(self, engine: Engine, totals: Totals, bounds: Bounds, folder: "tempfile.TemporaryDirectory[str]"):
        self.totals, self.bounds = totals, bounds
        self._engine, self._folder = engine, folder
        self._codes = {one.name: [level.code for level in one.levels] for one in comparisons(engine.overlap)}

    def links(self) -> Iterator[Link]:
        """Every pair at or above the bound of the unsure, the likeliest first."""
        if self.totals.weights is None:
            return
        for batch in self._engine.rows(_LINKS):
            for row in batch.to_pylist():
                yield self._link(row)

    def close(self) -> None:
        self._engine.close()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def _link(self, row: dict[str, Any]) -> Link:
        sides = [
            Row(row[f"{side}_key"], row[f"{side}_line"], row[f"{side}_schema"], tuple(row[f"{side}_names"]))
            for side in ("left", "right")
        ]
        reasons = []
        for kind, codes in self._codes.items():
            level = row[f"gamma_{kind}"]
            if level >= 0:
                weight = round(row[f"mw_{kind}"] * math.log(2), 3)
                reasons.append(Reason(kind, codes[len(codes) - 1 - level], weight))
        reasons.sort(key=lambda reason: (-abs(reason.log_odds), reason.kind))
        probability = round(row["match_probability"], 6)
        band = self.bounds.band(probability)
        return Link(sides[0], sides[1], probability, round(row["likeness"], 4), band, tuple(reasons))


def link_records(
    left: Iterable[Record],
    right: Iterable[Record],
    *,
    bounds: Bounds | None = None,
    backend: str = "duckdb",
    memory_mb: int = 2_000,
    work_folder: Path | None = None,
    progress: LinkingProgress = lambda step, done: None,
) -> Linking:
    """Link two lists. Rows are read once; close the result, or use it as a context.

    Args:
        backend: "duckdb" or "spark".
        memory_mb: what the engine may hold in memory; the rest is on disk.
        work_folder: where tables stand meanwhile; the system's folder for temporary files by default. On a cluster it
            must be one that every machine sees.

    Raises:
        LinkingPackageError, LinkingEngineError.
    """
    bounds = bounds or Bounds()
    folder = tempfile.TemporaryDirectory(prefix="jisr-link-", dir=work_folder)
    engine: Engine | None = None
    try:
        engine = open_engine(backend, Path(folder.name), memory_mb)
        return Linking(engine, _run(engine, left, right, bounds, progress), bounds, folder)
    except BaseException:
        if engine is not None:
            engine.close()
        folder.cleanup()
        raise


def _run(
    engine: Engine, left: Iterable[Record], right: Iterable[Record], bounds: Bounds, progress: LinkingProgress
) -> Totals:
    counts = _load(engine, left, right, progress)
    if not all(counts):
        return Totals(*counts, None, 0, None)
    progress("meet", 0)
    blocks = meet(engine, sum(counts))
    progress("score", blocks.pairs)
    score_names_of_pairs(engine)
    candidates = make_candidates(engine)
    for table in ("pairs", "blocks"):
        engine.drop(table)
    progress("weigh", candidates)
    weights = weigh_candidates(engine, candidates, min(counts), bounds.unsure) if candidates else None
    progress("links", candidates)
    return Totals(*counts, blocks, candidates, weights)


def _load(
    engine: Engine, left: Iterable[Record], right: Iterable[Record], progress: LinkingProgress
) -> tuple[int, int]:
    """Make `records` and `meeting_keys`; how many rows each side has."""
    counts = []
    for side, (name, records) in enumerate((("left", left), ("right", right))):
        held = _Side(side, progress)
        engine.load(f"records_{name}", held.batches(iter(records)), _RECORDS)
        engine.load(f"keys_{name}", held.key_batches(engine, f"records_{name}"), _KEYS)
        counts.append(held.count)
    engine.make("records", "SELECT * FROM records_left UNION ALL SELECT * FROM records_right")
    engine.make("meeting_keys", "SELECT * FROM keys_left UNION ALL SELECT * FROM keys_right")
    return counts[0], counts[1]


class _Side:
    """Rows of one list as Arrow batches."""

    def __init__(self, side: int, progress: LinkingProgress) -> None:
        self._side, self._progress = side, progress
        self.count = 0

    def batches(self, records: Iterator[Record]) -> Iterator[pa.RecordBatch]:
        while held := list(islice(records, _BATCH_ROWS)):
            first = self._side << 31 | self.count
            self.count += len(held)
            yield pa.RecordBatch.from_pylist(
                [_row(first + at, self._side, record) for at, record in enumerate(held)], schema=_RECORDS
            )
            self._progress(("left", "right")[self._side], self.count)

    def key_batches(self, engine: Engine, table: str) -> Iterator[pa.RecordBatch]:
        wanted = "id, list_key, line, schema_name, names, born, numbers, contacts"
        for batch in engine.rows(f"SELECT {wanted} FROM {table}"):  # noqa: S608 - a name of ours
            ids, keys = [], []
            for row in batch.to_pylist():
                record = Record(
                    row["list_key"], row["line"], row["schema_name"], tuple(row["names"]), row["born"] or "",
                    numbers=tuple(row["numbers"] or ()), contacts=tuple(row["contacts"] or ()),
                )  # fmt: skip
                found = list(meeting_keys(record))
                ids += [row["id"]] * len(found)
                keys += found
            yield pa.RecordBatch.from_pydict({"id": ids, "side": [self._side] * len(ids), "meeting_key": keys}, _KEYS)


def _row(identifier: int, side: int, record: Record) -> dict[str, Any]:
    """What is not known is null, so that it says nothing."""
    return {
        "id": identifier, "side": side, "list_key": record.key, "line": record.line, "schema_name": record.schema,
        "names": list(record.names), "packed": [pack_name(name) for name in record.names],
        "born": record.born or None, "countries": list(record.countries) or None,
        "gender": record.gender or None, "numbers": list(record.numbers) or None,
        "contacts": list(record.contacts) or None, "place": record.place or None,
    }  # fmt: skip
