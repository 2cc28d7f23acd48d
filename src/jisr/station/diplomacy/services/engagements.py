"""Engagements: planned leg by leg, with delegations, sessions, agenda and checklists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils import timezone

from jisr.core.handling import Classification
from jisr.station.compartments.reader import as_station
from jisr.station.compartments.services.placing import put_in
from jisr.station.diplomacy.models import AgendaItem, ChecklistItem, Delegate, Engagement, Leg, Session
from jisr.station.diplomacy.problems import UnknownProblem, problem
from jisr.station.diplomacy.vocabulary import NEXT_STATES, EngagementState
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners
from jisr.station.web.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an engagement is; times are local to `time_zone`, without a zone of their own."""

    kind: str
    title: str
    partners: Sequence[str]
    starts: datetime
    ends: datetime
    time_zone: str
    aim: str = ""
    place: str = ""
    country: str = ""
    classification: Classification = Classification.RESTRICTED


def instant(local: datetime, zone: str, field: str = "starts") -> datetime:
    """The instant of a local time. One that the clocks go through twice is the first of the two.

    Raises:
        DiplomacyProblem: "time_zone_unknown", or "time_does_not_exist" where the clocks are put forward over it.
    """
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise problem("time_zone_unknown") from None
    moment = local.replace(tzinfo=place)
    if moment.astimezone(UTC).astimezone(place).replace(tzinfo=None) != local:
        raise problem("time_does_not_exist", field)
    return moment.astimezone(UTC)


@transaction.atomic
def propose(actor: Actor, plan: Plan) -> UUID:
    """A new engagement, proposed.

    Raises:
        DiplomacyProblem: no title, an unknown partner, an end before the start, a time that cannot be.
    """
    values = _values(plan)
    now = timezone.now()
    row = Engagement.objects.create(
        id=new_id(), number=_next_number(now), created_at=now, created_by=actor.name, **values
    )
    record(actor, Act.COLLECTION, "engagement", str(row.id), decision="proposed", detail={"kind": plan.kind})
    return row.id


@transaction.atomic
def change(actor: Actor, engagement_id: UUID, plan: Plan) -> None:
    """Change what it is; legs and sessions must still lie inside it."""
    row = _locked(engagement_id)
    for name, value in _values(plan).items():
        setattr(row, name, value)
    for leg in Leg.objects.filter(engagement=row):
        _check_inside(row, leg.starts, leg.ends)
    for session in Session.objects.filter(engagement=row):
        _check_inside(row, session.starts, session.ends)
    row.save()
    record(actor, Act.ALTERATION, "engagement", str(row.id), decision="changed")


@transaction.atomic
def move_to(actor: Actor, engagement_id: UUID, state: EngagementState, reason: str = "", outcome: str = "") -> None:
    """To the next state; cancelling and going back need a reason.

    Raises:
        UnknownProblem; DiplomacyProblem: a state that cannot follow, a reason that is missing.
    """
    row = _locked(engagement_id)
    if state not in NEXT_STATES[row.state]:
        raise problem("step_not_possible")
    goes_back = state in (EngagementState.CANCELLED, EngagementState.PROPOSED) or row.state == EngagementState.COMPLETED
    if goes_back and not reason.strip():
        raise problem("reason_needed", "reason")
    row.state, row.state_reason = state, reason.strip()
    if outcome.strip():
        row.outcome = outcome.strip()
    row.save()
    record(actor, Act.ALTERATION, "engagement", str(row.id), decision=str(state))


@transaction.atomic
def add_leg(
    actor: Actor,
    engagement_id: UUID,
    *,
    place: str,
    country: str,
    time_zone: str,
    starts: datetime,
    ends: datetime,
    note: str = "",
) -> UUID:
    """One stop, in the time of its place. The engagement stretches to hold it.

    Raises:
        UnknownProblem; DiplomacyProblem: overlaps another leg, ends before it starts, a time that cannot be.
    """
    row = _locked(engagement_id)
    first, last = _span(starts, ends, time_zone)
    if Leg.objects.filter(engagement=row, starts__lt=last, ends__gt=first).exists():
        raise problem("legs_overlap")
    leg = Leg.objects.create(
        engagement=row, place=place.strip(), country=country, time_zone=time_zone, starts=first, ends=last,
        note=note.strip(),
    )  # fmt: skip
    row.starts, row.ends = min(row.starts, first), max(row.ends, last)
    row.save(update_fields=["starts", "ends"])
    record(actor, Act.ALTERATION, "engagement", str(row.id), decision="leg_added")
    return leg.id


@transaction.atomic
def add_delegate(actor: Actor, engagement_id: UUID, **values: Any) -> UUID:
    """Somebody who takes part."""
    row = _locked(engagement_id)
    if not str(values.get("name", "")).strip():
        raise problem("recipient_needed", "name")
    delegate = Delegate.objects.create(engagement=row, **values)
    record(actor, Act.ALTERATION, "engagement", str(row.id), decision="delegate_added")
    return delegate.id


