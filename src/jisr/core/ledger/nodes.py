"""Where the nodes of a growing Merkle tree are, and which of them a root or a proof needs.

A node that covers a full power of two of entries never changes once it exists. Those *complete* nodes are all that has
to be kept: every root and every proof of every past size is computed from O(log n) of them. This module says which;
`proofs` combines them; whoever stores them (memory, a table) only has to answer `NodeSource.fetch`.

Source: RFC 9162 section 2.1.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol


class NodeId(NamedTuple):
    """A complete subtree: it covers the entries position * 2**level up to, not including, (position + 1) * 2**level."""

    level: int
    position: int


class NodeSource(Protocol):
    """Whatever keeps complete nodes."""

    def fetch(self, ids: Sequence[NodeId]) -> Mapping[NodeId, bytes]:
        """The 32-byte hashes of the nodes asked for, in one look-up. Nodes it does not have are left out."""
        ...


def complete_nodes(begin: int, end: int) -> list[NodeId]:
    """Fewest complete nodes that cover the entries begin..end-1, left to right.

    For begin == 0 these are the peaks of a tree of `end` entries, largest first; [] when begin == end.

    Args:
        begin: first entry; 0 <= begin <= end.
        end: one past the last entry.
    """
    nodes = []
    at = begin
    while at < end:
        longest = (end - at).bit_length() - 1
        aligned = (at & -at).bit_length() - 1 if at else longest
        level = min(longest, aligned)
        nodes.append(NodeId(level, at >> level))
        at += 1 << level
    return nodes


def split_point(size: int) -> int:
    """The largest power of two smaller than size, for size >= 2. Source: RFC 9162 section 2.1.1."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """The subtrees beside the way from an entry to the root, entry side first, as (begin, end) ranges of entries.

    0 <= index < size.

    Source: RFC 9162 section 2.1.3.1.
    """
    path: list[tuple[int, int]] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + split_point(end - begin)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((begin, middle))
            begin = middle
    path.reverse()
    return path


def consistency_ranges(old_size: int, new_size: int) -> list[tuple[int, int]]:
    """The subtrees that lead from an old root to a new one, in the order of the RFC, as (begin, end) ranges of entries.

    0 < old_size < new_size.

    Source: RFC 9162 section 2.1.4.1.
    """
    path: list[tuple[int, int]] = []
    begin, end = 0, new_size
    while end != old_size:
        middle = begin + split_point(end - begin)
        if old_size <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((begin, middle))
            begin = middle
    if begin:
        path.append((begin, old_size))
    path.reverse()
    return path
