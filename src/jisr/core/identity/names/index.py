"""Lookup of a name among many, in any script: shared consonant keys first, then the full score of the best.

A key weighs by how rare it is. Names stand in segments of sorted arrays; what is added makes small segments, and two
of like size are merged, so that adding costs little however many there are (the logarithmic method of Bentley and
Saxe 1980).
"""

from collections.abc import Callable, Iterable
from typing import BinaryIO
from zipfile import BadZipFile
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from jisr.core.identity.names.kernel import shipped_kernel
from jisr.core.identity.names.packing import pack_parts
from jisr.core.identity.names.scoring import calibrated, scripts_of
from jisr.core.identity.names.segment import KeyMaker, Segment, merged
from jisr.core.identity.names.structure import parts_of

# How many names are scored in full: so many, and one more for so many names.
_RANKED, _NAMES_A_RANKED = 200, 2_000
_RANKED_MOST = 1_500
_FORMAT = 1

type _Choose = Callable[[Segment, NDArray[np.uint8]], NDArray[np.int64]]


class IndexFormatError(ValueError):
    """What was to be loaded is no index of this version."""


class NameIndex:
    """Names in any of the scripts. Positions are those of insertion, from 0, and stay when others are removed.

    One thread may write at a time; searches may run beside each other, and beside nothing that writes.
    """

    def __init__(self) -> None:
        self._segments: list[Segment] = []
        self._new: list[tuple[bytes, set[int]]] = []
        self._settled = 0
        self._removed = np.zeros(0, dtype=np.uint8)
        self._removed_count = 0
        self._key_maker = KeyMaker()

    @classmethod
    def build(cls, names: Iterable[str]) -> "NameIndex":
        """An index over names; one without a letter keeps its position and is never found."""
        index = cls()
        for name in names:
            index.add(name)
            if len(index._new) >= 200_000:
                index._settle()
        index._settle()
        if len(index._segments) > 1:
            index._segments = [merged(index._segments)]
        return index

    def __len__(self) -> int:
        """How many names there are, those without a letter among them."""
        return self._settled + len(self._new) - self._removed_count

    def add(self, name: str) -> int:
        """Add one name and return its position."""
        parts = parts_of(name)
        self._new.append((pack_parts(parts), self._key_maker.keys(parts)))
        return self._settled + len(self._new) - 1

    def remove(self, position: int) -> None:
        """The name at this position is found no more.

        Raises:
            IndexError: there is no name at this position.
        """
        self._settle()
        if not 0 <= position < self._settled or self._removed[position]:
            raise IndexError(f"no name at position {position}")
        self._removed[position] = 1
        self._removed_count += 1

    def search(self, query: str, k: int = 10) -> list[tuple[int, float]]:
        """At most k (position, score) pairs, best first; scores 0..1 as `score_names`.

        Raises:
            ValueError: k is below 1.
        """
        parts = parts_of(query)
        keys = np.array(sorted(self._key_maker.keys(parts)), dtype=np.uint32)
        self._settle()
        most = min(max(_RANKED, 3 * k) + self._settled // _NAMES_A_RANKED, max(_RANKED_MOST, 3 * k))
        return self._best(pack_parts(parts), k, lambda segment, gone: segment.gather(keys, gone, most))

    def search_all(self, query: str, k: int = 10) -> list[tuple[int, float]]:
        """As `search`, with every name scored: what the recall of `search` is measured against."""
        self._settle()
        return self._best(pack_parts(parts_of(query)), k, lambda _, gone: np.flatnonzero(gone == 0))

    def save(self, file: BinaryIO) -> None:
        """Write the index; what was removed is left out of no position."""
        self._settle()
        whole = merged(self._segments) if self._segments else _segment([])
        np.savez(
            file, format=np.int64(_FORMAT), packed=np.frombuffer(whole.packed, dtype=np.uint8), at=whole.at,
            keys=whole.every_key(), owners=whole.postings, removed=self._removed,
            sum=np.uint32(_sum(whole.packed, whole.at)),
        )  # fmt: skip

    @classmethod
    def load(cls, file: BinaryIO) -> "NameIndex":
        """What `save` wrote.

        Raises:
            IndexFormatError: it is no index, or one of another version.
        """
        try:
            with np.load(file, allow_pickle=False) as held:
                if int(held["format"]) != _FORMAT:
                    raise IndexFormatError(f"index of version {int(held['format'])}; this is version {_FORMAT}")
                whole = Segment(held["packed"].tobytes(), held["at"], held["keys"], held["owners"])
                removed = held["removed"]
                # The kernel trusts the offsets and lengths of packed names.
                if int(held["sum"]) != _sum(whole.packed, whole.at) or len(removed) != len(whole):
                    raise IndexFormatError("the index does not match its own sum")
        except (KeyError, OSError, ValueError, EOFError, BadZipFile) as error:
            raise error if isinstance(error, IndexFormatError) else IndexFormatError(str(error)) from error
        index = cls()
        index._segments = [whole] if len(whole) else []
        index._settled, index._removed = len(whole), removed.copy()
        index._removed_count = int(removed.sum())
        return index

    def _best(self, query: bytes, k: int, choose: _Choose) -> list[tuple[int, float]]:
        if k < 1:
            raise ValueError("k must be at least 1")
        if not query[0]:
            return []
        positions, scores, start = [np.zeros(0, dtype=np.int64)], [np.zeros(0)], 0
        for segment in self._segments:
            chosen = choose(segment, self._removed[start : start + len(segment)])
            at = segment.at[chosen]
            odds = shipped_kernel().score_one(query, segment.packed, at)
            scores.append(calibrated(odds, scripts_of(query, segment.packed, at)))
            positions.append(chosen + start)
            start += len(segment)
        found, likeness = np.concatenate(positions), np.concatenate(scores)
        order = np.lexsort((found, -likeness))[:k]
        return [(int(found[n]), float(likeness[n])) for n in order if likeness[n] > 0]

    def _settle(self) -> None:
        """Make a segment of the names that are new, and merge those of like size."""
        if not self._new:
            return
        self._segments.append(_segment(self._new))
        self._settled += len(self._new)
        self._removed = np.concatenate([self._removed, np.zeros(len(self._new), dtype=np.uint8)])
        self._new = []
        while len(self._segments) > 1 and len(self._segments[-2]) < 2 * len(self._segments[-1]):
            self._segments[-2:] = [merged(self._segments[-2:])]


def _sum(packed: bytes, at: NDArray[np.int64]) -> int:
    return crc32(at.tobytes(), crc32(packed))


def _segment(names: list[tuple[bytes, set[int]]]) -> Segment:
    lengths = [len(packed) for packed, _ in names]
    counts = [len(keys) for _, keys in names]
    return Segment(
        b"".join(packed for packed, _ in names),
        np.cumsum([0, *lengths], dtype=np.int64)[:-1] if names else np.zeros(0, dtype=np.int64),
        np.fromiter((key for _, keys in names for key in keys), dtype=np.uint32, count=sum(counts)),
        np.repeat(np.arange(len(names), dtype=np.int32), counts),
    )
