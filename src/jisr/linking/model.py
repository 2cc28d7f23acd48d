"""splink over the candidate pairs: which levels each shows, what is learned from these, and a probability for each.

splink compares rows by SQL over two tables. The likeness of two names belongs to the pair and to neither row, so both
tables hold one line for each candidate pair, with the same id, and splink's one blocking rule is that id. The model is
that of the candidates themselves: of two names that resemble each other, what else tells the same from the different?
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from jisr.linking.blocking import NEAR_NAME
from jisr.linking.engine import Engine, number_of
from jisr.linking.evidence import NAME_BANDS, UNSHARED, Comparison, comparisons
from jisr.linking.learning import Patterns, learn

#: Fewer candidates than this teach nothing reliable: the table of weights stands as it is.
LEAST_TO_LEARN = 2_000
_PAIR_ID = "l.unique_id = r.unique_id"
# Of candidates, this share is one bearer before anything is learned; at most what one-to-one links would give.
_PRIOR = 1 / 3

# alike: of the pairs that met by a name, how many the row on either side has whose names are as alike as these, by the
# bands of likeness that names are weighed in; the product of both sides, or what blocking knows where that is less.
_CANDIDATES = """
SELECT unique_id, left_id, right_id, likeness, place_likeness, met,
       CASE WHEN bearers < alike THEN bearers ELSE alike END AS bearers
  FROM (
    SELECT p.left_id * 4294967296 + p.right_id AS unique_id, p.left_id, p.right_id, p.likeness, p.place_likeness, p.met,
           p.bearers, CASE WHEN p.bearers >= {unshared} THEN {unshared} {alike} ELSE {unshared} END AS alike
      FROM scored p JOIN records l ON l.id = p.left_id JOIN records r ON r.id = p.right_id
     WHERE p.likeness >= {near} OR ({numbers}) OR ({contacts})
  ) AS counted
"""
_ALIKE = """
WHEN p.likeness >= {least} THEN
     sum(CASE WHEN p.likeness >= {least} AND p.bearers < {unshared} THEN 1 ELSE 0 END) OVER (PARTITION BY p.left_id)
   * sum(CASE WHEN p.likeness >= {least} AND p.bearers < {unshared} THEN 1 ELSE 0 END) OVER (PARTITION BY p.right_id)
"""
_SIDE = """
SELECT c.unique_id, c.likeness, c.bearers, c.met, c.place_likeness, s.born, s.countries, s.numbers, s.contacts, s.gender
  FROM candidates c JOIN records s ON s.id = c.{side}_id
"""


@dataclass(frozen=True, slots=True)
class Weights:
    """What was used: whether it was learned, the share of candidates that are one bearer, and m and u by level."""

    is_learned: bool
    prior: float
    shares: dict[str, dict[str, tuple[float, float]]]


def make_candidates(engine: Engine) -> int:
    """Make `candidates` of `scored`; how many there are."""
    shared = {column: engine.overlap(f"l.{column}", f"r.{column}") for column in ("numbers", "contacts")}
    alike = "".join(_ALIKE.format(least=least, unshared=UNSHARED) for least in NAME_BANDS)
    engine.make("candidates", _CANDIDATES.format(near=NEAR_NAME, alike=alike, unshared=UNSHARED, **shared))
    count = "SELECT CAST(count(*) AS BIGINT) AS candidates FROM candidates"
    return number_of(engine, count)


def weigh_candidates(engine: Engine, candidates: int, possible: int, at_least: float) -> Weights:
    """Make `weighed` of `candidates`: with probability and weights by evidence.

    Args:
        possible: pairs there would be if every row of the shorter list had one counterpart.
        at_least: probability below which a pair is left out.
    """
    for side in ("left", "right"):
        engine.make(f"{side}_of_pairs", _SIDE.format(side=side))
    evidence = comparisons(engine.overlap)
    prior = min(_PRIOR, possible / (2 * candidates))
    learned = None
    if candidates >= LEAST_TO_LEARN:
        learned = learn(evidence, prior, _patterns(engine, evidence, prior))
    linker = _linker(engine, *(learned or (evidence, prior)))
    predicted = linker.inference.predict(threshold_match_probability=at_least, warning_mode="never")
    engine.make("weighed", f"SELECT * FROM {predicted.physical_name}")  # noqa: S608
    return _weights(linker, learned is not None)


def _linker(engine: Engine, evidence: Sequence[Comparison], prior: float) -> Any:
    from splink import Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    sides = [engine.api.register(f"{side}_of_pairs") for side in ("left", "right")]
    settings = {
        "link_type": "link_only",
        "comparisons": [one.to_splink() for one in evidence],
        "blocking_rules_to_generate_predictions": [_PAIR_ID],
        "probability_two_random_records_match": prior,
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
    }
    return Linker(sides, settings, log_level=None)


def _patterns(engine: Engine, evidence: Sequence[Comparison], prior: float) -> Patterns:
    """How often each pattern of levels occurs, as splink's levels have it."""
    columns = ", ".join(f"gamma_{one.name}" for one in evidence)
    predicted = _linker(engine, evidence, prior).inference.predict(warning_mode="never")
    counted = f"SELECT {columns}, count(*) AS pairs FROM {predicted.physical_name} GROUP BY {columns}"  # noqa: S608
    read = pa.Table.from_batches(list(engine.rows(counted)))
    predicted.drop_table_from_database_and_remove_from_cache()
    # splink counts levels from the weakest, 0; what is not known is -1.
    levels = [
        np.where((gamma := read.column(f"gamma_{one.name}").to_numpy()) < 0, -1, len(one.levels) - 1 - gamma)
        for one in evidence
    ]
    return Patterns(np.stack(levels, axis=1).astype(np.int64), read.column("pairs").to_numpy().astype(np.float64))


def _weights(linker: Any, is_learned: bool) -> Weights:
    model = linker.misc.save_model_to_json()
    shares = {
        comparison["output_column_name"]: {
            level["label_for_charts"]: (float(level["m_probability"]), float(level["u_probability"]))
            for level in comparison["comparison_levels"]
            if level.get("m_probability") is not None and level.get("u_probability") is not None
        }
        for comparison in model["comparisons"]
    }
    return Weights(is_learned, float(model["probability_two_random_records_match"]), shares)
