"""A block of names of the index, in sorted arrays that are never changed."""

import threading
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from jisr.core.identity.names.kernel import gather
from jisr.core.identity.names.keys import consonants, keys_of_part, other_keys_of_part
from jisr.core.identity.names.structure import Part

_LOOSE_WEIGHT = 0.4
_LOOSE = 1


class Segment:
    """Names in the order of their positions, counted from the segment's own beginning.

    Attributes:
        packed: the names as the kernel reads them, one after the other.
        at: where each begins, (names,) int64.
        keys: the keys that occur, sorted, (keys,) uint32; postings: positions by key; bounds: (keys + 1,).
    """

    def __init__(
        self, packed: bytes, at: NDArray[np.int64], keys: NDArray[np.uint32], owners: NDArray[np.int32]
    ) -> None:
        """keys and owners: every key of every name, and whose it is; the same length, in any order."""
        order = np.lexsort((owners, keys))
        self.packed, self.at = packed, at
        self.keys, starts = np.unique(keys[order], return_index=True)
        self.postings = np.ascontiguousarray(owners[order])
        self.bounds = np.append(starts, len(keys)).astype(np.int64)
        lengths = np.diff(self.bounds)
        self._rarity = (np.log1p(len(at) / np.maximum(lengths, 1)) * _worth(self.keys)).astype(np.float32)
        self._wholes = np.bincount(
            self.postings, np.repeat(self._rarity, lengths), minlength=len(at)
        ).astype(np.float32)  # fmt: skip
        self._own = threading.local()

    def __len__(self) -> int:
        return len(self.at)

    def gather(self, keys: NDArray[np.uint32], removed: NDArray[np.uint8], most: int) -> NDArray[np.int64]:
        """Positions of the names that share most with these keys, at most so many.

        removed: (names,), 1 where a name is gone.
        """
        if not len(self.keys):
            return np.zeros(0, dtype=np.int64)
        found = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        is_known = self.keys[found] == keys
        unknown = np.log1p(float(len(self.at))) * _worth(keys)
        weights = np.where(is_known, self._rarity[found], unknown).astype(np.float32)
        held = found[is_known]
        if not hasattr(self._own, "sums"):
            self._own.sums = np.zeros(len(self.at), dtype=np.float32)
        return gather(
            self.postings, self.bounds[held], self.bounds[held + 1], weights[is_known], float(weights.sum()),
            self._wholes, removed, self._own.sums, most,
        )  # fmt: skip

    def every_key(self) -> NDArray[np.uint32]:
        """The keys of all names, as `postings` says whose they are."""
        return np.repeat(self.keys, np.diff(self.bounds))


def merged(segments: Sequence[Segment]) -> Segment:
    """One segment of several, in their order."""
    names = np.cumsum([0, *map(len, segments)])
    lengths = np.cumsum([0, *(len(s.packed) for s in segments)])
    return Segment(
        b"".join(s.packed for s in segments),
        np.concatenate([s.at + start for s, start in zip(segments, lengths, strict=False)]),
        np.concatenate([s.every_key() for s in segments]),
        np.concatenate([s.postings + np.int32(start) for s, start in zip(segments, names, strict=False)]),
    )


def _worth(keys: NDArray[np.uint32]) -> NDArray[np.float32]:
    return np.where(keys & _LOOSE, _LOOSE_WEIGHT, 1.0).astype(np.float32)


class KeyMaker:
    """The keys of names; remembers those of parts it has met."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, ...]] = {}

    def keys(self, parts: Sequence[Part]) -> set[int]:
        """Of each part, of each with its particle, and of each two run together; marked by their last bit, those
        with one consonant left out or read otherwise."""
        found: set[int] = set()
        for at, part in enumerate(parts):
            found.update(self._of(part.text))
            found.update(_hashed(key) for key in keys_of_part(part))
            found.update(_hashed(key) | _LOOSE for key in other_keys_of_part(part))
            if at:
                found.add(_hashed(consonants(parts[at - 1].text + part.prefix + part.text)))
        return found

    def _of(self, text: str) -> tuple[int, ...]:
        if text not in self._known:
            if len(self._known) > 200_000:
                self._known.clear()
            key = consonants(text)
            loose = {key[:i] + key[i + 1 :] for i in range(len(key))} if len(key) > 2 else set()
            self._known[text] = (_hashed(key), *(_hashed(shorter) | _LOOSE for shorter in (*loose, key)))
        return self._known[text]


def _hashed(key: str) -> int:
    return crc32(key.encode()) & ~_LOOSE
