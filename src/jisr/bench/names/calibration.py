"""Whether a score means what it says: error and reliability by kind of pair, by cross-validation on labelled pairs.

The maps are fitted as training fits them (isotonic over bins of equal size, joined by straight lines) on four fifths of
the pairs and read on the fifth, so that no pair speaks for itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from jisr.bench.figures import Figure, Report
from jisr.bench.names.development import Pairs
from jisr.bench.names.measures import Scores, Truth
from jisr.core.identity.names.calibration import chances
from jisr.core.identity.names.kernel import shipped_kernel
from jisr.core.identity.names.packing import pack_all

#: The slices whose pairs each map speaks for; real pairs where there are any.
SLICES: Final = {
    "latin": ("list_latin", "list_latin_rnd"),
    "latin-arabic": ("un_xscript", "un_xscript_rnd"),
    "cyrillic": ("cyr_comp",),
}
_BINS, _FOLDS = 14, 5
# What the kernel answers for the same letters, or for a side without any, is no estimate.
_CERTAIN: Final = 25.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs that were given about the same score: the mean of what was said, the share that was true."""

    said: float
    true: float
    pairs: int


@dataclass(frozen=True, slots=True)
class Reliability:
    """One kind of pair; error: mean distance of said and true over ten bins of equal width, weighed by pairs."""

    kind: str
    error: float
    bins: Sequence[Bin]


def reliability(pairs: Pairs) -> list[Reliability]:
    """Of every kind that has labelled pairs."""
    found = []
    for kind, slices in SLICES.items():
        chosen = np.isin(np.array(pairs.slices), slices)
        names = [names for names, is_chosen in zip(pairs.names, chosen, strict=True) if is_chosen]
        firsts, first_at = pack_all(a for a, _ in names)
        seconds, second_at = pack_all(b for _, b in names)
        odds, _ = shipped_kernel().score_pairs(firsts, first_at, seconds, second_at)
        usable = np.abs(odds) < _CERTAIN
        found.append(_reliability(kind, odds[usable], pairs.truth[chosen][usable]))
    return found


def add_calibration(report: Report, kinds: Sequence[Reliability]) -> None:
    """The error of each kind, and its bins."""
    for held in kinds:
        count = sum(each.pairs for each in held.bins)
        note = f"expected calibration error, {_FOLDS} folds, {count:,} labelled pairs"
        report.add(Figure(f"names.calibration.{held.kind}.error", round(held.error, 4), "", note=note))
        for each in held.bins:
            name = f"names.calibration.{held.kind}.true_where_said_{min(int(each.said * 10), 9)}0"
            text = f"said {each.said:.3f} on average, {each.pairs:,} pairs"
            report.add(Figure(name, round(each.true, 4), "", note=text))


def _reliability(kind: str, odds: NDArray[np.float32], truth: Truth) -> Reliability:
    fold = np.random.default_rng(1).integers(0, _FOLDS, len(odds))
    said = np.zeros(len(odds))
    for n in range(_FOLDS):
        held, rest = fold == n, fold != n
        if held.any():
            said[held] = chances(odds[held], kind, {kind: _fit(odds[rest], truth[rest])})
    bins = _bins(said, truth)
    error = sum(each.pairs * abs(each.said - each.true) for each in bins) / len(odds)
    return Reliability(kind, error, bins)


def _bins(said: Scores, truth: Truth) -> list[Bin]:
    place = np.minimum((said * 10).astype(int), 9)
    return [
        Bin(float(said[place == b].mean()), float(truth[place == b].mean()), int((place == b).sum()))
        for b in np.unique(place)
    ]


def _fit(odds: NDArray[np.float32], truth: Truth) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Pool adjacent violators over bins of equal size; chances rise strictly and stay off nought and one."""
    order = np.argsort(odds, kind="stable")
    blocks: list[tuple[float, float, int]] = []
    for part in np.array_split(order, _BINS):
        blocks.append((float(odds[part].mean()), float(truth[part].mean()), 1))
        while len(blocks) > 1 and blocks[-2][1] >= blocks[-1][1]:
            (xa, ya, a), (xb, yb, b) = blocks[-2:]
            blocks[-2:] = [((xa * a + xb * b) / (a + b), (ya * a + yb * b) / (a + b), a + b)]
    chance = np.clip([share for _, share, _ in blocks], 0.005, 0.995)
    chance = np.minimum(np.maximum.accumulate(chance + 1e-4 * np.arange(len(chance))), 0.998)
    return np.array([x for x, _, _ in blocks], dtype=np.float32), chance.astype(np.float32)
