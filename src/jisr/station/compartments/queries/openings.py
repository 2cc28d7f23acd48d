"""Broken glass: what stands, what awaits review, what was read meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from jisr.core.ledger import Act
from jisr.station.accounts.models import User
from jisr.station.accounts.queries import display_name
from jisr.station.compartments.models import Opening
from jisr.station.ledger import queries as ledger


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One entry of the ledger made while the glass was broken."""

    index: int
    time: datetime
    act: str
    record_kind: str
    record_id: str


@dataclass(frozen=True, slots=True)
class OpeningView:
    """One opening. readings: entries marked with it, in order; only where one opening is asked for."""

    id: UUID
    kind: str
    kind_label: str
    subject: str
    told_by: str
    username: str
    name: str
    reason: str
    opened_at: datetime
    until: datetime
    closed_at: datetime | None
    review_due: datetime
    reviewed_at: datetime | None
    reviewed_by: str
    verdict: str
    verdict_label: str
    remark: str
    stands: bool
    is_late: bool
    compartments: tuple[str, ...]
    owners: tuple[str, ...]
    readings: tuple[ReadingView, ...] = ()


def openings(*, awaiting: bool = False, limit: int = 100) -> list[OpeningView]:
    """For oversight: what awaits review first, the longest due at the top; then what was reviewed, newest first."""
    due = Opening.objects.filter(reviewed_at=None).order_by("review_due").prefetch_related("compartments")
    done = Opening.objects.exclude(reviewed_at=None).order_by("-reviewed_at").prefetch_related("compartments")
    rows = list(due[:limit]) + ([] if awaiting else list(done[:limit]))
    return [_view(row) for row in rows[:limit]]


def own_openings(user: User, limit: int = 25) -> list[OpeningView]:
    """A person's own, newest first; without the compartments' names, which they are not in."""
    return [_view(row, is_for_self=True) for row in Opening.objects.filter(user_id=user.pk)[:limit]]


def openings_of_compartment(compartment_id: UUID, limit: int = 50) -> list[OpeningView]:
    """For the owner of a compartment: who opened something in it."""
    return [_view(row) for row in Opening.objects.filter(compartments=compartment_id)[:limit]]


def opening(opening_id: UUID) -> OpeningView | None:
    """One opening with everything that was read meanwhile."""
    row = Opening.objects.filter(pk=opening_id).first()
    return _view(row, readings=_readings(row)) if row else None


def standing_openings(user: User) -> list[Opening]:
    """What this person has open now."""
    now = timezone.now()
    return list(Opening.objects.filter(user_id=user.pk, closed_at=None, until__gt=now).order_by("until"))


def late_reviews(now: datetime) -> list[Opening]:
    """Openings whose review is overdue."""
    return list(Opening.objects.filter(reviewed_at=None, review_due__lt=now).order_by("review_due"))


def count_reviews_due(_user: User) -> int:
    return Opening.objects.filter(reviewed_at=None).count()


def _readings(row: Opening) -> tuple[ReadingView, ...]:
    wanted = ledger.EntryFilter(actor=row.username, since=row.opened_at, until=row.closed_at or row.until)
    return tuple(_marked(ledger.search(wanted).order_by("index")[:500], str(row.pk)))


def _marked(rows: Iterable[object], opening_id: str) -> Iterable[ReadingView]:
    for row in rows:
        held = ledger.stored(row)  # type: ignore[arg-type]
        entry = held.entry
        if opening_id in str(entry.detail.get("glass", "")).split(",") and entry.act is not Act.ADMINISTRATION:
            yield ReadingView(held.index, entry.time, entry.act.value, entry.record_kind, entry.record_id)


def _view(row: Opening, *, is_for_self: bool = False, readings: tuple[ReadingView, ...] = ()) -> OpeningView:
    now = timezone.now()
    hidden = [] if is_for_self else list(row.compartments.all())
    return OpeningView(
        id=row.pk,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        subject=row.subject,
        told_by=row.told_by,
        username=row.username,
        name=display_name(row.username),
        reason=row.reason,
        opened_at=row.opened_at,
        until=row.until,
        closed_at=row.closed_at,
        review_due=row.review_due,
        reviewed_at=row.reviewed_at,
        reviewed_by=row.reviewed_by,
        verdict=row.verdict,
        verdict_label=row.get_verdict_display() if row.verdict else "",
        remark=row.remark,
        stands=row.stands_at(now),
        is_late=row.is_late_at(now),
        compartments=tuple(held.name for held in hidden),
        owners=tuple(held.owner for held in hidden),
        readings=readings,
    )
