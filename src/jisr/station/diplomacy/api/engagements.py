"""Engagements and their parts."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import NaiveDatetime

from jisr.station.accounts.access import actor_of
from jisr.station.diplomacy.api.auth import READ, WRITE, IdOut, Limit, Offset, level_of
from jisr.station.diplomacy.models import Engagement
from jisr.station.diplomacy.problems import UnknownProblem
from jisr.station.diplomacy.queries import engagements as queries
from jisr.station.diplomacy.services import engagements as services
from jisr.station.diplomacy.vocabulary import AgendaKind, ChecklistKind, EngagementKind, EngagementState, Side
from jisr.station.ledger.services import Act, record

router = Router()
Country = Annotated[str, Field(pattern=r"^([A-Z]{2})?$")]


class EngagementIn(Schema):
    """starts, ends: local to `time_zone` (IANA), without a zone of their own."""

    kind: EngagementKind
    title: str
    partners: list[str] = []
    starts: NaiveDatetime
    ends: NaiveDatetime
    time_zone: str = Field("UTC", max_length=60)
    aim: str = ""
    place: str = Field("", max_length=200)
    country: Country = ""
    classification: str = "restricted"

    def plan(self) -> services.Plan:
        values = self.model_dump(exclude={"classification", "kind"})
        return services.Plan(**values, kind=self.kind.value, classification=level_of(self.classification))


class MoveIn(Schema):
    state: EngagementState
    reason: str = ""
    outcome: str = ""


class LegIn(Schema):
    place: str = Field(max_length=200)
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    time_zone: str = Field(max_length=60)
    starts: NaiveDatetime
    ends: NaiveDatetime
    note: str = ""


class DelegateIn(Schema):
    side: Side
    name: str
    function: str = ""
    station_id: str = Field("", max_length=64)
    clearance: str = ""
    clearance_until: date | None = None
    precedence: int = Field(100, ge=1, le=999)
    language: Literal["", "ar", "fr", "en"] = ""


class SessionIn(Schema):
    title: str
    starts: NaiveDatetime
    ends: NaiveDatetime
    time_zone: str = Field(max_length=60)
    place: str = Field("", max_length=200)
    delegates: list[UUID] = []
    compartment_id: UUID | None = None
    reason: str = ""


class ItemIn(Schema):
    kind: AgendaKind
    title: str
    position: str = ""
    classification: str = "restricted"
    minutes_planned: int = Field(30, ge=1, le=1440)


class CheckIn(Schema):
    kind: ChecklistKind
    text: str
    due: date | None = None


class TickIn(Schema):
    is_done: bool = True


class EngagementOut(Schema):
    id: UUID
    number: str
    kind: str
    state: str
    title: str
    aim: str
    partners: list[str]
    starts: datetime
    ends: datetime
    time_zone: str
    place: str
    country: str
    classification: int
    outcome: str


class EngagementWhole(EngagementOut):
    """With its parts, as far as this reader may see them."""

    legs: list[dict[str, Any]]
    delegates: list[dict[str, Any]]
    sessions: list[dict[str, Any]]
    checklist: list[dict[str, Any]]


class EngagementList(Schema):
    items: list[EngagementOut]
    total: int


@router.get("/engagements", auth=READ, response=EngagementList, summary="Engagements, the latest first")
def list_engagements(
    request: HttpRequest,
    partner: str = "",
    kind: str = "",
    state: str = "",
    year: int | None = None,
    limit: Limit = 25,
    offset: Offset = 0,
) -> dict[str, Any]:
    rows = queries.listed(partner, kind, state, year)
    shown = list(rows[offset : offset + limit])
    record(actor_of(request), Act.CONSULTATION, "engagement", "list", detail={"shown": len(shown)})
    return {"items": shown, "total": rows.count()}


@router.post("/engagements", auth=WRITE, response={201: IdOut}, summary="Propose an engagement")
def propose(request: HttpRequest, body: EngagementIn) -> Status[dict[str, UUID]]:
    return Status(201, {"id": services.propose(actor_of(request), body.plan())})


@router.get(
    "/engagements/{uuid:engagement_id}", auth=READ, response=EngagementWhole, summary="One engagement with its parts"
)
def get_engagement(request: HttpRequest, engagement_id: UUID) -> dict[str, Any]:
    view = queries.find(engagement_id)
    if view is None:
        raise UnknownProblem("engagement")
    record(actor_of(request), Act.CONSULTATION, "engagement", str(engagement_id))
    return whole(view)


@router.put("/engagements/{uuid:engagement_id}", auth=WRITE, response=IdOut, summary="Change an engagement")
def change(request: HttpRequest, engagement_id: UUID, body: EngagementIn) -> dict[str, UUID]:
    services.change(actor_of(request), engagement_id, body.plan())
    return {"id": engagement_id}


@router.post("/engagements/{uuid:engagement_id}/state", auth=WRITE, response=IdOut, summary="To the next state")
def move_to(request: HttpRequest, engagement_id: UUID, body: MoveIn) -> dict[str, UUID]:
    services.move_to(actor_of(request), engagement_id, body.state, body.reason, body.outcome)
    return {"id": engagement_id}


@router.post("/engagements/{uuid:engagement_id}/legs", auth=WRITE, response={201: IdOut}, summary="Add a leg")
def add_leg(request: HttpRequest, engagement_id: UUID, body: LegIn) -> Status[dict[str, UUID]]:
    return Status(201, {"id": services.add_leg(actor_of(request), engagement_id, **body.model_dump())})


@router.post(
    "/engagements/{uuid:engagement_id}/delegates", auth=WRITE, response={201: IdOut}, summary="Add to a delegation"
)
def add_delegate(request: HttpRequest, engagement_id: UUID, body: DelegateIn) -> Status[dict[str, UUID]]:
    values = body.model_dump()
    code = values.pop("clearance")
    clearance = level_of(code) if code else None
    return Status(201, {"id": services.add_delegate(actor_of(request), engagement_id, **values, clearance=clearance)})


@router.post("/engagements/{uuid:engagement_id}/sessions", auth=WRITE, response={201: IdOut}, summary="Add a session")
def add_session(request: HttpRequest, engagement_id: UUID, body: SessionIn) -> Status[dict[str, UUID]]:
    """In a compartment nobody outside it sees that the session exists."""
    return Status(201, {"id": services.add_session(actor_of(request), engagement_id, **body.model_dump())})


@router.post(
    "/engagements/sessions/{uuid:session_id}/items", auth=WRITE, response={201: IdOut}, summary="Add an agenda item"
)
def add_item(request: HttpRequest, session_id: UUID, body: ItemIn) -> Status[dict[str, UUID]]:
    values = body.model_dump()
    level = level_of(values.pop("classification"))
    return Status(201, {"id": services.add_item(actor_of(request), session_id, **values, classification=level)})


@router.post(
    "/engagements/{uuid:engagement_id}/checklist", auth=WRITE, response={201: IdOut}, summary="Add to the checklist"
)
def add_check(request: HttpRequest, engagement_id: UUID, body: CheckIn) -> Status[dict[str, UUID]]:
    return Status(201, {"id": services.add_check(actor_of(request), engagement_id, **body.model_dump())})


@router.post(
    "/engagements/{uuid:engagement_id}/checklist/{uuid:item_id}", auth=WRITE, response=IdOut, summary="Tick an item off"
)
def tick(request: HttpRequest, engagement_id: UUID, item_id: UUID, body: TickIn) -> dict[str, UUID]:
    services.tick(actor_of(request), engagement_id, item_id, is_done=body.is_done)
    return {"id": item_id}


@router.delete(
    "/engagements/{uuid:engagement_id}/{kind}/{uuid:part_id}", auth=WRITE, response=IdOut, summary="Take a part away"
)
def take_away(
    request: HttpRequest,
    engagement_id: UUID,
    kind: Literal["leg", "delegate", "session", "item", "check"],
    part_id: UUID,
) -> dict[str, UUID]:
    services.take_away(actor_of(request), engagement_id, kind, part_id)
    return {"id": part_id}


def whole(view: queries.EngagementView) -> dict[str, Any]:
    """An engagement as programs see it."""
    row = view.row
    return {
        **head(row),
        "legs": [
            {"id": leg.pk, "place": leg.place, "country": leg.country, "time_zone": leg.time_zone, "starts": starts,
             "ends": ends, "note": leg.note}
            for leg, starts, ends in view.legs
        ],
        "delegates": [
            {"id": each.pk, "side": each.side, "name": each.name, "function": each.function,
             "clearance": each.clearance, "clearance_until": each.clearance_until, "precedence": each.precedence}
            for each in view.delegates
        ],
        "sessions": [
            {"id": each.row.pk, "title": each.row.title, "starts": each.starts, "ends": each.ends,
             "is_restricted": each.row.is_restricted,
             "items": [{"id": item.pk, "kind": item.kind, "title": item.title, "position": item.position}
                       for item in each.items]}
            for each in view.sessions
        ],
        "checklist": [
            {"id": each.pk, "kind": each.kind, "text": each.text, "due": each.due, "done_at": each.done_at}
            for each in view.checklist
        ],
    }  # fmt: skip


def head(row: Engagement) -> dict[str, Any]:
    return {name: getattr(row, name) for name in EngagementOut.model_fields}
