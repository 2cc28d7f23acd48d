"""The Merkle tree against fixed values of certificate transparency and against its own definition."""

from hashlib import sha256

import pytest

from jisr.core.ledger import (
    EMPTY_ROOT,
    Frontier,
    LeafNotInTreeError,
    MalformedProofError,
    MerkleLog,
    MissingNodeError,
    NodeId,
    SizeNotInLogError,
    consistency_proof,
    inclusion_proof,
    tree_root,
    verify_consistency,
    verify_inclusion,
)
from jisr.core.ledger.nodes import complete_nodes

# Test data of the certificate-transparency reference implementation (RFC 6962 trees, which RFC 9162 keeps).
CT_ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def recursive_root(entries: list[bytes]) -> bytes:
    """The definition, word for word: RFC 9162 section 2.1.1."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    split = 1
    while split * 2 < len(entries):
        split *= 2
    return sha256(b"\x01" + recursive_root(entries[:split]) + recursive_root(entries[split:])).digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert MerkleLog(CT_ENTRIES).root(size).hex() == CT_ROOTS[size - 1]


def test_root_of_an_empty_log() -> None:
    assert MerkleLog().root() == EMPTY_ROOT == Frontier().root()
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", [1, 2, 3, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 100])
def test_root_follows_the_definition(size: int) -> None:
    entries = [f"entry {number}".encode() for number in range(size)]
    assert MerkleLog(entries).root() == recursive_root(entries)


def test_append_returns_the_index() -> None:
    log = MerkleLog()
    assert [log.append(b"a"), log.append(b"b")] == [0, 1]
    assert log.extend([b"c", b"d"]) == range(2, 4)
    assert (log.size, len(log)) == (4, 4)


def test_root_between_appends_does_not_change_later_roots() -> None:
    asked, silent = MerkleLog(), MerkleLog()
    for entry in CT_ENTRIES:
        asked.append(entry)
        silent.append(entry)
        asked.root()
        asked.inclusion_proof(0)
    assert asked.root() == silent.root()


def test_inclusion_proof_of_rfc_9162_example() -> None:
    """RFC 9162 section 2.1.5: in the tree of seven, the path of d0 is [b, h, l], of d3 [c, g, l], of d4 [f, j, k]."""
    log = MerkleLog([f"d{number}".encode() for number in range(7)])
    leaf = [sha256(b"\x00" + f"d{number}".encode()).digest() for number in range(7)]

    def node(left: bytes, right: bytes) -> bytes:
        return sha256(b"\x01" + left + right).digest()

    g, h, i = node(leaf[0], leaf[1]), node(leaf[2], leaf[3]), node(leaf[4], leaf[5])
    k, l = node(g, h), node(i, leaf[6])  # noqa: E741 - the RFC's letters
    assert log.root() == node(k, l)
    assert log.inclusion_proof(0) == [leaf[1], h, l]
    assert log.inclusion_proof(3) == [leaf[2], g, l]
    assert log.inclusion_proof(4) == [leaf[5], leaf[6], k]
    assert log.inclusion_proof(6) == [i, k]
    assert log.consistency_proof(3, 7) == [leaf[2], leaf[3], g, l]
    assert log.consistency_proof(4, 7) == [l]
    assert log.consistency_proof(6, 7) == [i, leaf[6], k]


def test_consistency_needs_no_proof_for_equal_or_empty() -> None:
    log = MerkleLog(CT_ENTRIES)
    assert log.consistency_proof(0, 8) == log.consistency_proof(8, 8) == []
    assert verify_consistency(0, 8, EMPTY_ROOT, log.root(), [])
    assert verify_consistency(8, 8, log.root(), log.root(), [])
    assert not verify_consistency(0, 8, log.root(3), log.root(), [])
    assert not verify_consistency(8, 8, log.root(7), log.root(), [])
    assert not verify_consistency(0, 8, EMPTY_ROOT, log.root(), [log.root(1)])


def test_entry_can_not_pass_for_a_node() -> None:
    """An entry made of two hashes has another leaf hash than the node above them."""
    log = MerkleLog(CT_ENTRIES[:2])
    forged = log.leaf(0) + log.leaf(1)
    assert not verify_inclusion(forged, 0, 1, [], log.root())


def test_sizes_and_indexes_out_of_range_are_refused() -> None:
    log = MerkleLog(CT_ENTRIES)
    for index, size in [(8, 8), (-1, 8), (3, 3), (0, 0)]:
        with pytest.raises(LeafNotInTreeError):
            log.inclusion_proof(index, size)
    for call in (
        lambda: log.root(9),
        lambda: log.root(-1),
        lambda: log.consistency_proof(5, 4),
        lambda: log.consistency_proof(1, 9),
    ):
        with pytest.raises(SizeNotInLogError):
            call()
    with pytest.raises(IndexError):
        log.leaf(8)


def test_malformed_proofs_raise_and_wrong_ones_answer_false() -> None:
    log = MerkleLog(CT_ENTRIES)
    proof, root = log.inclusion_proof(2), log.root()
    assert verify_inclusion(CT_ENTRIES[2], 2, 8, proof, root)
    assert not verify_inclusion(CT_ENTRIES[2], 2, 8, proof[:-1], root)
    assert not verify_inclusion(CT_ENTRIES[2], 2, 8, [*proof, root], root)
    assert not verify_inclusion(CT_ENTRIES[2], 8, 8, proof, root)
    assert not verify_inclusion(CT_ENTRIES[2], 2, 0, proof, root)
    with pytest.raises(MalformedProofError):
        verify_inclusion(CT_ENTRIES[2], 2, 8, [*proof[:-1], b"short"], root)
    with pytest.raises(MalformedProofError):
        verify_inclusion(CT_ENTRIES[2], -1, 8, proof, root)
    with pytest.raises(MalformedProofError):
        verify_consistency(1, 8, root, b"", [])
    assert not verify_consistency(8, 4, root, log.root(4), [])
    assert not verify_consistency(3, 8, log.root(3), root, [])


class OneQuerySource:
    """A node source that counts its look-ups."""

    def __init__(self, log: MerkleLog) -> None:
        self.log = log
        self.asked: list[int] = []

    def fetch(self, ids: list[NodeId]) -> dict[NodeId, bytes]:
        self.asked.append(len(ids))
        return dict(self.log.fetch(ids))


def test_each_proof_is_one_look_up_of_logarithmically_many_nodes() -> None:
    log = MerkleLog([str(number).encode() for number in range(100_000)])
    for make in (
        lambda source: tree_root(source, 99_999),
        lambda source: inclusion_proof(source, 12_345, 99_999),
        lambda source: consistency_proof(source, 65_537, 99_999),
    ):
        source = OneQuerySource(log)
        make(source)
        assert len(source.asked) == 1
        assert source.asked[0] <= 2 * 17


def test_missing_node_is_named() -> None:
    log = MerkleLog(CT_ENTRIES[:4])
    with pytest.raises(MissingNodeError, match="level 2, index 1"):
        inclusion_proof(log, 0, 8)


def test_complete_nodes_are_the_fewest() -> None:
    assert complete_nodes(0, 7) == [NodeId(2, 0), NodeId(1, 2), NodeId(0, 6)]
    assert complete_nodes(3, 8) == [NodeId(0, 3), NodeId(2, 1)]
    assert complete_nodes(5, 5) == []


def test_frontier_refuses_peaks_that_do_not_fit() -> None:
    with pytest.raises(MalformedProofError):
        Frontier(3, (b"\x00" * 32,))
    with pytest.raises(MalformedProofError):
        Frontier(1, (b"\x00" * 31,))
    with pytest.raises(MalformedProofError):
        Frontier().append_leaves(b"\x00" * 33)
