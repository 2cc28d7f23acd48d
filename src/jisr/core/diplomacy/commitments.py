"""A commitment: who owes what to whom by when, how it stands, and whether the one it is owed to confirms it.

The debtor owns it and says how far it is; the creditor alone says whether it takes it as met. Source: domain facts
section 4 (fields and states of a commitment).
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from jisr.core.jointrecords import Field, FieldKind, ObjectType, Schema, Shared, Writers


class CommitmentState(StrEnum):
    """What the debtor says of it."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    MET = "met"
    PARTLY_MET = "partly_met"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class Confirmation(StrEnum):
    """What the creditor says of it."""

    NONE = ""
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


OPEN: Final = frozenset({CommitmentState.PROPOSED, CommitmentState.AGREED, CommitmentState.IN_PROGRESS})
#: States that say what came of it; the creditor confirms or disputes them.
DONE: Final = frozenset({CommitmentState.MET, CommitmentState.PARTLY_MET, CommitmentState.MISSED})
_ENDED: Final = frozenset({CommitmentState.WITHDRAWN, CommitmentState.SUPERSEDED})
NEXT: Final[Mapping[CommitmentState, frozenset[CommitmentState]]] = {
    CommitmentState.PROPOSED: frozenset({CommitmentState.AGREED, *_ENDED}),
    CommitmentState.AGREED: frozenset({CommitmentState.IN_PROGRESS, *DONE, *_ENDED}),
    CommitmentState.IN_PROGRESS: frozenset({CommitmentState.AGREED, *DONE, *_ENDED}),
    # What was said may prove wrong: it can be opened again.
    **{state: frozenset({CommitmentState.IN_PROGRESS, *DONE} - {state}) for state in DONE},
    CommitmentState.WITHDRAWN: frozenset({CommitmentState.PROPOSED}),
    CommitmentState.SUPERSEDED: frozenset(),
}
TOPICS: Final = (
    "terrorism", "terrorist_financing", "human_trafficking", "migrant_smuggling", "organised_crime",
    "violent_extremism", "cybercrime", "weapons", "drugs", "capacity", "exchange", "other",
)  # fmt: skip

COMMITMENT: Final = "commitment"
EVIDENCE: Final = "evidence"
_T, _W, _D, _C = FieldKind.TEXT, FieldKind.WORD, FieldKind.DAY, FieldKind.CHOICE

COMMITMENTS: Final = Schema.of(
    "commitment",
    1,
    [
        ObjectType(
            COMMITMENT,
            {
                # The words and the day were agreed by both: either may ask to change them, and both see it.
                "words": Field(_T, Writers.ANY, longest=4_000),
                "language": Field(_C, Writers.ANY, ("ar", "fr", "en")),
                "creditor": Field(FieldKind.STATIONS, Writers.ANY),
                "authority": Field(_W, Writers.OWNER),
                "due": Field(_D, Writers.ANY),
                "measure": Field(_T, Writers.ANY, longest=2_000),
                "topic": Field(_C, Writers.ANY, TOPICS),
                "made_at": Field(_W, Writers.ANY),
                "depends_on": Field(_W, Writers.ANY),
                "state": Field(_C, Writers.OWNER, tuple(CommitmentState)),
                "progress": Field(_T, Writers.OWNER, longest=4_000),
                "superseded_by": Field(_W, Writers.OWNER),
                "confirmation": Field(_C, Writers.OTHERS, tuple(Confirmation)),
                "confirmation_note": Field(_T, Writers.OTHERS, longest=4_000),
            },
        ),
        ObjectType(
            EVIDENCE,
            {
                "text": Field(_T, Writers.OWNER, longest=4_000),
                "day": Field(_D, Writers.OWNER),
                "reference": Field(_W, Writers.OWNER),
            },
        ),
    ],
)


def may_become(before: CommitmentState, after: CommitmentState) -> bool:
    """Whether the debtor may say so next."""
    return after in NEXT[before]


def state_of(held: Shared) -> CommitmentState:
    """PROPOSED while it says nothing."""
    return CommitmentState(held.get("state") or CommitmentState.PROPOSED)


def confirmation_of(held: Shared) -> Confirmation:
    return Confirmation(held.get("confirmation") or "")


def due_of(held: Shared) -> date | None:
    return date.fromisoformat(held.get("due")) if held.get("due") else None


def is_overdue(held: Shared, today: date) -> bool:
    """Still open after its last day."""
    due = due_of(held)
    return due is not None and due < today and state_of(held) in OPEN
