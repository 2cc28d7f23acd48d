"""A whole Merkle log in memory: for tests, tools, verification and benches.

A station does not use it: it keeps nodes in a table and appends with `Frontier`. Both stand on the same functions.

Source: RFC 9162 section 2.1.
"""

from collections.abc import Iterable, Mapping, Sequence

from jisr.core.ledger import proofs
from jisr.core.ledger.errors import LeafNotInTreeError, SizeNotInLogError
from jisr.core.ledger.hashing import DIGEST_SIZE_BYTES, fold_right, leaf_hash, leaf_row, parent_row
from jisr.core.ledger.nodes import NodeId, complete_nodes, consistency_ranges


class MerkleLog:
    """Append-only list of entries of which only hashes are kept (about 64 bytes for each entry).

    Inner nodes are computed in rows when a root or a proof is first asked for, so that appending costs one hash.
    """

    def __init__(self, entries: Iterable[bytes] = ()) -> None:
        self._rows: list[bytearray] = [bytearray()]
        self.extend(entries)

    def __len__(self) -> int:
        return len(self._rows[0]) // DIGEST_SIZE_BYTES

    @property
    def size(self) -> int:
        """Number of entries."""
        return len(self)

    def append(self, entry: bytes) -> int:
        """Add one entry; returns its 0-based index."""
        row = self._rows[0]
        index = len(row) // DIGEST_SIZE_BYTES
        row += leaf_hash(entry)
        return index

    def extend(self, entries: Iterable[bytes]) -> range:
        """Add entries in order; returns their indexes."""
        first = len(self)
        self._rows[0] += leaf_row(entries)
        return range(first, len(self))

    def leaf(self, index: int) -> bytes:
        """Hash of the entry at an index: 32 bytes."""
        return self._digest(NodeId(0, range(len(self))[index]))

    def root(self, size: int | None = None) -> bytes:
        """Root hash of the first `size` entries (all by default): 32 bytes.

        Raises:
            SizeNotInLogError: the log never had that size.
        """
        return proofs.tree_root(self, self._known_size(size))

    def inclusion_proof(self, index: int, size: int | None = None) -> list[bytes]:
        """Audit path from entry `index` to the root of the first `size` entries (all by default), entry side first.

        Raises:
            LeafNotInTreeError: index is outside the tree.
            SizeNotInLogError: the log never had that size.

        Source: RFC 9162 section 2.1.3.1.
        """
        size = self._known_size(size)
        if not 0 <= index < size:
            raise LeafNotInTreeError(index, size)
        self._settle()
        proof = []
        for level, row in enumerate(self._rows):
            sibling = (index >> level) ^ 1
            if (sibling + 1) << level <= size:
                at = sibling * DIGEST_SIZE_BYTES
                proof.append(bytes(row[at : at + DIGEST_SIZE_BYTES]))
            elif sibling << level < size:
                proof.append(self._range(sibling << level, size))
        return proof

    def consistency_proof(self, old_size: int, new_size: int | None = None) -> list[bytes]:
        """Proof that the first `old_size` entries are unchanged among the first `new_size` (all by default).

        Raises:
            SizeNotInLogError: the log never had one of the sizes, or they are out of order.

        Source: RFC 9162 section 2.1.4.1.
        """
        new_size = self._known_size(new_size)
        if not 0 <= old_size <= new_size:
            raise SizeNotInLogError(old_size, new_size)
        if old_size in (0, new_size):
            return []
        self._settle()
        return [self._range(begin, end) for begin, end in consistency_ranges(old_size, new_size)]

    def fetch(self, ids: Sequence[NodeId]) -> Mapping[NodeId, bytes]:
        """The complete nodes asked for (`NodeSource`)."""
        self._settle()
        return {node: self._digest(node) for node in ids if self._has(node)}

    def _known_size(self, size: int | None) -> int:
        current = len(self)
        if size is None:
            return current
        if not 0 <= size <= current:
            raise SizeNotInLogError(size, current)
        return size

    def _settle(self) -> None:
        """Compute the inner nodes that the entries so far complete."""
        pair = 2 * DIGEST_SIZE_BYTES
        level = 0
        while len(self._rows[level]) >= pair:
            if level + 1 == len(self._rows):
                self._rows.append(bytearray())
            below, above = self._rows[level], self._rows[level + 1]
            begin, end = 2 * len(above), len(below) - len(below) % pair
            if begin == end:
                break
            above += parent_row(bytes(below[begin:end]))
            level += 1

    def _range(self, begin: int, end: int) -> bytes:
        """Hash of a subtree: one look-up where it is complete, a fold of its complete nodes at the right edge."""
        length = end - begin
        if length & (length - 1) == 0:
            level = length.bit_length() - 1
            at = (begin >> level) * DIGEST_SIZE_BYTES
            return bytes(self._rows[level][at : at + DIGEST_SIZE_BYTES])
        return fold_right([self._digest(node) for node in complete_nodes(begin, end)])

    def _has(self, node: NodeId) -> bool:
        return node.level < len(self._rows) and node.position < len(self._rows[node.level]) // DIGEST_SIZE_BYTES

    def _digest(self, node: NodeId) -> bytes:
        at = node.position * DIGEST_SIZE_BYTES
        return bytes(self._rows[node.level][at : at + DIGEST_SIZE_BYTES])
