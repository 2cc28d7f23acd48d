"""Hashes of the Merkle tree: SHA-256 with leaves and inner nodes kept apart.

Source: RFC 9162 section 2.1.1 (the prefix bytes make it impossible to pass an inner node off as an entry).
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

DIGEST_SIZE_BYTES = 32

# RFC 9162 section 2.1.1: 0x00 before an entry, 0x01 before two hashes.
_LEAF_PREFIX = b"\x00"
_NODE_PREFIX = b"\x01"

# RFC 9162 section 2.1.1: the hash of an empty list is the hash of an empty string.
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Hash of one entry's exact bytes: 32 bytes. Source: RFC 9162 section 2.1.1."""
    return sha256(_LEAF_PREFIX + entry).digest()


def leaf_row(entries: Iterable[bytes]) -> bytes:
    """Hashes of many entries, 32 bytes each, joined in order: the lowest row of a tree."""
    prefix = _LEAF_PREFIX
    return b"".join([sha256(prefix + entry).digest() for entry in entries])


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node from its two children: 32 bytes. Source: RFC 9162 section 2.1.1."""
    return sha256(_NODE_PREFIX + left + right).digest()


def parent_row(row: bytes) -> bytes:
    """The row above an even number of joined hashes.

    Args:
        row: 2n joined digests, the first being a left child.

    Returns:
        n joined digests.
    """
    prefix = _NODE_PREFIX
    pair = 2 * DIGEST_SIZE_BYTES
    return b"".join([sha256(prefix + row[at : at + pair]).digest() for at in range(0, len(row), pair)])


def fold_right(digests: Sequence[bytes]) -> bytes:
    """One hash over neighbouring subtrees, largest first: MTH of a range that is not a power of two long.

    Args:
        digests: at least one digest; the subtrees they stand for strictly shrink from left to right.

    Source: RFC 9162 section 2.1.1 (split at the largest power of two below n).
    """
    folded = digests[-1]
    for left in reversed(digests[:-1]):
        folded = node_hash(left, folded)
    return folded
