"""Engagements for lists, pages and calendars. Each query hides what the reader may not see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from jisr.station.diplomacy.models import (
    AgendaItem,
    CalendarToken,
    ChecklistItem,
    Delegate,
    Engagement,
    Joint,
    Leg,
    Session,
)
from jisr.station.diplomacy.vocabulary import EngagementState


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session the reader may see, with its agenda."""

    row: Session
    starts: datetime
    ends: datetime
    items: list[AgendaItem]
    delegates: list[Delegate]


@dataclass(frozen=True, slots=True)
class EngagementView:
    """One engagement; times are in the zones of their places."""

    row: Engagement
    starts: datetime
    ends: datetime
    legs: list[tuple[Leg, datetime, datetime]]
    delegates: list[Delegate]
    uncleared: list[Delegate]
    sessions: list[SessionView]
    checklist: list[ChecklistItem]
    records: list[Joint]

    @property
    def level(self) -> int:
        """The highest classification of what is shown."""
        return max([self.row.classification, *(item.classification for s in self.sessions for item in s.items)])


def listed(partner: str = "", kind: str = "", state: str = "", year: int | None = None) -> QuerySet[Engagement]:
    """Engagements, the latest first."""
    rows = Engagement.objects.order_by("-starts")
    if partner:
        rows = rows.filter(partners__contains=[partner])
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    return rows.filter(starts__year__lte=year, ends__year__gte=year) if year else rows


def coming(days: int = 30, partner: str = "") -> QuerySet[Engagement]:
    """Those that are planned or under way from now on, the next first."""
    now = timezone.now()
    states = (EngagementState.PROPOSED, EngagementState.PLANNED, EngagementState.ONGOING)
    rows = Engagement.objects.filter(ends__gte=now, starts__lte=now + timedelta(days=days), state__in=states)
    return (rows.filter(partners__contains=[partner]) if partner else rows).order_by("starts")


def find(engagement_id: UUID) -> EngagementView | None:
    row = Engagement.objects.filter(pk=engagement_id).first()
    if row is None:
        return None
    delegates = list(Delegate.objects.filter(engagement=row))
    return EngagementView(
        row,
        local(row.starts, row.time_zone),
        local(row.ends, row.time_zone),
        [(leg, local(leg.starts, leg.time_zone), local(leg.ends, leg.time_zone)) for leg in _legs(row)],
        delegates,
        [each for each in delegates if _is_uncleared(each, row)],
        [_session(each) for each in Session.objects.filter(engagement=row)],
        list(ChecklistItem.objects.filter(engagement=row)),
        list(Joint.objects.filter(engagement_id=row.pk).order_by("kind", "created_at")),
    )


def session(session_id: UUID) -> Session | None:
    return Session.objects.filter(pk=session_id).select_related("engagement").first()


def open_checks(partner: str = "") -> QuerySet[ChecklistItem]:
    """What is still to be seen to for engagements that are to come."""
    rows = ChecklistItem.objects.filter(done_at__isnull=True, engagement__in=coming(90, partner))
    return rows.select_related("engagement").order_by("due", "id")


def tokens_of(user_id: int) -> list[CalendarToken]:
    """Feeds of one person, the newest first."""
    return list(CalendarToken.objects.filter(user_id=user_id).order_by("-created_at"))


def months(engagements: Iterable[Engagement], first: date, count: int) -> list[tuple[date, list[Engagement]]]:
    """For each of so many months from the first of `first` on, the engagements that touch it."""
    rows = list(engagements)
    found = []
    month = first.replace(day=1)
    for _each in range(count):
        following = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
        touching = [
            row
            for row in rows
            if local(row.starts, row.time_zone).date() < following and local(row.ends, row.time_zone).date() >= month
        ]
        found.append((month, sorted(touching, key=lambda row: row.starts)))
        month = following
    return found


def local(moment: datetime, zone: str) -> datetime:
    """An instant on the clocks of a place."""
    return moment.astimezone(ZoneInfo(zone))


def as_written(moment: datetime, zone: str) -> datetime:
    """An instant as a form shows it: the local time, without its zone."""
    return local(moment.astimezone(UTC), zone).replace(tzinfo=None)


def _legs(row: Engagement) -> list[Leg]:
    return list(Leg.objects.filter(engagement=row))


def _session(row: Session) -> SessionView:
    zone = row.time_zone
    return SessionView(
        row,
        local(row.starts, zone),
        local(row.ends, zone),
        list(AgendaItem.objects.filter(session=row)),
        list(row.delegates.all()),
    )


def _is_uncleared(delegate: Delegate, row: Engagement) -> bool:
    """Ours, and not cleared for what the engagement is classified, or not to its end."""
    if delegate.side != "ours":
        return False
    until = delegate.clearance_until
    is_over = until is not None and until < local(row.ends, row.time_zone).date()
    return delegate.clearance is None or delegate.clearance < row.classification or is_over
