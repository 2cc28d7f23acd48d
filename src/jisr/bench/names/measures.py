"""What is read off scores and truth: area under the curve, recall at a precision, with bootstrap intervals."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

type Scores = NDArray[np.float64]
type Truth = NDArray[np.bool_]

PRECISION: Final = 0.99
_RESAMPLES: Final = 300


def auc(scores: Scores, truth: Truth) -> float:
    """Chance that a pair of one name scores above a pair of two, ties half; nan where a class is empty."""
    n = int(truth.sum())
    m = len(truth) - n
    if not n or not m:
        return float("nan")
    values, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    assert len(values) == len(counts)
    return float((ranks[truth].sum() - n * (n + 1) / 2) / (n * m))


def recall_at_precision(scores: Scores, truth: Truth, precision: float = PRECISION) -> float:
    """The largest share of pairs of one name above a threshold at which at least this share of those above is right."""
    if not truth.any():
        return float("nan")
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truth[order])
    # A threshold lies between two scores, never within a tie.
    ends = np.append(np.flatnonzero(np.diff(scores[order])), len(scores) - 1)
    good = right[ends] >= precision * (ends + 1)
    return float(right[ends][good].max() / truth.sum()) if good.any() else 0.0


def false_positive_rate(scores: Scores, truth: Truth, threshold: float) -> float:
    """Share of pairs of two names that score at or above the threshold; nan where there is none."""
    other = scores[~truth]
    return float((other >= threshold).mean()) if len(other) else float("nan")


def interval(measure: Callable[[Scores, Truth], float], scores: Scores, truth: Truth) -> tuple[float, float]:
    """Bootstrap interval of 95 % (percentiles), pairs drawn with replacement."""
    rng = np.random.default_rng(1)
    drawn = []
    for _ in range(_RESAMPLES):
        at = rng.integers(0, len(scores), len(scores))
        drawn.append(measure(scores[at], truth[at]))
    low, high = np.nanquantile(drawn, (0.025, 0.975))
    return float(low), float(high)
