"""Roots and proofs from stored complete nodes, each with one look-up of O(log n) nodes.

Source: RFC 9162 section 2.1.
"""

from collections.abc import Sequence

from jisr.core.ledger.errors import LeafNotInTreeError, MissingNodeError, SizeNotInLogError
from jisr.core.ledger.hashing import EMPTY_ROOT, fold_right
from jisr.core.ledger.nodes import NodeId, NodeSource, complete_nodes, consistency_ranges, inclusion_ranges


def tree_root(source: NodeSource, size: int) -> bytes:
    """Root hash of the first `size` entries: 32 bytes. Source: RFC 9162 section 2.1.1."""
    if size < 0:
        raise SizeNotInLogError(size, 0)
    if size == 0:
        return EMPTY_ROOT
    return _fold_each(source, [(0, size)])[0]


def inclusion_proof(source: NodeSource, index: int, size: int) -> list[bytes]:
    """Audit path from one entry to the root of the first `size` entries.

    Args:
        source: keeps the complete nodes of at least `size` entries.
        index: 0-based; 0 <= index < size.
        size: tree size the proof is for.

    Returns:
        At most ceil(log2 size) digests of 32 bytes, entry side first; [] when size == 1.

    Raises:
        LeafNotInTreeError: index is outside the tree.
        MissingNodeError: the source does not have a node the tree must have.

    Source: RFC 9162 section 2.1.3.1.
    """
    if not 0 <= index < size:
        raise LeafNotInTreeError(index, size)
    return _fold_each(source, inclusion_ranges(index, size))


def consistency_proof(source: NodeSource, old_size: int, new_size: int) -> list[bytes]:
    """Proof that the first `old_size` entries are unchanged in the tree of `new_size` entries.

    Args:
        source: keeps the complete nodes of at least `new_size` entries.
        old_size: 0 <= old_size <= new_size.
        new_size: size of the later tree.

    Returns:
        Digests of 32 bytes; [] when the sizes are equal or old_size is 0 (there is nothing to prove).

    Raises:
        SizeNotInLogError: the sizes are out of order.
        MissingNodeError: the source does not have a node the tree must have.

    Source: RFC 9162 section 2.1.4.1.
    """
    if not 0 <= old_size <= new_size:
        raise SizeNotInLogError(old_size, new_size)
    if old_size in (0, new_size):
        return []
    return _fold_each(source, consistency_ranges(old_size, new_size))


def fetch_nodes(source: NodeSource, ids: Sequence[NodeId]) -> list[bytes]:
    """Hashes of exactly these nodes, in order.

    Raises:
        MissingNodeError: the source lacks one of them.
    """
    found = source.fetch(ids)
    try:
        return [found[node] for node in ids]
    except KeyError as missing:
        raise MissingNodeError(*missing.args[0]) from None


def _fold_each(source: NodeSource, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
    subtrees = [complete_nodes(begin, end) for begin, end in ranges]
    digests = iter(fetch_nodes(source, [node for subtree in subtrees for node in subtree]))
    return [fold_right([next(digests) for _ in subtree]) for subtree in subtrees]
