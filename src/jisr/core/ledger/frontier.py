"""Appending to a log of which only the right edge is at hand.

A station that appends needs neither the tree nor the entries before: the peaks (at most one hash for each power of two
in the size) are enough. Appending returns the complete nodes that came into being, for the caller to store in the same
transaction as the entries.

Source: RFC 9162 section 2.1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jisr.core.ledger.errors import MalformedProofError
from jisr.core.ledger.hashing import DIGEST_SIZE_BYTES, EMPTY_ROOT, fold_right, leaf_row, parent_row
from jisr.core.ledger.nodes import NodeId, NodeSource, complete_nodes
from jisr.core.ledger.proofs import fetch_nodes


@dataclass(frozen=True, slots=True)
class NodeRow:
    """Complete nodes that stand side by side on one level.

    Attributes:
        level: 0 for entries' hashes.
        first_index: index of the first node in its level.
        digests: 32 bytes for each node, joined.
    """

    level: int
    first_index: int
    digests: bytes

    def nodes(self) -> Iterator[tuple[NodeId, bytes]]:
        """Each node with its hash, left to right."""
        for offset in range(len(self.digests) // DIGEST_SIZE_BYTES):
            at = offset * DIGEST_SIZE_BYTES
            yield NodeId(self.level, self.first_index + offset), self.digests[at : at + DIGEST_SIZE_BYTES]


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree.

    Attributes:
        size: number of entries.
        peaks: roots of the complete subtrees the size falls into, largest first; one for each 1 bit of size.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise MalformedProofError(f"{len(self.peaks)} peaks do not fit a tree of {self.size} entries")
        if any(len(peak) != DIGEST_SIZE_BYTES for peak in self.peaks):
            raise MalformedProofError(f"a peak is not {DIGEST_SIZE_BYTES} bytes long")

    @classmethod
    def load(cls, source: NodeSource, size: int) -> "Frontier":
        """The edge of the first `size` entries, read from stored nodes."""
        return cls(size, tuple(fetch_nodes(source, complete_nodes(0, size))))

    def root(self) -> bytes:
        """Root hash: 32 bytes. Source: RFC 9162 section 2.1.1."""
        return fold_right(self.peaks) if self.peaks else EMPTY_ROOT

    def append(self, entries: Sequence[bytes]) -> tuple["Frontier", list[NodeRow]]:
        """The edge after these entries, and every complete node that came into being, lowest level first.

        Amortised one inner hash for each entry, whatever the size of the batch.
        """
        return self.append_leaves(leaf_row(entries))

    def append_leaves(self, leaves: bytes) -> tuple["Frontier", list[NodeRow]]:
        """As `append`, from joined leaf hashes (32 bytes each)."""
        if len(leaves) % DIGEST_SIZE_BYTES:
            raise MalformedProofError("joined leaf hashes must be a multiple of 32 bytes long")
        old_peaks = dict(complete_peaks(self.size, self.peaks))
        new_size = self.size + len(leaves) // DIGEST_SIZE_BYTES
        rows: list[NodeRow] = []
        new_peaks: list[bytes] = []
        row, first, level = leaves, self.size, 0
        while row or level in old_peaks or new_size >> level:
            if row:
                rows.append(NodeRow(level, first, row))
            edge = old_peaks.get(level, b"") + row
            first -= level in old_peaks
            if (new_size >> level) & 1:
                new_peaks.append(edge[-DIGEST_SIZE_BYTES:])
                edge = edge[:-DIGEST_SIZE_BYTES]
            row, first, level = parent_row(edge), first >> 1, level + 1
        return Frontier(new_size, tuple(reversed(new_peaks))), rows


def complete_peaks(size: int, peaks: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each peak with its level, largest first."""
    for node, peak in zip(complete_nodes(0, size), peaks, strict=True):
        yield node.level, peak
