"""Names as the bytes that the compiled part reads (kernel.c lays the form down)."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from jisr.core.identity.names.structure import Part, parts_of

_LONGEST_SON, _LONGEST_PREFIX = 5, 8


def pack(name: str) -> bytes:
    """One name; b"\\0" where it holds no letter or digit."""
    return pack_parts(parts_of(name))


def pack_parts(parts: tuple[Part, ...]) -> bytes:
    """Parts of one name: count, then for each role, three lengths, then nasab, prefix and own letters."""
    packed = [bytes((len(parts),))]
    for part in parts:
        son, prefix = part.son[:_LONGEST_SON], part.prefix[:_LONGEST_PREFIX]
        packed.append(bytes((part.role, len(son), len(prefix), len(part.text))))
        packed.append((son + prefix + part.text).encode("latin-1"))
    return b"".join(packed)


def pack_all(names: Iterable[str]) -> tuple[bytes, NDArray[np.int64]]:
    """Names one after the other, and where each begins: (names,) int64."""
    packed = [pack(name) for name in names]
    ends = np.cumsum([0, *map(len, packed)], dtype=np.int64)
    return b"".join(packed), ends[:-1]
