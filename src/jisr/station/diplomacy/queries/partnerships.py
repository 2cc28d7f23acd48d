"""One partnership with everything that belongs to it, and all of them in a list."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from jisr.core.diplomacy.commitments import DONE, OPEN, Confirmation
from jisr.station.diplomacy.models import Commitment, Engagement, Joint, Recognition
from jisr.station.diplomacy.queries import commitments, engagements
from jisr.station.diplomacy.queries.commitments import Rate, Wanted
from jisr.station.diplomacy.services.joint import own_id
from jisr.station.diplomacy.vocabulary import RecognitionState
from jisr.station.exchange import queries as exchange
from jisr.station.exchange.queries.lists import PartnerTally
from jisr.station.partners import queries as partners
from jisr.station.partners.queries import AgreementView, PartnerView


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
    """One point of the timeline. kind: "agreement", "engagement", "recognition", or that of a joint record."""

    day: date
    kind: str
    title: str
    url_name: str
    identifier: object
    state: str = ""


@dataclass(frozen=True, slots=True)
class Partnership:
    """Everything about one partner that this reader may see."""

    view: PartnerView
    agreements: list[AgreementView]
    we_owe: list[Commitment]
    they_owe: list[Commitment]
    to_confirm: list[Commitment]
    our_rate: Rate
    their_rate: Rate
    coming: list[Engagement]
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
    rows = list(commitments.listed(Wanted(partner=station_id)))
    ours = [row for row in rows if row.debtor == own_id()]
    theirs = [row for row in rows if row.debtor == station_id]
    joints = list(Joint.objects.filter(parties__contains=[station_id]).order_by("-changed_at"))
    honours = list(Recognition.objects.filter(partner=station_id).order_by("-day", "-proposed_at"))
    held = partners.agreements(station_id)
    visits = list(Engagement.objects.filter(partners__contains=[station_id]).order_by("-starts"))
    return Partnership(
        view=view,
        agreements=held,
        we_owe=[row for row in ours if row.state in OPEN],
        they_owe=[row for row in theirs if row.state in OPEN],
        to_confirm=[row for row in theirs if row.state in DONE and row.confirmation == Confirmation.NONE.value],
        our_rate=commitments.rate_of(ours),
        their_rate=commitments.rate_of(theirs),
        coming=list(engagements.coming(366, station_id)),
        plans=[row for row in joints if row.kind == "joint_plan"],
        minutes=[row for row in joints if row.kind == "minutes"],
        recognitions=honours,
        tally=exchange.tally_of_partner(station_id),
        events=sorted(
            (
                event
                for event in (
                    *_of_agreements(held),
                    *_of_visits(visits),
                    *_of_joints(joints, rows),
                    *_of_honours(honours),
                )
                if event.day >= since
            ),
            key=lambda event: (event.day, event.kind),
            reverse=True,
        ),
    )


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
    made = [
        Event(each.valid_from, "agreement", each.title, "partners:agreement", each.thread, "begins") for each in held
    ]
    return made + [
        Event(each.last_day, "agreement", each.title, "partners:agreement", each.thread, "ends") for each in held
    ]


def _of_visits(visits: list[Engagement]) -> list[Event]:
    return [
        Event(
            engagements.local(row.starts, row.time_zone).date(), "engagement", row.title, "diplomacy:engagement",
            row.pk, row.state,
        )
        for row in visits
    ]  # fmt: skip


def _of_joints(joints: list[Joint], kept: list[Commitment]) -> list[Event]:
    by_id = {row.joint_id: row for row in kept}
    found = []
    for row in joints:
        name = {"joint_plan": "plan", "minutes": "minutes", "commitment": "commitment"}[row.kind]
        state = by_id[row.pk].state if row.pk in by_id else ""
        found.append(Event(row.created_at.date(), row.kind, row.title, f"diplomacy:{name}", row.pk, state))
    return found


def _of_honours(honours: list[Recognition]) -> list[Event]:
    shown = (RecognitionState.CONFERRED, RecognitionState.RECORDED)
    return [
        Event(row.day, "recognition", row.order_name or row.recipient, "diplomacy:recognition", row.pk, row.direction)
        for row in honours
        if row.day and row.state in shown
    ]
