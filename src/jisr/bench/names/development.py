"""The labelled pairs and the gallery that figures are measured on; never trained on."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from jisr.bench.figures import BenchmarkError
from jisr.bench.names.measures import Truth

_REPOSITORY = Path(__file__).parents[4]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labelled pairs of names.

    Attributes:
        slices: which slice each pair is of.
        truth: (pairs,), whether the two are one name.
    """

    slices: Sequence[str]
    truth: Truth
    names: Sequence[tuple[str, str]]


def data_folder() -> Path:
    """JISR_SHARED_DATA, or `../shared/data` beside the repository.

    Raises:
        BenchmarkError: the names are not there.
    """
    folder = Path(os.environ.get("JISR_SHARED_DATA") or _REPOSITORY.parent / "shared" / "data")
    if not (folder / "names" / "dev" / "pairs.tsv").exists():
        raise BenchmarkError(f"{folder} holds no names/dev/pairs.tsv; JISR_SHARED_DATA names the folder that does")
    return folder / "names" / "dev"


def labelled_pairs(folder: Path, keep_one_in: int = 1) -> Pairs:
    """All labelled pairs, or every n-th."""
    rows = [line.split("\t") for line in (folder / "pairs.tsv").read_text(encoding="utf-8").splitlines()]
    rows = rows[::keep_one_in]
    return Pairs([r[0] for r in rows], np.array([r[1] == "1" for r in rows]), [(r[2], r[3]) for r in rows])
