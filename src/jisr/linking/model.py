"""splink over the candidate pairs: weights learned by expectation-maximisation, and a probability for every pair.

splink compares rows by SQL over two tables. The likeness of two names belongs to the pair and to neither row, so both
tables hold one line for each candidate pair, with the same id, and splink's one blocking rule is that id. The model is
that of the candidates themselves: of two names that resemble each other, what else tells the same from the different?
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jisr.linking.blocking import NEAR_NAME
from jisr.linking.engine import Engine, number_of
from jisr.linking.evidence import Comparison, comparisons

#: Fewer candidates than this teach nothing reliable: the table of weights stands as it is.
LEAST_TO_LEARN = 2_000
_MOST_ROUNDS = 30
_PAIR_ID = "l.unique_id = r.unique_id"
# Of candidates, this share is one bearer before anything is learned; at most what one-to-one links would give.
_PRIOR = 1 / 3

_CANDIDATES = """
SELECT p.left_id * 4294967296 + p.right_id AS unique_id, p.left_id, p.right_id, p.likeness, p.bearers
  FROM scored p JOIN records l ON l.id = p.left_id JOIN records r ON r.id = p.right_id
 WHERE p.likeness >= {near} OR ({numbers}) OR ({contacts})
"""
_SIDE = """
SELECT c.unique_id, c.likeness, c.bearers, s.born, s.countries, s.numbers, s.contacts, s.gender, s.place
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
    engine.make("candidates", _CANDIDATES.format(near=NEAR_NAME, **shared))
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
    linker = _linker(engine, evidence, prior)
    is_learned = candidates >= LEAST_TO_LEARN and _learn(linker, evidence)
    if candidates >= LEAST_TO_LEARN and not is_learned:
        linker = _linker(engine, evidence, prior)
    predicted = linker.inference.predict(threshold_match_probability=at_least, warning_mode="never")
    engine.make("weighed", f"SELECT * FROM {predicted.physical_name}")  # noqa: S608
    return _weights(linker, is_learned)


def _linker(engine: Engine, evidence: Sequence[Comparison], prior: float) -> Any:
    from splink import Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    sides = [engine.api.register(f"{side}_of_pairs") for side in ("left", "right")]
    settings = {
        "link_type": "link_only",
        "comparisons": [one.to_splink() for one in evidence],
        "blocking_rules_to_generate_predictions": [_PAIR_ID],
        "probability_two_random_records_match": prior,
        "max_iterations": _MOST_ROUNDS,
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
    }
    return Linker(sides, settings, log_level=None)


def _learn(linker: Any, evidence: Sequence[Comparison]) -> bool:
    """Learn m, u and the share of one bearer; whether what was learned makes sense.

    It does where in every kind of evidence that was seen the strongest agreement speaks for one bearer.
    """
    from splink.internals.exceptions import EMTrainingException

    try:
        linker.training.estimate_parameters_using_expectation_maximisation(
            _PAIR_ID,
            fix_u_probabilities=False,
            populate_probability_two_random_records_match_from_trained_values=True,
        )
    # ValueError: a share fell to nothing, as where all candidates agree in everything.
    except (EMTrainingException, ValueError):
        return False
    learned = _weights(linker, True)
    if not 0 < learned.prior < 0.9:
        return False
    for one in evidence:
        same, different = learned.shares[one.name][one.levels[0].code]
        last_same, last_different = learned.shares[one.name][one.levels[-1].code]
        if same * last_different <= different * last_same:
            return False
    return True


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
