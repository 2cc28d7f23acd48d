"""`jisr bench names`: scoring, looking up and calibration of names, beside four peers, in one run.

Pairs and a gallery that nothing was trained on; names made up by the exercise for sizes beyond that. Each scorer runs
in a fresh process on one core. Bootstrap intervals of 95 % stand beside every rate.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from jisr.bench.figures import Report
from jisr.bench.names.calibration import add_calibration, reliability
from jisr.bench.names.development import data_folder, labelled_pairs
from jisr.bench.names.pairs import (
    Generator,
    add_common,
    add_fairness,
    add_habits,
    add_slices,
    add_speed,
    commonness,
    score,
)
from jisr.bench.names.plot import write_plot
from jisr.bench.names.retrieval import add_gallery, add_generated
from jisr.core.identity import name_key

SIZE: Final = 500_000
LARGE: Final = 5_000_000
_COMMON: Final = 100


def measure(
    generator: Generator,
    *,
    quick: bool = False,
    sizes: Sequence[int] = (SIZE,),
    large: bool = False,
    plot: Path | None = None,
) -> Report:
    """All figures, in about ten minutes, a tenth of the pairs and names when `quick`.

    Args:
        generator: makes names up for the sizes that no labelled gallery has.
        sizes: how many made-up names to look up among; `large` adds five million.
        plot: where the picture of the reliability goes.

    Raises:
        BenchmarkError: the labelled pairs are not there.
    """
    folder = data_folder()
    scale = 10 if quick else 1
    report = Report()
    pairs = labelled_pairs(folder, scale)
    scored = score(pairs)
    add_slices(report, scored)
    add_speed(report, scored)
    counts = _counts(folder)
    add_fairness(report, scored, commonness(pairs.names, counts, name_key))
    common = {key for key, _ in counts.most_common(_COMMON)}
    shared = [not common.isdisjoint({*name_key(a)} & {*name_key(b)}) for a, b in pairs.names]
    add_common(report, scored, np.array(shared))
    add_habits(report, generator, 1_000 // scale)
    kinds = reliability(labelled_pairs(folder))
    add_calibration(report, kinds)
    if plot:
        write_plot(plot, kinds)
    add_gallery(report, folder, scale, exact=50 // scale)
    for size in (*sizes, *((LARGE,) if large else ())):
        add_generated(report, generator, max(1_000, size // scale), queries=1_000 // scale, exact=min(10, 20 // scale))
    return report


def _counts(folder: Path) -> Counter[str]:
    """How often each consonant key occurs in the gallery."""
    names = (folder / "gallery_50000.txt").read_text(encoding="utf-8").splitlines()
    return Counter(key for name in names for key in name_key(name))
