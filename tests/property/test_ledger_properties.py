"""Properties of the Merkle log, with pymerkle as an independent oracle."""

import pymerkle
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.core.ledger import (
    Frontier,
    MerkleLog,
    consistency_proof,
    inclusion_proof,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

ENTRIES = st.lists(st.binary(max_size=40), min_size=1, max_size=70)


def oracle(entries: list[bytes]) -> pymerkle.InmemoryTree:
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in entries:
        tree.append_entry(entry)
    return tree


@given(ENTRIES)
def test_root_equals_the_oracle(entries: list[bytes]) -> None:
    assert MerkleLog(entries).root() == oracle(entries).get_root()


@given(ENTRIES, st.data())
def test_inclusion_path_equals_the_oracle(entries: list[bytes], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(entries)))
    index = data.draw(st.integers(0, size - 1))
    log = MerkleLog(entries)
    proof = log.inclusion_proof(index, size)
    # The oracle's path begins with the leaf itself and is ordered from it to the root.
    assert proof == oracle(entries).prove_inclusion(index + 1, size).path[1:]
    assert proof == inclusion_proof(log, index, size)
    assert verify_inclusion(entries[index], index, size, proof, log.root(size))


@given(ENTRIES, st.data())
def test_oracle_and_log_agree_on_consistency(entries: list[bytes], data: st.DataObject) -> None:
    new_size = data.draw(st.integers(1, len(entries)))
    old_size = data.draw(st.integers(1, new_size))
    log, tree = MerkleLog(entries), oracle(entries)
    proof = log.consistency_proof(old_size, new_size)
    old_root, new_root = log.root(old_size), log.root(new_size)
    assert (old_root, new_root) == (tree.get_root(old_size), tree.get_root(new_size))
    pymerkle.verify_consistency(old_root, new_root, tree.prove_consistency(old_size, new_size))
    assert proof == consistency_proof(log, old_size, new_size)
    assert verify_consistency(old_size, new_size, old_root, new_root, proof)


@given(ENTRIES, st.data())
def test_a_changed_entry_never_verifies(entries: list[bytes], data: st.DataObject) -> None:
    log = MerkleLog(entries)
    index = data.draw(st.integers(0, len(entries) - 1))
    other = data.draw(st.binary(max_size=40).filter(lambda entry: entry != entries[index]))
    assert not verify_inclusion(other, index, log.size, log.inclusion_proof(index), log.root())


@given(ENTRIES, st.data())
def test_a_proof_holds_only_for_its_place(entries: list[bytes], data: st.DataObject) -> None:
    unique = [f"{number}:".encode() + entry for number, entry in enumerate(entries)]
    log = MerkleLog(unique)
    index = data.draw(st.integers(0, log.size - 1))
    claimed = data.draw(st.integers(0, log.size + 3))
    answer = verify_inclusion(unique[index], claimed, log.size, log.inclusion_proof(index), log.root())
    assert answer == (claimed == index)


@given(ENTRIES, st.data())
def test_a_rewritten_past_is_never_consistent(entries: list[bytes], data: st.DataObject) -> None:
    old_size = data.draw(st.integers(1, len(entries)))
    index = data.draw(st.integers(0, old_size - 1))
    rewritten = list(entries)
    rewritten[index] = data.draw(st.binary(max_size=40).filter(lambda entry: entry != entries[index]))
    honest, forged = MerkleLog(entries), MerkleLog(rewritten)
    for proof in (forged.consistency_proof(old_size), honest.consistency_proof(old_size)):
        assert not verify_consistency(old_size, forged.size, honest.root(old_size), forged.root(), proof)


@given(ENTRIES, st.data())
def test_a_damaged_proof_fails(entries: list[bytes], data: st.DataObject) -> None:
    log = MerkleLog(entries)
    index = data.draw(st.integers(0, log.size - 1))
    proof = log.inclusion_proof(index)
    if not proof:
        return
    position = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    damaged = bytearray(proof[position])
    damaged[bit // 8] ^= 1 << bit % 8
    proof[position] = bytes(damaged)
    assert not verify_inclusion(entries[index], index, log.size, proof, log.root())


@given(st.lists(st.lists(st.binary(max_size=8), max_size=20), max_size=12))
@settings(max_examples=200)
def test_frontier_in_any_batches_equals_the_whole_log(batches: list[list[bytes]]) -> None:
    frontier, stored = Frontier(), {}
    for batch in batches:
        frontier, rows = frontier.append(batch)
        for row in rows:
            for node, digest in row.nodes():
                assert node not in stored, "a complete node comes into being once"
                stored[node] = digest
    log = MerkleLog(entry for batch in batches for entry in batch)
    assert frontier.size == log.size
    assert frontier.root() == log.root()
    assert stored == log.fetch(list(stored))
    assert len(stored) == sum(log.size >> level for level in range(log.size.bit_length() or 1))
    if log.size:
        assert Frontier.load(log, log.size) == frontier
        assert tree_root(log, log.size) == frontier.root()
