"""Fitting of the maps from log-odds to chances: the one thing that real labelled pairs are used for.

A map is an isotonic regression over bins of equal size, made strictly rising, so that no order changes. Its error is
measured by cross-validation: fitted on four fifths, read on the fifth.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jisr.core.identity.names.calibration import Map, chances
from jisr.core.identity.names.kernel import Kernel
from jisr.core.identity.names.letters import Script
from jisr.core.identity.names.packing import pack_all
from names.compose import Composer

# Which slices of the labelled pairs each map is fitted on: real ones where there are any.
SLICES: Mapping[str, Sequence[str]] = {
    "latin": ("list_latin", "list_latin_rnd"), "latin-arabic": ("un_xscript", "un_xscript_rnd"),
    "cyrillic": ("cyr_comp",), "arabic": (),
}  # fmt: skip
# Kinds without real labelled pairs are fitted on composed ones as well.
_COMPOSED: Mapping[str, tuple[Script, Script]] = {
    "cyrillic": (Script.LATIN, Script.CYRILLIC), "arabic": (Script.ARABIC, Script.ARABIC),
}  # fmt: skip
_FAMILIES = 1_500
_BINS, _FOLDS = 14, 5
_LEAST_RISE = 1e-4


@dataclass(frozen=True)
class Calibration:
    """A map, and the expected calibration error by cross-validation (ten bins of equal width)."""

    map: Map
    error: float
    pairs: int


def calibrate(kernel: Kernel, pairs_file: Path, composer: Composer) -> dict[str, Calibration]:
    """A map for each kind of pair."""
    rows = [line.split("\t") for line in pairs_file.read_text(encoding="utf-8").splitlines()]
    found = {}
    for kind, slices in SLICES.items():
        held = [(row[2], row[3], row[1] == "1") for row in rows if row[0] in slices]
        if kind in _COMPOSED:
            for _ in range(_FAMILIES):
                left, right, strangers = composer.family(_COMPOSED[kind], 1)
                held += [(left, right, True), (*strangers[0], False)]
        firsts, first_at = pack_all(first for first, _, _ in held)
        seconds, second_at = pack_all(second for _, second, _ in held)
        odds, _ = kernel.score_pairs(firsts, first_at, seconds, second_at)
        truth = np.array([is_same for _, _, is_same in held])
        usable = np.abs(odds) < 25
        found[kind] = Calibration(
            fit(odds[usable], truth[usable]), _error(odds[usable], truth[usable], kind), int(usable.sum())
        )
    return found


def fit(odds: NDArray[np.float32], truth: NDArray[np.bool_]) -> Map:
    """Bins of equal size, pooled until they rise, joined by straight lines."""
    order = np.argsort(odds, kind="stable")
    x = [float(part.mean()) for part in np.array_split(odds[order].astype(np.float64), _BINS)]
    y = [float(part.mean()) for part in np.array_split(truth[order].astype(np.float64), _BINS)]
    blocks: list[list[float]] = []
    for position, share in zip(x, y, strict=True):
        blocks.append([position, share, 1.0])
        while len(blocks) > 1 and blocks[-2][1] >= blocks[-1][1]:
            (xa, ya, na), (xb, yb, nb) = blocks[-2:]
            blocks[-2:] = [[(xa * na + xb * nb) / (na + nb), (ya * na + yb * nb) / (na + nb), na + nb]]
    known = np.array([b[0] for b in blocks])
    chance = np.clip([b[1] for b in blocks], 0.005, 0.995)
    chance = np.maximum.accumulate(chance + _LEAST_RISE * np.arange(len(chance)))
    return known.astype(np.float32), np.minimum(chance, 0.998).astype(np.float32)


def _error(odds: NDArray[np.float32], truth: NDArray[np.bool_], kind: str) -> float:
    rng = np.random.default_rng(1)
    fold = rng.integers(0, _FOLDS, len(odds))
    given = np.zeros(len(odds))
    for n in range(_FOLDS):
        given[fold == n] = chances(odds[fold == n], kind, {kind: fit(odds[fold != n], truth[fold != n])})
    return expected_error(given, truth)


def expected_error(given: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """Mean distance between what was said and what came true, over ten bins of equal width."""
    bins = np.minimum((given * 10).astype(int), 9)
    return float(
        sum((bins == b).mean() * abs(given[bins == b].mean() - truth[bins == b].mean()) for b in np.unique(bins))
    )
