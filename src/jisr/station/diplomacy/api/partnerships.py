"""Partnerships, the briefing book and the coordination desk."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema

from jisr.station.accounts.access import actor_of
from jisr.station.accounts.models import User
from jisr.station.diplomacy.api.auth import READ
from jisr.station.diplomacy.briefing_sheet import pdf
from jisr.station.diplomacy.problems import UnknownProblem
from jisr.station.diplomacy.queries import briefing, desk
from jisr.station.diplomacy.queries import partnerships as queries
from jisr.station.diplomacy.queries.stations import name_of
from jisr.station.diplomacy.services.joint import own_id
from jisr.station.ledger.services import Act, record
from jisr.station.web.printing import PrintingUnavailableError
from jisr.station.web.problems import Problem

router = Router()


class PartnershipOut(Schema):
    station_id: str
    name: str
    country: str
    region: str
    state: str
    agreements_in_force: int
    agreements_ending_soon: int
    we_owe: int
    they_owe: int
    overdue: int
    plans: int
    next_engagement: datetime | None


class FactOut(Schema):
    about: str
    why: str
    url: str


class ChapterOut(Schema):
    code: str
    title: str
    facts: list[FactOut]


class BookOut(Schema):
    partner: str
    made_at: datetime
    reader: str
    level: int
    chapters: list[ChapterOut]


class TaskOut(Schema):
    kind: str
    label: str
    about: str
    url: str
    partners: list[str]
    due: datetime | None
    why: str
    is_late: bool


@router.get("/partnerships", auth=READ, response=list[PartnershipOut], summary="Partnerships by name")
def list_partnerships(request: HttpRequest, region: str = "", state: str = "") -> list[dict[str, Any]]:
    found = queries.lines(region, state)
    record(actor_of(request), Act.CONSULTATION, "partnership", "list", detail={"shown": len(found)})
    return [
        {
            "station_id": line.view.station_id,
            "name": line.view.name(),
            "country": line.view.country,
            "region": line.view.region,
            "state": line.view.state.value,
            "agreements_in_force": line.in_force,
            "agreements_ending_soon": line.ending_soon,
            "we_owe": line.we_owe,
            "they_owe": line.they_owe,
            "overdue": line.overdue,
            "plans": line.plans,
            "next_engagement": line.next_engagement,
        }
        for line in found
    ]


@router.get("/partnerships/{station_id}/briefing", auth=READ, response=BookOut, summary="The briefing book")
def get_briefing(request: HttpRequest, station_id: str, engagement: UUID | None = None) -> briefing.Book:
    return _book(request, station_id, engagement)


@router.get("/partnerships/{station_id}/briefing.pdf", auth=READ, summary="The briefing book as PDF")
def get_briefing_pdf(request: HttpRequest, station_id: str, engagement: UUID | None = None) -> HttpResponse:
    try:
        data = pdf(_book(request, station_id, engagement), name_of(own_id()))
    except PrintingUnavailableError:
        message = _("This machine cannot set text as PDF. Print the page instead.")
        raise Problem("printing_unavailable", message, status=409) from None
    return HttpResponse(data, content_type="application/pdf")


@router.get("/desk", auth=READ, response=list[TaskOut], summary="Everything open, what is due first in front")
def get_desk(request: HttpRequest, partner: str = "") -> list[desk.Task]:
    assert isinstance(request.user, User)
    found = desk.tasks(request.user, partner)
    record(actor_of(request), Act.CONSULTATION, "partnership", "desk", detail={"shown": len(found)})
    return found


def _book(request: HttpRequest, station_id: str, engagement: UUID | None) -> briefing.Book:
    assert isinstance(request.user, User)
    made = briefing.compose(request.user, station_id, engagement)
    if made is None:
        raise UnknownProblem("partner")
    facts = sum(len(chapter.facts) for chapter in made.chapters)
    record(actor_of(request), Act.CONSULTATION, "partnership", station_id, decision="briefing", detail={"shown": facts})
    return made
