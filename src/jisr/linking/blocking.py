"""Which rows are compared at all: those that share a key, rare keys first, never more than a budget of pairs.

A key of many rows on both sides (a name everybody bears) makes a block too large to be worth comparing; its rows meet
under rarer keys instead: two parts of a name, a part and the birth date, a number.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jisr.core.identity import score_packed, score_pairs
from jisr.linking.engine import Engine, number_of
from jisr.linking.evidence import UNSHARED

#: Names less alike than this are no candidates, unless the two share a number or a contact.
NEAR_NAME = 0.30
#: Pairs a row on average; blocks overlap, so some are the same pair.
_PAIRS_A_ROW, _LEAST_BUDGET = 8, 200_000
#: Of one block, so that one common name cannot use up the budget.
_LARGEST_BLOCK = 100_000

PAIR_SCHEMA = pa.schema([
    ("left_id", pa.int64()), ("right_id", pa.int64()), ("bearers", pa.int64()), ("met", pa.int64()),
    ("likeness", pa.float64()), ("place_likeness", pa.float64()),
])  # fmt: skip

# A block is a key with the rows of both sides that have it.
_BLOCKS = """
SELECT meeting_key, size, substr(meeting_key, 1, 1) AS kind FROM (
    SELECT meeting_key, sum(CASE WHEN side = 0 THEN 1 ELSE 0 END) * sum(CASE WHEN side = 1 THEN 1 ELSE 0 END) AS size
      FROM meeting_keys GROUP BY meeting_key
) AS counted WHERE size > 0
"""
_SIZES = "SELECT CAST(size AS BIGINT) AS size, CAST(count(*) AS BIGINT) AS blocks FROM blocks GROUP BY size"
# bearers: rows on one side times rows on the other of the rarest name key the two share; met: the same of the rarest
# key that holds a date of birth.
_PAIRS = """
SELECT l.id AS left_id, r.id AS right_id,
       CAST(coalesce(min(CASE WHEN b.kind IN ('n', 'p') THEN b.size END), {none}) AS BIGINT) AS bearers,
       CAST(coalesce(min(CASE WHEN b.kind IN ('b', 'e', 'm', 'y') THEN b.size END), {none}) AS BIGINT) AS met
  FROM blocks b
  JOIN meeting_keys l ON l.meeting_key = b.meeting_key AND l.side = 0
  JOIN meeting_keys r ON r.meeting_key = b.meeting_key AND r.side = 1
 WHERE b.size <= {largest}
 GROUP BY l.id, r.id
"""
_NAMES_OF_PAIRS = """
SELECT p.left_id, p.right_id, p.bearers, p.met, l.packed AS left_names, r.packed AS right_names,
       l.place AS left_place, r.place AS right_place
  FROM pairs p JOIN records l ON l.id = p.left_id JOIN records r ON r.id = p.right_id
