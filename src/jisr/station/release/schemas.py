"""What routes take and give."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from jisr.core.handling import NeutralityFlag, Purpose, SpecialCategory
from jisr.station.exchange.queries import ConsentView
from jisr.station.partners.reason_words import reason_text
from jisr.station.release.models import Proposal, ProposalState, RefusedThen
from jisr.station.release.queries import MustKnow, ProposalPage
from jisr.station.release.words import know_text, obligation_text
from jisr.station.web.paging import MAX_OFFSET


class Closed(Schema):
    """Refuses members that it does not know."""

    model_config = ConfigDict(extra="forbid")


class ProposalIn(Closed):
    """Exactly one of `report_id` and `dispatch_id` names the source; `request_id` makes it the answer to a request.

    `items` are ids of portions and statements of the source; left out, everything that the source has is proposed.
    """

    report_id: UUID | None = None
    dispatch_id: UUID | None = None
    request_id: UUID | None = None
    recipients: list[str] = Field(min_length=1, max_length=500)
    items: list[UUID] | None = Field(default=None, max_length=20_000)
    purpose: Purpose
    title: str = Field(default="", max_length=300)
    note: str = Field(default="", max_length=4_000)
    neutrality: list[NeutralityFlag] = []
    grounds: dict[SpecialCategory, str] = {}


class ReleaseIn(Closed):
    """`seen` is that of the proposal as it was read: what changed since then is not released."""

    seen: str = Field(min_length=64, max_length=64)
    note: str = Field(default="", max_length=4_000)


class FlagIn(Schema):
    """Characters of the matter in which cooperation is forbidden, as the releaser sees them, and why."""

    neutrality: list[NeutralityFlag] = Field(min_length=1)
    reason: str = Field(min_length=3, max_length=1_000)


class ReasonIn(Closed):
    reason: str = Field(default="", max_length=4_000)


class AskIn(Closed):
    """Why the originators are asked; they read it. Without an answer by `answer_by` it counts as refused."""

    reason: str = Field(max_length=4_000)
    answer_by: datetime | None = None


class WhenConsentedIn(Closed):
    """`seen` is that of the proposal while it waits: what would go with every consent that is asked."""

    seen: str = Field(min_length=64, max_length=64)
    if_refused: RefusedThen = RefusedThen.CLOSE


class ParaphraseIn(Closed):
    item_id: UUID
    text: str = Field(min_length=1, max_length=20_000)
    lang: str = Field(default="", max_length=12)


class ListIn(Schema):
    state: ProposalState | None = None
    subject: str = Field(default="", max_length=80)
    limit: int = Field(default=25, ge=1, le=200)
    offset: int = Field(default=0, ge=0, le=MAX_OFFSET)


class ReasonOut(Schema):
    code: str
    item_id: str = ""
    parameters: dict[str, str]
    sentence: str


class KnowOut(Schema):
    station_id: str
    name: str
    country: str
    score: float
    reasons: list[ReasonOut]
    obstacles: list[ReasonOut]
    outcome: str | None
    going_count: int
    withheld_count: int


class RecipientOut(Schema):
    station_id: str
    dispatch_id: UUID | None
    going_count: int
    withheld_count: int


class ProposalRow(Schema):
    id: UUID
    kind: str
    subject: str
    title: str
    purpose: str
    state: str
    author: str
    proposed_at: datetime
    deadline: datetime | None
    decided_by: str
    decided_at: datetime | None
    reason: str
    recipients: list[RecipientOut]


class ProposalList(Schema):
    total: int
    items: list[ProposalRow]


class ObligationOut(Schema):
    kind: str
    due: str | None
    parameters: dict[str, str]
    sentence: str


class WithheldOut(Schema):
    item_id: str
    kind: str
    reasons: list[ReasonOut]


class ViewOut(Schema):
    """What the recipients would see: `body` and `handling` as they would leave."""

    recipients: list[str]
    outcome: str
    reasons: list[ReasonOut]
    obligations: list[ObligationOut]
    permissions: dict[str, str]
    body: dict[str, Any] | None
    handling: dict[str, Any] | None
    withheld: list[WithheldOut]


class AnswerOut(Schema):
    """A consent that was asked for a proposal."""

    id: UUID
    partner: str
    to_whom: list[str]
    items: list[str]
    state: str
    until: date | None
    conditions: list[str]


class ApprovalOut(Schema):
    by: str
    at: datetime
    if_refused: RefusedThen


class ProposalOut(ProposalRow):
    """A proposal with every partner's view; `views` is empty and `seen` "" once it is decided.

    While it waits for consents, `views` and `seen` are what would go with every consent that is asked; `approval` is a
    releaser's decision beforehand. `to_ask` counts pieces withheld for want of a consent that has not been asked.
    """

    views: list[ViewOut]
    seen: str
    missing: int
    answers: list[AnswerOut]
    approval: ApprovalOut | None
    to_ask: int
    to_paraphrase: list[str]


class ReleasedOut(Schema):
    """Station id -> this station's id of the dispatch that went there."""

    dispatches: dict[str, UUID]


def know_out(known: MustKnow) -> dict[str, Any]:
    ranked = known.ranked
    return {
        "station_id": ranked.station_id,
        "name": known.partner.name(),
        "country": known.partner.country,
        "score": ranked.score,
        "reasons": [{**reason.to_json(), "sentence": know_text(reason)} for reason in ranked.reasons],
        "obstacles": [{**reason.to_json(), "sentence": reason_text(reason)} for reason in ranked.obstacles],
        "outcome": ranked.outcome,
        "going_count": ranked.going_count,
        "withheld_count": ranked.withheld_count,
    }


def row_out(proposal: Proposal) -> dict[str, Any]:
    fields = ("id", "kind", "subject", "title", "purpose", "state", "author", "proposed_at", "deadline", "decided_by")
    return {
        **{name: getattr(proposal, name) for name in (*fields, "decided_at", "reason")},
        "recipients": list(proposal.recipients.all()),
    }


def page_out(page: ProposalPage) -> dict[str, Any]:
    return {
        **row_out(page.proposal),
        "views": views_out(page),
        "seen": page.seen,
        "missing": page.missing,
        "answers": [_answer_out(view) for view in page.answers],
        "approval": page.approval,
        "to_ask": page.to_ask,
        "to_paraphrase": [piece.item.id for piece in page.to_paraphrase],
    }


def _answer_out(view: ConsentView) -> dict[str, Any]:
    fields = ("id", "partner", "to_whom", "items", "until")
    conditions = list(view.terms.kinds) if view.terms else []
    return {**{name: getattr(view, name) for name in fields}, "state": view.shown_state, "conditions": conditions}


def views_out(page: ProposalPage) -> list[dict[str, Any]]:
    return [
        {
            "recipients": list(view.recipients),
            "outcome": view.decision.outcome,
            "reasons": [{**reason.to_json(), "sentence": reason_text(reason)} for reason in view.decision.reasons],
            "obligations": [
                {**duty.to_json(), "sentence": obligation_text(duty)} for duty in view.decision.obligations
            ],
            "permissions": {str(permission): rule.value for permission, rule in view.decision.permissions.items()},
            "body": view.body,
            "handling": view.handling.to_json() if view.handling else None,
            "withheld": [
                {
                    "item_id": piece.item.id,
                    "kind": piece.item.kind,
                    "reasons": [{**reason.to_json(), "sentence": reason_text(reason)} for reason in reasons],
                }
                for piece, reasons in view.withheld
            ],
        }
        for view in page.views
    ]
