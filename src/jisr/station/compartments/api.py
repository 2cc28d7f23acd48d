"""Routes of compartments and broken glass."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.compartments import queries, services
from jisr.station.compartments.models import ReviewVerdict
from jisr.station.compartments.problems import CompartmentNotFoundError, OpeningUnknownError
from jisr.station.ledger.services import Act, record

router = Router()
READ, WRITE = Bearer(Right.COMPARTMENT_READ), Bearer(Right.COMPARTMENT_WRITE)
GLASS, REVIEW = Bearer(Right.GLASS_BREAK), Bearer(Right.OPENING_REVIEW)


class CompartmentOut(Schema):
    id: UUID
    name: str
    reason: str
    owner: str
    is_own: bool
    review_due: date
    closed_at: datetime | None
    member_count: int
    record_count: int
    new_touches: int


class MemberOut(Schema):
    username: str
    reason: str
    added_at: datetime
    added_by: str
    until: datetime
    is_owner: bool


class PlacedOut(Schema):
    subject: str
    title: str
    via: str
    reason: str
    placed_by: str
    placed_at: datetime


class TouchOut(Schema):
    subject: str
    hidden_title: str
    likeness: float
    by: str
    at: datetime


class CompartmentPageOut(CompartmentOut):
    """One compartment; touches only for its owner."""

    members: list[MemberOut]
    placed: list[PlacedOut]
    inherited: list[PlacedOut]
    touches: list[TouchOut]


class NewIn(Schema):
    name: str = Field(max_length=80)
    reason: str = Field(max_length=1000)


class MadeOut(Schema):
    id: UUID


class MemberIn(Schema):
    username: str = Field(max_length=150)
    reason: str = Field(max_length=1000)
    until: date


class RenewIn(Schema):
    until: date


class PutInIn(Schema):
    """reference: the number of a report or warning, "<kind>:<id>", or an id."""

    reference: str = Field(max_length=120)
    reason: str = Field(max_length=1000)


class ArrivalsIn(Schema):
    station_id: str = Field(max_length=64)
    purpose: str = Field("", max_length=30)
    reason: str = Field(max_length=1000)


class TakeOutIn(Schema):
    subject: str = Field(max_length=120)
    reason: str = Field(max_length=1000)


class SubjectOut(Schema):
    subject: str


class HandOverIn(Schema):
    username: str = Field(max_length=150)
    reason: str = Field(max_length=1000)


class ReasonIn(Schema):
    reason: str = Field(max_length=1000)


class GlassIn(Schema):
    reference: str = Field(max_length=120)
    told_by: str = Field(max_length=150)
    reason: str = Field(max_length=1000)
    minutes: int = 60


class OffDutyIn(Schema):
    reason: str = Field(max_length=1000)
    minutes: int = 60


class ReadingOut(Schema):
    index: int
    time: datetime
    act: str
    record_kind: str
    record_id: str


class OpeningOut(Schema):
    id: UUID
    kind: str
    subject: str
    told_by: str
    username: str
    reason: str
    opened_at: datetime
    until: datetime
    review_due: datetime
    reviewed_at: datetime | None
    verdict: str
    is_late: bool
    readings: list[ReadingOut]


class ReviewIn(Schema):
    verdict: ReviewVerdict
    remark: str = Field(max_length=1000)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@router.get("/compartments", response=list[CompartmentOut], auth=READ, summary="Compartments one is in")
def list_compartments(request: HttpRequest) -> Any:
    return queries.compartments_of(_user(request))


@router.post("/compartments", response={201: MadeOut}, auth=WRITE, summary="Open a compartment")
def open_compartment(request: HttpRequest, asked: NewIn) -> Any:
    return Status(201, {"id": services.open_compartment(actor_of(request), **asked.dict())})


@router.get(
    "/compartments/{uuid:compartment_id}", response=CompartmentPageOut, auth=READ, summary="Who and what is in one"
)
def show_compartment(request: HttpRequest, compartment_id: UUID) -> Any:
    held = queries.compartment(_user(request), compartment_id)
    if held is None:
        raise CompartmentNotFoundError
    shown = len(held.placed) + len(held.inherited)
    record(actor_of(request), Act.CONSULTATION, "compartment", str(held.id), detail={"shown": shown})
    return held


@router.post("/compartments/{uuid:compartment_id}/members", response={204: None}, auth=WRITE, summary="Let somebody in")
def add_member(request: HttpRequest, compartment_id: UUID, asked: MemberIn) -> Any:
    services.add_member(actor_of(request), compartment_id, asked.username, reason=asked.reason, until=asked.until)
    return Status(204, None)


@router.post(
    "/compartments/{uuid:compartment_id}/members/{username}/renew",
    response={204: None}, auth=WRITE, summary="Let a membership last longer",
)  # fmt: skip
def renew_member(request: HttpRequest, compartment_id: UUID, username: str, asked: RenewIn) -> Any:
    services.renew_member(actor_of(request), compartment_id, username, until=asked.until)
    return Status(204, None)


@router.post(
    "/compartments/{uuid:compartment_id}/members/{username}/end",
    response={204: None}, auth=WRITE, summary="Let somebody in no longer",
)  # fmt: skip
def end_member(request: HttpRequest, compartment_id: UUID, username: str) -> Any:
    services.end_member(actor_of(request), compartment_id, username)
    return Status(204, None)


@router.post("/compartments/{uuid:compartment_id}/put-in", response=SubjectOut, auth=WRITE, summary="Put a record in")
def put_in(request: HttpRequest, compartment_id: UUID, asked: PutInIn) -> Any:
    subject = services.put_in(actor_of(request), compartment_id, asked.reference, reason=asked.reason)
    return {"subject": subject}


@router.post(
    "/compartments/{uuid:compartment_id}/arrivals", response=SubjectOut, auth=WRITE,
    summary="Let what comes from a partner land in it",
)  # fmt: skip
def place_arrivals(request: HttpRequest, compartment_id: UUID, asked: ArrivalsIn) -> Any:
    subject = services.place_arrivals(
        actor_of(request), compartment_id, asked.station_id, asked.purpose, reason=asked.reason
    )
    return {"subject": subject}


@router.post(
    "/compartments/{uuid:compartment_id}/take-out", response={204: None}, auth=WRITE, summary="Take a record out"
)
def take_out(request: HttpRequest, compartment_id: UUID, asked: TakeOutIn) -> Any:
    services.take_out(actor_of(request), compartment_id, asked.subject, reason=asked.reason)
    return Status(204, None)


@router.post(
    "/compartments/{uuid:compartment_id}/hand-over", response={204: None}, auth=READ,
    summary="Give it another owner (the owner, or oversight)",
)  # fmt: skip
def hand_over(request: HttpRequest, compartment_id: UUID, asked: HandOverIn) -> Any:
    services.hand_over(actor_of(request), compartment_id, asked.username, reason=asked.reason)
    return Status(204, None)


@router.post(
    "/compartments/{uuid:compartment_id}/review", response={204: None}, auth=WRITE, summary="Note a review of it"
)
def review_compartment(request: HttpRequest, compartment_id: UUID, asked: ReasonIn) -> Any:
    services.review_compartment(actor_of(request), compartment_id, remark=asked.reason)
    return Status(204, None)


@router.post("/compartments/{uuid:compartment_id}/close", response={204: None}, auth=WRITE, summary="Dissolve it")
def close_compartment(request: HttpRequest, compartment_id: UUID, asked: ReasonIn) -> Any:
    services.close_compartment(actor_of(request), compartment_id, reason=asked.reason)
    return Status(204, None)


@router.post(
    "/compartments/{uuid:compartment_id}/touches/seen", response={204: None}, auth=WRITE,
    summary="Note that the owner has read what meets it",
)  # fmt: skip
def touches_seen(request: HttpRequest, compartment_id: UUID) -> Any:
    services.mark_touches_seen(actor_of(request), compartment_id)
    return Status(204, None)


@router.post("/glass", response={201: MadeOut}, auth=GLASS, summary="Open one hidden record by its reference")
def break_glass(request: HttpRequest, asked: GlassIn) -> Any:
    made = services.break_glass(
        actor_of(request), asked.reference, reason=asked.reason, told_by=asked.told_by, minutes=asked.minutes
    )
    return Status(201, {"id": made})


@router.post("/glass/off-duty", response={201: MadeOut}, auth=GLASS, summary="Say why one reads off duty")
def read_off_duty(request: HttpRequest, asked: OffDutyIn) -> Any:
    return Status(201, {"id": services.read_off_duty(actor_of(request), **asked.dict())})


@router.post("/glass/{uuid:opening_id}/close", response={204: None}, auth=GLASS, summary="Close an own opening")
def close_opening(request: HttpRequest, opening_id: UUID) -> Any:
    services.close_opening(actor_of(request), opening_id)
    return Status(204, None)


@router.get("/openings", response=list[OpeningOut], auth=REVIEW, summary="Broken glass, what awaits review first")
def list_openings(request: HttpRequest, awaiting: bool = False) -> Any:
    return queries.openings(awaiting=awaiting)


@router.get("/openings/{uuid:opening_id}", response=OpeningOut, auth=REVIEW, summary="One opening, and what was read")
def show_opening(request: HttpRequest, opening_id: UUID) -> Any:
    held = queries.opening(opening_id)
    if held is None:
        raise OpeningUnknownError
    record(actor_of(request), Act.CONSULTATION, "opening", str(held.id), detail={"shown": len(held.readings)})
    return held


@router.post("/openings/{uuid:opening_id}/review", response={204: None}, auth=REVIEW, summary="Review an opening")
def review_opening(request: HttpRequest, opening_id: UUID, asked: ReviewIn) -> Any:
    services.review_opening(actor_of(request), opening_id, asked.verdict, remark=asked.remark)
    return Status(204, None)
