"""Shares and the share of one bearer, learned from how often each pattern of agreement occurs among the candidates.

Expectation-maximisation for the mixture of Fellegi and Sunter (W. E. Winkler, "Using the EM Algorithm for Weight
Computation in the Fellegi-Sunter Model of Record Linkage", Proceedings of the Section on Survey Research Methods,
1988), with a Dirichlet prior: the table of weights counts as so many pairs. splink's own training has no prior; where
all pairs of a level are of one kind, which in long lists some level always is, a share falls to nothing and it gives
up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jisr.linking.evidence import Comparison

#: So many pairs of one bearer, and of two, the table of weights is worth.
GUESSED = 20
_MOST_STEPS, _SETTLED = 300, 1e-6
_MOST_PRIOR = 0.9

type _Shares = list[tuple[NDArray[np.float64], NDArray[np.float64]]]


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns of agreement among candidates.

    Attributes:
        levels: (patterns, comparisons) position of the level in its comparison; -1 where nothing is known.
        counts: (patterns,) how many candidates show the pattern.
    """

    levels: NDArray[np.int64]
    counts: NDArray[np.float64]


def learn(evidence: Sequence[Comparison], prior: float, seen: Patterns) -> tuple[tuple[Comparison, ...], float] | None:
    """Comparisons with learned shares, and the share of one bearer; None where what was learned makes no sense: nearly
    all are one bearer, or in some kind of evidence the strongest agreement speaks against it.
    """
    table = [_shares(one) for one in evidence]
    shares = table
    chance = _chances(shares, prior, seen)
    for _ in range(_MOST_STEPS):
        before = prior
        prior = float((seen.counts * chance).sum() / seen.counts.sum())
        shares = [
            _counted(one, held, at, chance, seen) for at, (one, held) in enumerate(zip(evidence, table, strict=True))
        ]
        if not 0 < prior < _MOST_PRIOR:
            return None
        chance = _chances(shares, prior, seen)
        if abs(prior - before) < _SETTLED * prior:
            break
    learned = tuple(
        one.with_shares({level.name: (float(a), float(b)) for level, a, b in zip(one.levels, m, u, strict=True)})
        for one, (m, u) in zip(evidence, shares, strict=True)
    )
    return (learned, prior) if all(map(_makes_sense, learned)) else None


def _shares(one: Comparison) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.array([level.same for level in one.levels]), np.array([level.different for level in one.levels])


def _chances(shares: _Shares, prior: float, seen: Patterns) -> NDArray[np.float64]:
    """Of each pattern, that its pairs are one bearer."""
    odds = np.full(len(seen.counts), np.log(prior / (1 - prior)))
    for at, (m, u) in enumerate(shares):
        # The last weight stands for what is not known: level -1.
        odds += np.append(np.log(m / u), 0.0)[seen.levels[:, at]]
    return np.asarray(1 / (1 + np.exp(-odds)))


def _counted(
    one: Comparison, table: tuple[NDArray[np.float64], NDArray[np.float64]], at: int, chance: NDArray[np.float64],
    seen: Patterns,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:  # fmt: skip
    """Shares of each level among pairs of one bearer and of two, drawn towards the table."""
    is_known = seen.levels[:, at] >= 0
    levels, drawn = seen.levels[is_known, at], []
    for weight, guess in zip((chance, 1 - chance), table, strict=True):
        counts = np.bincount(levels, (weight * seen.counts)[is_known], minlength=len(one.levels))
        drawn.append((counts + GUESSED * guess) / (counts.sum() + GUESSED))
    return drawn[0], table[1] if one.is_fixed else drawn[1]


def _makes_sense(one: Comparison) -> bool:
    first, last = one.levels[0], one.levels[-1]
    return first.same * last.different > first.different * last.same
