"""Routes of statistics: looking at a period, publishing it, what was published."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.oversight import publishing, services
from jisr.station.oversight.models import Publication

router = Router()


class WordsOut(Schema):
    ar: str
    fr: str
    en: str


class SideOut(Schema):
    """Rows or columns of a table: codes and, in the same order, words."""

    title: WordsOut
    codes: list[str]
    words: list[WordsOut]


class TableOut(Schema):
    """A table of counts; null stands where a count is withheld."""

    code: str
    title: WordsOut
    note: WordsOut
    rows: SideOut
    columns: SideOut
    cells: list[list[int | None]]
    row_totals: list[int | None]
    column_totals: list[int | None]
    total: int | None
    withheld: int


class StatisticsOut(Schema):
    """Statistics of one period."""

    station: str
    period: str
    first_day: str
    last_day: str
    minimum: int
    has_second_overseer: bool
    tables: list[TableOut]


class PublicationRow(Schema):
    period: str
    minimum: int
    published_by: str
    published_at: datetime


class PublishIn(Schema):
    period: str


@router.get(
    "/statistics",
    response=list[PublicationRow],
    auth=Bearer(Right.STATISTICS_READ),
    summary="Periods that were published, newest first",
)
def published(request: HttpRequest) -> Any:
    return publishing.publications()


@router.post(
    "/statistics",
    response={201: StatisticsOut},
    auth=Bearer(Right.OVERSEE),
    summary="Publish a period that is over: 2026-07, 2026-Q3 or 2026",
)
def publish(request: HttpRequest, body: PublishIn) -> Status[dict[str, Any]]:
    return Status(201, _document(publishing.publish(actor_of(request), body.period)))


@router.get(
    "/statistics/{str:period}",
    response=StatisticsOut,
    auth=Bearer(Right.STATISTICS_READ),
    summary="Statistics of a period as published",
)
def one_period(request: HttpRequest, period: str) -> dict[str, Any]:
    return _document(publishing.publication(period))


@router.get(
    "/statistics/{str:period}/preview",
    response=StatisticsOut,
    auth=Bearer(Right.OVERSEE),
    summary="What would be published for a period now",
)
def preview(request: HttpRequest, period: str) -> dict[str, Any]:
    document = publishing.preview(period)
    services.note_reading(actor_of(request), f"statistics:{document['period']}")
    return document


def _document(held: Publication) -> dict[str, Any]:
    document: dict[str, Any] = held.document
    return document
