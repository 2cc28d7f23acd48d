"""Checking proofs, with nothing but hashes in hand.

Every function answers whether the claim holds: True or False. It raises `MalformedProofError` only for input that is
not even made of 32-byte hashes and non-negative sizes. What is checked: that the proof has exactly the length the
sizes call for, and that it leads to the stated root or roots.

Source: RFC 9162 section 2.1.3.2 and 2.1.4.2.
"""

from collections.abc import Sequence
from hmac import compare_digest

from jisr.core.ledger.errors import MalformedProofError
from jisr.core.ledger.hashing import DIGEST_SIZE_BYTES, EMPTY_ROOT, leaf_hash, node_hash


def verify_inclusion(entry: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `entry` is the entry at `index` in the log of `size` entries with this root.

    Args:
        entry: the entry's exact bytes (not its hash; for that see `verify_leaf_inclusion`).
        index: 0-based.
        size: number of entries in the tree the root is of.
        proof: audit path, entry side first, 32 bytes each.
        root: 32 bytes, from a checkpoint that was verified.

    Raises:
        MalformedProofError: a hash that is not 32 bytes, or a negative number.
    """
    return verify_leaf_inclusion(leaf_hash(entry), index, size, proof, root)


def verify_leaf_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """As `verify_inclusion`, for an entry of which only the leaf hash (32 bytes) is known.

    Source: RFC 9162 section 2.1.3.2.
    """
    _require_form(sizes=(index, size), digests=(leaf, root, *proof))
    if index >= size:
        return False
    fn, sn, computed = index, size - 1, leaf
    for sibling in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            computed = node_hash(sibling, computed)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            computed = node_hash(computed, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and compare_digest(computed, root)


def verify_consistency(old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the log with `new_root` begins with exactly the entries of the log with `old_root`.

    Args:
        old_size: number of entries of the earlier tree.
        new_size: number of entries of the later tree; an earlier tree that is larger answers False.
        old_root: 32 bytes, from the checkpoint held before.
        new_root: 32 bytes, from the checkpoint received now.
        proof: 32 bytes each; empty when the sizes are equal or old_size is 0.

    Raises:
        MalformedProofError: a hash that is not 32 bytes, or a negative number.

    Source: RFC 9162 section 2.1.4.2.
    """
    _require_form(sizes=(old_size, new_size), digests=(old_root, new_root, *proof))
    if old_size > new_size:
        return False
    if old_size == 0:
        return not proof and compare_digest(old_root, EMPTY_ROOT) and (new_size > 0 or old_root == new_root)
    if old_size == new_size:
        return not proof and compare_digest(old_root, new_root)
    # A tree of a power of two of entries is itself the first node of the path (RFC 9162 section 2.1.4.2, step 2).
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    return _leads_to_both(old_size, new_size, old_root, new_root, path)


def _leads_to_both(old_size: int, new_size: int, old_root: bytes, new_root: bytes, path: list[bytes]) -> bool:
    if not path:
        return False
    fn, sn = old_size - 1, new_size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    old_computed = new_computed = path[0]
    for sibling in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            old_computed = node_hash(sibling, old_computed)
            new_computed = node_hash(sibling, new_computed)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            new_computed = node_hash(new_computed, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and compare_digest(old_computed, old_root) and compare_digest(new_computed, new_root)


def _require_form(sizes: Sequence[int], digests: Sequence[bytes]) -> None:
    if any(number < 0 for number in sizes):
        raise MalformedProofError("sizes and indexes are not negative")
    if any(len(digest) != DIGEST_SIZE_BYTES for digest in digests):
        raise MalformedProofError(f"every hash in a proof is {DIGEST_SIZE_BYTES} bytes long")
