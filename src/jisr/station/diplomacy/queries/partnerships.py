"""One partnership with everything that belongs to it, and all of them in a list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from jisr.core.diplomacy.commitments import OPEN
from jisr.station.diplomacy.models import Commitment, Engagement, Joint, Recognition
from jisr.station.diplomacy.queries import commitments, engagements
from jisr.station.diplomacy.queries.commitments import Rate, Wanted
from jisr.station.diplomacy.services.joint import own_id
from jisr.station.diplomacy.vocabulary import RecognitionState
from jisr.station.exchange import queries as exchange
from jisr.station.exchange.queries.lists import PartnerTally
from jisr.station.partners import queries as partners
from jisr.station.partners.queries import AgreementView, PartnerView

#: Rows of one kind that a partnership is shown with; lists hold the rest.
_MOST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One partner in the list."""

    view: PartnerView
    in_force: int
    ending_soon: int
    we_owe: int
    they_owe: int
    overdue: int
    plans: int
    next_engagement: datetime | None


@dataclass(frozen=True, slots=True)
class Event:
    """One point of the timeline. kind: "agreement", "engagement", "recognition", or that of a joint record.

    `title`: "" until `titled` has opened it: most points of a long timeline stand on other pages.
    """

    day: date
    kind: str
    url_name: str
    identifier: UUID
    state: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """Commitments of one side: those due first, and how many there are in all."""

    rows: list[Commitment]
    total: int


@dataclass(frozen=True, slots=True)
class Partnership:
    """Everything about one partner that this reader may see."""

    view: PartnerView
    agreements: list[AgreementView]
    we_owe: Owed
    they_owe: Owed
    to_confirm: Owed
    our_rate: Rate
    their_rate: Rate
    coming: list[Engagement]
    roadmaps: list[Joint]
    plans: list[Joint]
    minutes: list[Joint]
    recognitions: list[Recognition]
    tally: PartnerTally
    events: list[Event]


def lines(region: str = "", state: str = "") -> list[Line]:
    """Partners by name."""
    found = [
        view
        for view in partners.partners()
        if (not region or view.region == region) and (not state or view.state.value == state)
    ]
    open_rows = list(Commitment.objects.filter(state__in=sorted(OPEN)))
    plan_rows = list(Joint.objects.filter(kind="joint_plan"))
    coming = list(engagements.coming(3660))
    every = partners.agreements()
    today = timezone.localdate()
    made = [_line(view, every, open_rows, plan_rows, coming, today) for view in found]
    return sorted(made, key=lambda line: line.view.name())


def partnership(station_id: str, years: int = 10) -> Partnership | None:
    """One partner; the timeline reaches back so many years."""
    view = partners.partner(station_id)
    if view is None:
        return None
    since = timezone.localdate() - timedelta(days=366 * years)
    held = partners.agreements(station_id)
    honours = list(Recognition.objects.filter(partner=station_id).order_by("-day", "-proposed_at"))
    every = commitments.standings(station_id)
    open_rows = commitments.listed(Wanted(partner=station_id, standing="open"))
    joints = Joint.objects.filter(parties__contains=[station_id]).order_by("-changed_at")
    events = [*_of_agreements(held), *_of_visits(station_id), *_of_joints(station_id, every), *_of_honours(honours)]
    return Partnership(
        view=view,
        agreements=held,
        we_owe=_owed(open_rows.filter(debtor=own_id())),
        they_owe=_owed(open_rows.filter(debtor=station_id)),
        to_confirm=_owed(commitments.listed(Wanted(partner=station_id, standing="to_confirm"))),
        our_rate=commitments.rate_of(row for row in every if row.debtor == own_id()),
        their_rate=commitments.rate_of(row for row in every if row.debtor == station_id),
        coming=list(engagements.coming(366, station_id)),
        roadmaps=list(joints.filter(kind="joint_plan", topic="partnership")[:_MOST]),
        plans=list(joints.filter(kind="joint_plan").exclude(topic="partnership")[:_MOST]),
        minutes=list(joints.filter(kind="minutes")[:_MOST]),
        recognitions=honours,
        tally=exchange.tally_of_partner(station_id),
        events=sorted(
            (event for event in events if event.day >= since), key=lambda event: (event.day, event.kind), reverse=True
        ),
    )


def titled(events: Sequence[Event]) -> list[Event]:
    """These points with their titles, in the same order."""
    tables: dict[str, Any] = {"engagement": Engagement, "recognition": Recognition}
    wanted: dict[Any, list[UUID]] = {}
    for event in events:
        if event.kind != "agreement":
            wanted.setdefault(tables.get(event.kind, Joint), []).append(event.identifier)
    found = {pk: row for table, ids in wanted.items() for pk, row in table.objects.in_bulk(ids).items()}

    def title(event: Event) -> str:
        row = found.get(event.identifier)
        if event.title or row is None:
            return event.title
        return str(row.order_name or row.recipient) if event.kind == "recognition" else str(row.title)

    return [replace(event, title=title(event)) for event in events]


def _owed(rows: QuerySet[Commitment]) -> Owed:
    return Owed(list(rows[:_MOST]), rows.count())


def _line(
    view: PartnerView,
    every: list[AgreementView],
    open_rows: list[Commitment],
    plan_rows: list[Joint],
    coming: list[Engagement],
    today: date,
) -> Line:
    name = view.station_id
    held = [each for each in every if name in each.parties]
    ours = [row for row in open_rows if row.debtor == own_id() and name in row.creditors]
    theirs = [row for row in open_rows if row.debtor == name]
    return Line(
        view,
        sum(each.state in ("in_force", "ending_soon") for each in held),
        sum(each.state == "ending_soon" for each in held),
        len(ours),
        len(theirs),
        sum(row.due is not None and row.due < today for row in (*ours, *theirs)),
        sum(name in row.parties for row in plan_rows),
        next((row.starts for row in coming if name in row.partners), None),
    )


def _of_agreements(held: list[AgreementView]) -> list[Event]:
    return [
        Event(day, "agreement", "partners:agreement", each.thread, what, each.title)
        for each in held
        for day, what in ((each.valid_from, "begins"), (each.last_day, "ends"))
    ]


def _of_visits(station_id: str) -> list[Event]:
    rows = Engagement.objects.filter(partners__contains=[station_id])
    return [
        Event(engagements.local(starts, zone).date(), "engagement", "diplomacy:engagement", pk, state)
        for pk, starts, zone, state in rows.values_list("pk", "starts", "time_zone", "state")
    ]


def _of_joints(station_id: str, kept: Sequence[commitments.Standing]) -> list[Event]:
    states = {row.joint_id: row.state for row in kept}
    names = {"joint_plan": "plan", "minutes": "minutes", "commitment": "commitment"}
    rows = Joint.objects.filter(parties__contains=[station_id])
    return [
        Event(created.date(), kind, f"diplomacy:{names[kind]}", pk, states.get(pk, ""))
        for pk, created, kind in rows.values_list("pk", "created_at", "kind")
    ]


def _of_honours(honours: list[Recognition]) -> list[Event]:
    shown = (RecognitionState.CONFERRED, RecognitionState.RECORDED)
    return [
        Event(row.day, "recognition", "diplomacy:recognition", row.pk, row.direction)
        for row in honours
        if row.day and row.state in shown
    ]