"""
_LEFT_OUT = """
SELECT CAST(count(*) AS BIGINT) AS rows FROM (
    SELECT k.id FROM meeting_keys k JOIN blocks b ON b.meeting_key = k.meeting_key
     WHERE k.side = 0 GROUP BY k.id HAVING min(b.size) > {largest}
) AS unmet
"""


@dataclass(frozen=True, slots=True)
class Blocks:
    """What blocking came to.

    Attributes:
        largest: pairs in the largest block that is compared.
        kept, left_out: how many blocks are compared, and how many are too large.
        rows_left_out: rows of the left list that only meet others in blocks that are too large.
        pairs: how many different pairs are compared.
    """

    largest: int
    kept: int
    left_out: int
    rows_left_out: int
    pairs: int


def meet(engine: Engine, rows: int) -> Blocks:
    """Make `pairs` of `meeting_keys`. rows: of both lists."""
    engine.make("blocks", _BLOCKS)
    counted = pa.Table.from_batches(list(engine.rows(_SIZES)) or [_no_sizes()])
    sizes, blocks = (counted.column(name).to_numpy() for name in ("size", "blocks"))
    largest = largest_block(sizes, blocks, max(_LEAST_BUDGET, _PAIRS_A_ROW * rows))
    engine.make("pairs", _PAIRS.format(largest=largest, none=UNSHARED))
    kept = int(blocks[sizes <= largest].sum())
    unmet = number_of(engine, _LEFT_OUT.format(largest=largest))
    pairs = number_of(engine, "SELECT CAST(count(*) AS BIGINT) AS pairs FROM pairs")
    return Blocks(largest, kept, int(blocks.sum()) - kept, unmet, pairs)


def largest_block(sizes: NDArray[np.int64], blocks: NDArray[np.int64], budget: int) -> int:
    """The largest size up to which all blocks together stay within the budget; 0 where there is none.

    Whole sizes are taken or left, so that it does not matter in which order blocks come.
    """
    order = np.argsort(sizes)
    total = np.cumsum(sizes[order] * blocks[order])
    within = sizes[order][(total <= budget) & (sizes[order] <= _LARGEST_BLOCK)]
    return int(within[-1]) if len(within) else 0


def score_names_of_pairs(engine: Engine) -> None:
    """Make `scored` of `pairs`: with the likeness of the two names, and of the two places, that are most alike."""
    engine.work("scored", _NAMES_OF_PAIRS, likeness_of_batch, PAIR_SCHEMA)


def likeness_of_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """One batch of pairs with their packed names and places, scored in one call each."""
    names = _best_likeness(batch.column("left_names"), batch.column("right_names"))
    places = _likeness_of_places(batch.column("left_place"), batch.column("right_place"))
    columns = [batch.column(name) for name in ("left_id", "right_id", "bearers", "met")]
    return pa.RecordBatch.from_arrays([*columns, pa.array(np.round(names, 6)), places], schema=PAIR_SCHEMA)


def _best_likeness(lefts: pa.ListArray, rights: pa.ListArray) -> NDArray[np.float64]:
    """Of every name on one side with every name on the other, the best; rows of one name each are the rule."""
    if not len(lefts):
        return np.zeros(0)
    (left, left_first, left_count), (right, right_first, right_count) = _flat(lefts), _flat(rights)
    counts = left_count * right_count
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    row = np.repeat(np.arange(len(counts)), counts)
    place = np.arange(counts.sum()) - starts[row]
    ours, theirs = left_first[row] + place // right_count[row], right_first[row] + place % right_count[row]
    scores = score_packed(left[0], left[1][ours], right[0], right[1][theirs])
    return np.asarray(np.maximum.reduceat(scores, starts))


def _flat(names: pa.ListArray) -> tuple[tuple[bytes, NDArray[np.int64]], NDArray[np.int64], NDArray[np.int64]]:
    """The packed names of all rows and where each begins; each row's first, and how many it has."""
    ends = names.offsets.to_numpy().astype(np.int64)
    held = names.values
    packed, offsets = held.buffers()[2], held.buffers()[1]
    at = np.frombuffer(offsets, dtype=np.int32, count=held.offset + len(held) + 1)[held.offset :].astype(np.int64)
    return (packed.to_pybytes(), at), ends[:-1], np.diff(ends)


def _likeness_of_places(lefts: pa.StringArray, rights: pa.StringArray) -> pa.Array:
    """Null where one side names none; two places of birth are compared once in a batch."""
    both = list(zip(lefts.to_pylist(), rights.to_pylist(), strict=True))
    asked = list(dict.fromkeys(pair for pair in both if pair[0] and pair[1]))
    known = dict(zip(asked, np.round(score_pairs(asked), 6).tolist(), strict=True)) if asked else {}
    return pa.array([known.get(pair) for pair in both], pa.float64())


def _no_sizes() -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({"size": pa.array([], pa.int64()), "blocks": pa.array([], pa.int64())})
