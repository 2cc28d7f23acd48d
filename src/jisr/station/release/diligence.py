"""What human-rights due diligence says of a draft: its triggers, tainted sources, assessments, and overrides.

The rules are that room's; here stands only what of a draft they are asked about, and what they are told afterwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings

from jisr.core.diligence import Trigger
from jisr.core.diligence.hints import hints
from jisr.core.handling import AssessmentFacts, NeutralityFlag, OnwardRule, onward_rule
from jisr.station.diligence import queries, services
from jisr.station.ledger.actor import Actor
from jisr.station.release.pieces import Piece


class Assessable(Protocol):
    """What of a draft is looked at."""

    @property
    def subject(self) -> str: ...
    @property
    def report_id(self) -> UUID | None: ...
    @property
    def pieces(self) -> Sequence[Piece]: ...
    @property
    def neutrality(self) -> frozenset[NeutralityFlag]: ...


def triggers_of(pieces: Iterable[Piece]) -> frozenset[Trigger]:
    """What is certainly in these pieces."""
    found: set[Trigger] = set()
    for piece in pieces:
        item = piece.item
        found |= {Trigger.PERSONAL_DATA} if item.is_personal else set()
        found |= {Trigger.SPECIAL_PERSON} if item.special_categories else set()
        found |= {Trigger.NEUTRALITY} if item.neutrality else set()
    return frozenset(found)


def hints_of(pieces: Iterable[Piece]) -> frozenset[Trigger]:
    """What the words of these pieces make one ask about."""
    return hints(_words(piece) for piece in pieces)


def tainted_pieces(draft: Assessable) -> frozenset[UUID]:
    """Pieces drawn from what is marked as of tainted origin."""
    sources = {piece.id: sources_of(piece, draft) for piece in draft.pieces}
    marked = queries.tainted(source for each in sources.values() for source in each)
    return frozenset(piece_id for piece_id, each in sources.items() if each & marked)


def assessment_of(draft: Assessable, station_id: str, now: datetime, *, is_tainted: bool) -> AssessmentFacts:
    """What due diligence says of this draft going to this partner now."""
    seen = triggers_of(draft.pieces) | ({Trigger.NEUTRALITY} if draft.neutrality else frozenset())
    hinted = hints_of(draft.pieces) if queries.is_required(seen) else frozenset()
    facts = queries.facts_for(draft.subject, station_id, now, seen=seen, hinted=hinted)
    return queries.with_taint(facts, is_tainted=is_tainted)


def life_at_risk_mark(draft: Assessable, station_id: str, now: datetime) -> dict[str, str] | None:
    """What the body says where the draft goes under an override; None where there is none in force."""
    row = queries.override_in_force(draft.subject, station_id, now) if draft.subject else None
    return {"override": str(row.pk), "ends_at": row.ends_at.isoformat(timespec="seconds")} if row else None


def note_release(
    actor: Actor,
    proposal_id: UUID,
    draft: Assessable,
    gone: Mapping[str, Iterable[Piece]],
    dispatches: Mapping[str, UUID],
    now: datetime,
) -> None:
    """Tell due diligence what went: what allowed it is monitored, and an override is reported to originators.

    Args:
        gone: station id -> pieces that went there.
    """
    services.note_release(actor, draft.subject, list(dispatches), now)
    asked = {piece.id: _originators_to_ask(piece) for piece in draft.pieces}
    originators: dict[str, dict[str, list[UUID]]] = {}
    for station_id, pieces in gone.items():
        for piece in pieces:
            for originator in asked[piece.id] - {station_id}:
                originators.setdefault(station_id, {}).setdefault(originator, []).append(piece.id)
    services.note_use(
        actor, draft.subject, proposal_id=proposal_id, dispatches=dispatches, originators=originators, now=now
    )


def _originators_to_ask(piece: Piece) -> frozenset[str]:
    if onward_rule(piece.handling) is OnwardRule.ALLOWED:
        return frozenset()
    return frozenset(piece.handling.originators) - {settings.IDENTITY.station_id}


def sources_of(piece: Piece, draft: Assessable) -> frozenset[str]:
    """Subjects that a piece is drawn from; a text of this station is drawn from all that its proposal draws on."""
    drawn = {draft.subject} if draft.subject.partition(":")[0] in ("report", "dispatch") else set()
    if piece.source_dispatch:
        drawn.add(f"dispatch:{piece.source_dispatch}")
    if piece.statement is not None:
        drawn |= {f"report:{piece.statement.report_id}"} if piece.statement.report_id else set()
    elif draft.report_id is not None:
        drawn.add(f"report:{draft.report_id}")
    return frozenset(drawn)


def _words(piece: Piece) -> str:
    if piece.statement is None:
        return str(piece.content.get("text", ""))
    return f"{piece.statement.value} {piece.statement.original_value}"