@transaction.atomic
def add_session(
    actor: Actor,
    engagement_id: UUID,
    *,
    title: str,
    starts: datetime,
    ends: datetime,
    time_zone: str,
    place: str = "",
    delegates: Sequence[UUID] = (),
    compartment_id: UUID | None = None,
    reason: str = "",
) -> UUID:
    """A sitting. In a compartment it is seen by nobody outside that, not even that it is there.

    Raises:
        UnknownProblem; DiplomacyProblem: no title, outside the engagement's days; CompartmentProblem.
    """
    row = _locked(engagement_id)
    if not title.strip():
        raise problem("title_needed")
    first, last = _span(starts, ends, time_zone)
    _check_inside(row, first, last)
    session = Session.objects.create(
        engagement=row, title=title.strip(), starts=first, ends=last, time_zone=time_zone, place=place.strip(),
        is_restricted=compartment_id is not None,
    )  # fmt: skip
    session.delegates.set(Delegate.objects.filter(engagement=row, id__in=list(delegates)))
    record(actor, Act.ALTERATION, "sitting", str(session.id), decision="session_added")
    if compartment_id is not None:
        put_in(actor, compartment_id, f"sitting:{session.id}", reason=reason)
    return session.id


@transaction.atomic
def add_item(
    actor: Actor,
    session_id: UUID,
    *,
    kind: str,
    title: str,
    position: str = "",
    classification: Classification = Classification.RESTRICTED,
    minutes_planned: int = 30,
) -> UUID:
    """One agenda item with the position prepared for it.

    Raises:
        UnknownProblem; DiplomacyProblem: no title.
    """
    session = Session.objects.filter(pk=session_id).first()
    if session is None:
        raise UnknownProblem("session")
    if not title.strip():
        raise problem("title_needed")
    order = AgendaItem.objects.filter(session=session).count() + 1
    item = AgendaItem.objects.create(
        session=session, engagement_id=session.engagement_id, order=order, kind=kind, title=title.strip(),
        position=position.strip(), classification=classification, minutes_planned=minutes_planned,
    )  # fmt: skip
    record(actor, Act.ALTERATION, "sitting", str(session.id), decision="item_added")
    return item.id


@transaction.atomic
def add_check(actor: Actor, engagement_id: UUID, *, kind: str, text: str, due: Any = None) -> UUID:
    """One thing to see to."""
    row = _locked(engagement_id)
    if not text.strip():
        raise problem("title_needed", "text")
    item = ChecklistItem.objects.create(engagement=row, kind=kind, text=text.strip(), due=due)
    record(actor, Act.ALTERATION, "engagement", str(row.id), decision="check_added")
    return item.id


@transaction.atomic
def tick(actor: Actor, engagement_id: UUID, item_id: UUID, *, is_done: bool) -> None:
    """Say that it is seen to, or not after all."""
    row = _locked(engagement_id)
    item = ChecklistItem.objects.filter(engagement=row, pk=item_id).first()
    if item is None:
        raise UnknownProblem("check")
    item.done_at, item.done_by = (timezone.now(), actor.name) if is_done else (None, "")
    item.save(update_fields=["done_at", "done_by"])
    record(actor, Act.ALTERATION, "engagement", str(row.id), decision="check_done" if is_done else "check_reopened")


_PARTS = {"leg": Leg, "delegate": Delegate, "check": ChecklistItem, "session": Session, "item": AgendaItem}


@transaction.atomic
def take_away(actor: Actor, engagement_id: UUID, kind: str, part_id: UUID) -> None:
    """Take a leg, delegate, session, agenda item or check away again.

    Raises:
        UnknownProblem.
    """
    row = _locked(engagement_id)
    table: Any = _PARTS.get(kind)
    part = table.objects.filter(pk=part_id, engagement_id=row.id).first() if table else None
    if part is None:
        raise UnknownProblem(kind)
    part.delete()
    record(actor, Act.ALTERATION, "engagement", str(row.id), decision=f"{kind}_removed")


def _values(plan: Plan) -> dict[str, Any]:
    if not plan.title.strip():
        raise problem("title_needed")
    for station in plan.partners:
        if partners.partner(station) is None:
            raise problem("partner_unknown")
    first, last = _span(plan.starts, plan.ends, plan.time_zone, may_be_moment=True)
    return {
        "kind": plan.kind,
        "title": plan.title.strip(),
        "aim": plan.aim.strip(),
        "partners": sorted(set(plan.partners)),
        "starts": first,
        "ends": last,
        "time_zone": plan.time_zone,
        "place": plan.place.strip(),
        "country": plan.country,
        "classification": plan.classification,
    }


def _span(starts: datetime, ends: datetime, zone: str, *, may_be_moment: bool = False) -> tuple[datetime, datetime]:
    first, last = instant(starts, zone, "starts"), instant(ends, zone, "ends")
    if last < first or (last == first and not may_be_moment):
        raise problem("ends_before_it_starts")
    return first, last


def _check_inside(row: Engagement, starts: datetime, ends: datetime) -> None:
    if starts < row.starts or ends > row.ends:
        raise problem("outside_the_engagement")


def _locked(engagement_id: UUID) -> Engagement:
    row = Engagement.objects.select_for_update().filter(pk=engagement_id).first()
    if row is None:
        raise UnknownProblem("engagement")
    return row


def _next_number(now: datetime) -> str:
    year = now.year
    with as_station():
        last = (
            Engagement.objects.filter(number__startswith=f"E-{year}-")
            .order_by("-number")
            .values_list("number", flat=True)
        ).first()
    return f"E-{year}-{int(last.rpartition('-')[2]) + 1 if last else 1:04d}"
