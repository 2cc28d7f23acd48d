"""The register of recognition."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from jisr.station.accounts.access import actor_of
from jisr.station.diplomacy.api.auth import APPROVE, READ, WRITE, IdOut, Limit, Offset, ReasonIn
from jisr.station.diplomacy.queries import recognition as queries
from jisr.station.diplomacy.services import recognition as services
from jisr.station.diplomacy.vocabulary import Direction, RecognitionKind
from jisr.station.ledger.services import Act, record

router = Router()


class RecognitionIn(Schema):
    """country: of the state that awards it. outcomes: ids of warnings of this station."""

    direction: Direction
    kind: RecognitionKind
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    recipient: str
    partner: str = ""
    order_name: str = Field("", max_length=200)
    rank: str = Field("", max_length=100)
    citation: str = ""
    day: date | None = None
    engagement_id: UUID | None = None
    outcomes: list[UUID] = []


class DecisionIn(Schema):
    is_approved: bool
    reason: str = ""


class ConferIn(Schema):
    day: date
    engagement_id: UUID | None = None


class RecognitionOut(Schema):
    id: UUID
    direction: str
    kind: str
    state: str
    country: str
    partner: str
    order_name: str
    rank: str
    recipient: str
    citation: str
    day: date | None
    engagement_id: UUID | None
    outcomes: list[UUID]
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str


class RecognitionList(Schema):
    items: list[RecognitionOut]
    total: int


@router.get("/recognition", auth=READ, response=RecognitionList, summary="The register, the newest first")
def list_recognition(
    request: HttpRequest,
    direction: str = "",
    kind: str = "",
    state: str = "",
    partner: str = "",
    limit: Limit = 25,
    offset: Offset = 0,
) -> dict[str, Any]:
    rows = queries.listed(direction, kind, state, partner)
    shown = list(rows[offset : offset + limit])
    record(actor_of(request), Act.CONSULTATION, "recognition", "list", detail={"shown": len(shown)})
    return {"items": shown, "total": rows.count()}


@router.post("/recognition", auth=WRITE, response={201: IdOut}, summary="Propose or record an honour")
def propose(request: HttpRequest, body: RecognitionIn) -> Status[dict[str, UUID]]:
    values = body.model_dump()
    values |= {"direction": body.direction.value, "kind": body.kind.value}
    return Status(201, {"id": services.propose(actor_of(request), **values)})


@router.post("/recognition/{uuid:recognition_id}/decide", auth=APPROVE, response=IdOut, summary="Approve or refuse")
def decide(request: HttpRequest, recognition_id: UUID, body: DecisionIn) -> dict[str, UUID]:
    services.decide(actor_of(request), recognition_id, is_approved=body.is_approved, reason=body.reason)
    return {"id": recognition_id}


@router.post("/recognition/{uuid:recognition_id}/confer", auth=WRITE, response=IdOut, summary="Record the ceremony")
def confer(request: HttpRequest, recognition_id: UUID, body: ConferIn) -> dict[str, UUID]:
    services.confer(actor_of(request), recognition_id, body.day, body.engagement_id)
    return {"id": recognition_id}


@router.post("/recognition/{uuid:recognition_id}/withdraw", auth=WRITE, response=IdOut, summary="Withdraw an entry")
def withdraw(request: HttpRequest, recognition_id: UUID, body: ReasonIn) -> dict[str, UUID]:
    services.withdraw(actor_of(request), recognition_id, body.reason)
    return {"id": recognition_id}
