"""Scores of forecasts whose outcome is known. All are losses: lower is better.

Source: Brier 1950; Good 1952 (logarithmic score); Murphy 1973 (decomposition); Hersbach 2000 (CRPS).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from jisr.core.credibility.errors import ForecastError

type Outcome = bool | int


@dataclass(frozen=True, slots=True)
class Murphy:
    """The Brier score taken apart: brier = reliability - resolution + uncertainty, exactly.

    Attributes:
        reliability: 0..1, how far what was said lies from what then happened; lower is better.
        resolution: 0..0.25, how far the cases were told apart; higher is better.
        uncertainty: 0..0.25, how hard the cases were; nobody's merit or fault.
    """

    reliability: float
    resolution: float
    uncertainty: float

    @property
    def brier(self) -> float:
        """The score that was taken apart."""
        return self.reliability - self.resolution + self.uncertainty


def brier(probabilities: Sequence[float], outcomes: Sequence[Outcome]) -> float:
    """Mean squared distance of forecasts from outcomes: 0 (perfect) .. 1.

    Args:
        probabilities: n forecasts in 0..1, n >= 1.
        outcomes: n times whether it happened.

    Raises:
        ForecastError: empty, of different lengths, or not probabilities and outcomes.
    """
    pairs = _pairs(probabilities, outcomes)
    return math.fsum((p - o) ** 2 for p, o in pairs) / len(pairs)


def log_score(probabilities: Sequence[float], outcomes: Sequence[Outcome]) -> float:
    """Mean negative natural logarithm of the probability given to what happened: 0 (perfect) .. infinity.

    One certainty that turned out wrong makes it infinite. Arguments and errors as for `brier`.
    """
    pairs = _pairs(probabilities, outcomes)
    given = [p if o else 1 - p for p, o in pairs]
    return math.inf if min(given) == 0 else max(0.0, -math.fsum(map(math.log, given)) / len(given))


def murphy(probabilities: Sequence[float], outcomes: Sequence[Outcome]) -> Murphy:
    """Reliability, resolution and uncertainty, grouped by the distinct forecasts, so that nothing is lost to binning.

    Arguments and errors as for `brier`.
    """
    pairs = _pairs(probabilities, outcomes)
    groups: dict[float, list[int]] = {}
    for probability, outcome in pairs:
        groups.setdefault(probability, []).append(outcome)
    base = sum(outcome for _, outcome in pairs) / len(pairs)
    reliability = [len(seen) * (said - sum(seen) / len(seen)) ** 2 for said, seen in groups.items()]
    resolution = [len(seen) * (sum(seen) / len(seen) - base) ** 2 for seen in groups.values()]
    return Murphy(math.fsum(reliability) / len(pairs), math.fsum(resolution) / len(pairs), base * (1 - base))


def crps(ensemble: Sequence[float], observation: float) -> float:
    """Continuous ranked probability score of an ensemble: 0 (perfect) .. infinity, in the unit of the observation.

    Equals E|X - y| - E|X - X'| / 2 over the empirical distribution; in n log n steps.

    Args:
        ensemble: n equally likely values, n >= 1.
        observation: what came.

    Raises:
        ForecastError: empty, or a value is not finite.
    """
    if not ensemble or not all(map(math.isfinite, (*ensemble, observation))):
        raise ForecastError("an ensemble needs at least one value, and all values must be finite")
    ordered, n = sorted(ensemble), len(ensemble)
    distance = math.fsum(abs(value - observation) for value in ordered) / n
    # Sum over pairs i < j of x_j - x_i, from the ordered values.
    spread = math.fsum((2 * rank - n + 1) * value for rank, value in enumerate(ordered)) / n**2
    return max(0.0, distance - spread)


def _pairs(probabilities: Sequence[float], outcomes: Sequence[Outcome]) -> list[tuple[float, int]]:
    if not probabilities or len(probabilities) != len(outcomes):
        raise ForecastError(f"{len(probabilities)} forecasts and {len(outcomes)} outcomes cannot be scored")
    if not all(0 <= probability <= 1 for probability in probabilities):
        raise ForecastError("a forecast must lie within 0..1")
    if not all(outcome in (0, 1) for outcome in outcomes):
        raise ForecastError("an outcome is true or false")
    return [(float(p), int(o)) for p, o in zip(probabilities, outcomes, strict=True)]
