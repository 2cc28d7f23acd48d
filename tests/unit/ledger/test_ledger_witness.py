"""The rule by which a station judges its partners' logs: every line of the table in `witness`."""

import pytest

from jisr.core.ledger import Checkpoint, CheckpointFormatError, MerkleLog, WitnessVerdict, judge_checkpoint

HONEST = MerkleLog(str(number).encode() for number in range(20))
REWRITTEN = MerkleLog(str(number if number != 3 else 99).encode() for number in range(20))


def at(log: MerkleLog, size: int, origin: str = "jisr/madrid") -> Checkpoint:
    return Checkpoint(origin, size, log.root(size))


def judge(known: Checkpoint, new: Checkpoint, proof: list[bytes] | None, is_current: bool = False) -> WitnessVerdict:
    return judge_checkpoint(known, new, proof, is_current=is_current)


def test_growth_that_is_proved_is_consistent() -> None:
    proof = HONEST.consistency_proof(7, 20)
    assert judge(at(HONEST, 7), at(HONEST, 20), proof) is WitnessVerdict.CONSISTENT


def test_same_checkpoint_again_is_consistent() -> None:
    assert judge(at(HONEST, 7), at(HONEST, 7), None) is WitnessVerdict.CONSISTENT


def test_two_roots_for_one_size_are_a_fork() -> None:
    verdict = judge(at(HONEST, 7), at(REWRITTEN, 7), None)
    assert verdict is WitnessVerdict.FORKED
    assert verdict.is_breach


def test_growth_over_a_rewritten_entry_is_a_fork() -> None:
    for proof in (REWRITTEN.consistency_proof(7, 20), HONEST.consistency_proof(7, 20), []):
        assert judge(at(HONEST, 7), at(REWRITTEN, 20), proof) is WitnessVerdict.FORKED


def test_entries_dropped_from_the_middle_are_a_fork() -> None:
    dropped = MerkleLog(str(number).encode() for number in range(21) if number != 3)
    assert judge(at(HONEST, 7), at(dropped, 20), dropped.consistency_proof(7, 20)) is WitnessVerdict.FORKED


def test_entries_in_another_order_are_a_fork() -> None:
    order = [0, 1, 2, 4, 3, *range(5, 20)]
    moved = MerkleLog(str(number).encode() for number in order)
    assert judge(at(HONEST, 7), at(moved, 20), moved.consistency_proof(7, 20)) is WitnessVerdict.FORKED


def test_growth_without_proof_is_unproven_and_no_breach() -> None:
    verdict = judge(at(HONEST, 7), at(HONEST, 20), None)
    assert verdict is WitnessVerdict.UNPROVEN
    assert not verdict.is_breach


def test_smaller_log_said_to_be_current_is_rolled_back() -> None:
    proof = HONEST.consistency_proof(7, 20)
    verdict = judge(at(HONEST, 20), at(HONEST, 7), proof, is_current=True)
    assert verdict is WitnessVerdict.ROLLED_BACK
    assert verdict.is_breach


def test_older_checkpoint_of_the_same_log_is_late() -> None:
    proof = HONEST.consistency_proof(7, 20)
    assert judge(at(HONEST, 20), at(HONEST, 7), proof) is WitnessVerdict.LATE
    assert judge(at(HONEST, 20), at(HONEST, 7), None) is WitnessVerdict.UNPROVEN
    assert judge(at(HONEST, 20), at(REWRITTEN, 7), proof) is WitnessVerdict.FORKED


def test_anything_grows_out_of_the_empty_log() -> None:
    assert judge(at(HONEST, 0), at(HONEST, 20), None) is WitnessVerdict.CONSISTENT
    assert judge(at(HONEST, 20), at(HONEST, 0), None) is WitnessVerdict.LATE


def test_checkpoints_of_two_logs_are_not_compared() -> None:
    with pytest.raises(CheckpointFormatError):
        judge(at(HONEST, 7), at(HONEST, 20, "jisr/bamako"), None)
