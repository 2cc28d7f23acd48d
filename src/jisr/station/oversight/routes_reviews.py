"""Routes of reviews: readings by overseers, samples, kept searches."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.oversight import samples, searches, services
from jisr.station.oversight.models import Sample, SavedSearch
from jisr.station.oversight.readings import Reading, mark_seen, reading_state, readings

router = Router()
OVERSEE = Bearer(Right.OVERSEE)

type Population = Literal["releases", "openings", "refusals", "overrides"]
type Strata = Literal["none", "partner", "purpose", "act", "person"]


class ReadingOut(Schema):
    """A reading of content by an overseer; `seen_by` is "" while no other overseer has looked at it."""

    index: int
    time: datetime | None
    reader: str
    record_kind: str
    record_id: str
    reason: str
    seen_by: str
    seen_at: datetime | None
    verdict: str
    remark: str


class ReadingList(Schema):
    readings: int
    unseen: int
    overseers: int
    has_second: bool
    items: list[ReadingOut]


class SeenIn(Schema):
    entries: list[int] = Field(min_length=1, max_length=500)
    verdict: Literal["fine", "question"] = "fine"
    remark: str = Field("", max_length=1000)


class SeenOut(Schema):
    marked: int


@router.get("/readings", response=ReadingList, auth=OVERSEE, summary="What overseers read, newest first")
def list_readings(
    request: HttpRequest, seen: bool | None = None, before: int | None = None, limit: int = 50
) -> dict[str, Any]:
    state = reading_state()
    found = readings(seen=seen, before=before, limit=min(max(limit, 1), 500))
    services.note_reading(actor_of(request), "readings")
    return {
        "readings": state.readings,
        "unseen": state.unseen,
        "overseers": state.overseers,
        "has_second": state.has_second,
        "items": [_reading(one) for one in found],
    }


@router.post("/readings/seen", response=SeenOut, auth=OVERSEE, summary="Mark readings of other overseers as seen")
def see(request: HttpRequest, body: SeenIn) -> dict[str, int]:
    return {"marked": mark_seen(actor_of(request), body.entries, body.verdict, body.remark)}


class DrawIn(Schema):
    population: Population
    strata: Strata = "none"
    first_day: date
    last_day: date
    size: int = Field(20, ge=1, le=samples.MAX_SIZE)
    seed: str = Field("", max_length=64)


class SampleRow(Schema):
    id: UUID
    number: str
    population: str
    strata: str
    seed: str
    first_day: date
    last_day: date
    ledger_size: int
    population_size: int
    drawn_by: str
    drawn_at: datetime
    size: int
    reviewed: int


class ItemOut(Schema):
    index: int
    stratum: str
    answers: dict[str, str]
    finding: str
    remark: str
    reviewed_by: str
    reviewed_at: datetime | None


class SampleOut(SampleRow):
    """A sample with its report: the questions, its entries, and the sum of what was found."""

    questions: list[str]
    items: list[ItemOut]
    findings: dict[str, int]
    answers: dict[str, dict[str, int]]
    by_stratum: dict[str, dict[str, int]]
    draws_again: bool


class JudgeIn(Schema):
    answers: dict[str, Literal["yes", "no", "unclear"]]
    finding: Literal["in_order", "remark", "concern"]
    remark: str = Field("", max_length=1000)


@router.get("/samples", response=list[SampleRow], auth=OVERSEE, summary="Samples, newest first (at most 200)")
def list_samples(request: HttpRequest) -> Any:
    return samples.samples()[:200]


@router.post("/samples", response={201: SampleOut}, auth=OVERSEE, summary="Draw a sample by lot")
def draw(request: HttpRequest, body: DrawIn) -> Status[dict[str, Any]]:
    return Status(201, _sample(samples.draw(actor_of(request), **body.dict())))


@router.get("/samples/{uuid:sample_id}", response=SampleOut, auth=OVERSEE, summary="A sample and its report")
def one_sample(request: HttpRequest, sample_id: UUID) -> dict[str, Any]:
    held = samples.sample(sample_id)
    services.note_reading(actor_of(request), f"sample:{held.number}")
    return _sample(held)


@router.post("/samples/{uuid:sample_id}/{int:index}", response=ItemOut, auth=OVERSEE, summary="Judge one drawn entry")
def judge(request: HttpRequest, sample_id: UUID, index: int, body: JudgeIn) -> Any:
    return samples.review(
        actor_of(request), sample_id, index, answers=body.answers, finding=body.finding, remark=body.remark
    )


class SearchIn(Schema):
    """`query` is written as in an address, e.g. `act=refusal&purpose=drugs`."""

    name: str = Field(min_length=1, max_length=80)
    query: str = Field(max_length=2000)


class SearchOut(Schema):
    id: UUID
    name: str
    query: str
    made_at: datetime


@router.get("/searches", response=list[SearchOut], auth=OVERSEE, summary="Own kept searches, by name")
def list_searches(request: HttpRequest) -> Any:
    return searches.searches_of(actor_of(request).name)


@router.post("/searches", response={201: SearchOut}, auth=OVERSEE, summary="Keep a search")
def keep(request: HttpRequest, body: SearchIn) -> Status[SavedSearch]:
    return Status(201, searches.keep_search(actor_of(request), body.name, body.query))


@router.delete("/searches/{uuid:search_id}", response={204: None}, auth=OVERSEE, summary="Forget a kept search")
def forget(request: HttpRequest, search_id: UUID) -> Status[None]:
    searches.forget_search(actor_of(request), search_id)
    return Status(204, None)


def _reading(reading: Reading) -> dict[str, Any]:
    entry, seen = reading.view.entry, reading.seen
    return {
        "index": reading.view.index,
        "time": entry.time if entry else None,
        "reader": entry.actor if entry else "",
        "record_kind": entry.record_kind if entry else "",
        "record_id": entry.record_id if entry else "",
        "reason": entry.justification if entry else "",
        "seen_by": seen.by if seen else "",
        "seen_at": seen.at if seen else None,
        "verdict": seen.verdict if seen else "",
        "remark": seen.remark if seen else "",
    }


def _sample(held: Sample) -> dict[str, Any]:
    summed = samples.report(held)
    return {
        **{name: getattr(held, name) for name in SampleRow.model_fields},
        "questions": list(samples.QUESTIONS[held.population]),
        "items": list(held.items.all()),
        "findings": summed.findings,
        "answers": summed.answers,
        "by_stratum": summed.strata,
        "draws_again": samples.draws_again(held),
    }
