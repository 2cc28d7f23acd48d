"""Commitments."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from jisr.core.diplomacy.commitments import CommitmentState, Confirmation
from jisr.station.accounts.access import actor_of
from jisr.station.diplomacy.api.auth import READ, WRITE, IdOut, Limit, Offset, level_of
from jisr.station.diplomacy.queries import commitments as queries
from jisr.station.diplomacy.services import commitments as services
from jisr.station.ledger.services import Act, record

router = Router()


class CommitmentIn(Schema):
    """debtor, creditor: station ids, one of them this station's."""

    words: str
    language: Literal["ar", "fr", "en"]
    debtor: str
    creditor: str
    authority: str = ""
    due: date | None = None
    measure: str = ""
    topic: str = ""
    made_at: str = ""
    depends_on: str = ""
    classification: str = "restricted"
    engagement_id: UUID | None = None
    is_shared: bool = False


class CommitmentOut(Schema):
    id: UUID
    title: str
    debtor: str
    creditors: list[str]
    topic: str
    due: date | None
    state: str
    confirmation: str
    evidence: int
    is_shared: bool


class CommitmentList(Schema):
    items: list[CommitmentOut]
    total: int


class RateOut(Schema):
    """low, high: 95 % interval of the share kept."""

    label: str
    kept: int
    partly: int
    settled: int
    confirmed: int
    low: float
    high: float


class StateIn(Schema):
    state: CommitmentState
    progress: str = ""
    superseded_by: str = ""


class ConfirmIn(Schema):
    confirmation: Confirmation
    note: str = ""


class EvidenceIn(Schema):
    text: str
    day: date | None = None
    reference: str = ""


class TermsIn(Schema):
    """Only what is given is changed. why: the partner reads it."""

    words: str | None = None
    due: date | None = None
    measure: str | None = None
    topic: str | None = None
    depends_on: str | None = None
    why: str


@router.get("/commitments", auth=READ, response=CommitmentList, summary="Commitments, those due first in front")
def list_commitments(
    request: HttpRequest,
    partner: str = "",
    side: Literal["", "ours", "theirs"] = "",
    standing: Literal["", "open", "overdue", "soon", "to_confirm", "done"] = "",
    topic: str = "",
    limit: Limit = 25,
    offset: Offset = 0,
) -> dict[str, Any]:
    rows = queries.listed(queries.Wanted(partner=partner, side=side, standing=standing, topic=topic))
    shown = list(rows[offset : offset + limit])
    record(actor_of(request), Act.CONSULTATION, "joint", "commitments", detail={"shown": len(shown)})
    return {"items": [queries.to_json(row) for row in shown], "total": rows.count()}


@router.get("/commitments/rates", auth=READ, response=list[RateOut], summary="Fulfilment rates")
def get_rates(
    request: HttpRequest, by: Literal["debtor", "topic", "year"] = "debtor", partner: str = ""
) -> list[queries.Rate]:
    found = queries.rates(by, partner)
    record(actor_of(request), Act.CONSULTATION, "joint", "rates", detail={"shown": len(found)})
    return found


@router.post("/commitments", auth=WRITE, response={201: IdOut}, summary="Write down a commitment")
def write_down(request: HttpRequest, body: CommitmentIn) -> Status[dict[str, UUID]]:
    values = body.model_dump(exclude={"classification", "engagement_id", "is_shared"})
    made = services.write_down(
        actor_of(request),
        services.Draft(**values),
        classification=level_of(body.classification),
        engagement_id=body.engagement_id,
        is_shared=body.is_shared,
    )
    return Status(201, {"id": made})


@router.post("/commitments/{uuid:joint_id}/state", auth=WRITE, response=IdOut, summary="As debtor: how far it is")
def say_state(request: HttpRequest, joint_id: UUID, body: StateIn) -> dict[str, UUID]:
    services.say_state(actor_of(request), joint_id, body.state, body.progress, body.superseded_by)
    return {"id": joint_id}


@router.post(
    "/commitments/{uuid:joint_id}/confirm", auth=WRITE, response=IdOut, summary="As creditor: whether it was kept"
)
def confirm(request: HttpRequest, joint_id: UUID, body: ConfirmIn) -> dict[str, UUID]:
    services.confirm(actor_of(request), joint_id, body.confirmation, body.note)
    return {"id": joint_id}


@router.post("/commitments/{uuid:joint_id}/evidence", auth=WRITE, response=IdOut, summary="Add what shows it")
def add_evidence(request: HttpRequest, joint_id: UUID, body: EvidenceIn) -> dict[str, UUID]:
    services.add_evidence(actor_of(request), joint_id, body.text, body.day, body.reference)
    return {"id": joint_id}


@router.patch("/commitments/{uuid:joint_id}", auth=WRITE, response=IdOut, summary="Change words, day, measure or topic")
def change_terms(request: HttpRequest, joint_id: UUID, body: TermsIn) -> dict[str, UUID]:
    values = body.model_dump(exclude={"why"}, exclude_none=True, mode="json")
    services.change_terms(actor_of(request), joint_id, values, body.why)
    return {"id": joint_id}
