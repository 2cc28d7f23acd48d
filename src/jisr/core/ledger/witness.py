"""Judging a partner's new checkpoint against the last one held of it.

Every station is a witness of its partners: it keeps the newest checkpoint it has seen of each, and asks for a
consistency proof when another arrives. This module holds the rule; it takes checkpoints whose signatures have been
verified already.

| new against known                                       | verdict       |
|---------------------------------------------------------|---------------|
| larger, and the proof leads from known to new            | CONSISTENT    |
| same size, same root                                     | CONSISTENT    |
| same size, other root                                    | FORKED        |
| larger, and the proof does not hold                      | FORKED        |
| smaller, said to be current                              | ROLLED_BACK   |
| smaller, from a message that may be old, and proved      | LATE          |
| smaller, from a message that may be old, proof fails     | FORKED        |
| sizes differ and no proof was given                      | UNPROVEN      |

FORKED and ROLLED_BACK with two signed checkpoints in hand are evidence that a third party can check.

Source: RFC 9162 section 2.1.4; C2SP tlog-witness for the rule that a witness never goes back.
"""

from collections.abc import Sequence
from enum import StrEnum

from jisr.core.ledger.checkpoint import Checkpoint
from jisr.core.ledger.errors import CheckpointFormatError
from jisr.core.ledger.verification import verify_consistency


class WitnessVerdict(StrEnum):
    """What two checkpoints of one log say about the log's honesty."""

    CONSISTENT = "consistent"
    LATE = "late"
    UNPROVEN = "unproven"
    FORKED = "forked"
    ROLLED_BACK = "rolled_back"

    @property
    def is_breach(self) -> bool:
        """The log was rewritten or cut: people must be told."""
        return self in (WitnessVerdict.FORKED, WitnessVerdict.ROLLED_BACK)


def judge_checkpoint(
    known: Checkpoint, new: Checkpoint, proof: Sequence[bytes] | None, *, is_current: bool
) -> WitnessVerdict:
    """The verdict of the table above.

    Args:
        known: newest verified checkpoint held so far.
        new: verified checkpoint that arrived.
        proof: consistency proof between the two sizes (smaller to larger), or None where none was asked for yet.
        is_current: the log claims that `new` is its state now (an answer to a question), rather than its state when
            some message was written that may have been overtaken on its way.

    Raises:
        CheckpointFormatError: the checkpoints are of two logs.
        MalformedProofError: the proof is not made of 32-byte hashes.
    """
    if known.origin != new.origin:
        raise CheckpointFormatError(f"checkpoints of two logs, {known.origin!r} and {new.origin!r}, can't be compared")
    if new.size == known.size:
        return WitnessVerdict.CONSISTENT if new.root == known.root else WitnessVerdict.FORKED
    if new.size < known.size and is_current:
        return WitnessVerdict.ROLLED_BACK
    if 0 in (new.size, known.size):
        proof = proof or []
    if proof is None:
        return WitnessVerdict.UNPROVEN
    older, newer = sorted((known, new), key=lambda checkpoint: checkpoint.size)
    if not verify_consistency(older.size, newer.size, older.root, newer.root, proof):
        return WitnessVerdict.FORKED
    return WitnessVerdict.CONSISTENT if newer is new else WitnessVerdict.LATE
