"""Standing interests, for matching and for the page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from jisr.core.handling import Purpose
from jisr.core.interests import Interest
from jisr.station.partners.models import StandingInterest


@dataclass(frozen=True, slots=True)
class InterestView:
    """A standing interest as the page shows it. `state`: "future", "valid", "ended" or "withdrawn"."""

    id: UUID
    owner: str
    is_own: bool
    title: str
    topics: tuple[str, ...]
    countries: tuple[str, ...]
    names: tuple[str, ...]
    patterns: tuple[str, ...]
    valid_from: datetime
    valid_until: datetime
    state: str
    dispatch_id: UUID | None
    shared_with: tuple[str, ...]
    recorded_at: datetime
    recorded_by: str


def interests(at: datetime, owner: str | None = None) -> list[Interest]:
    """Interests valid at an instant, of one station or of all, ready to be matched."""
    rows = StandingInterest.objects.filter(withdrawn_at__isnull=True, valid_from__lte=at, valid_until__gt=at)
    chosen = rows.filter(owner=owner) if owner else rows
    return [interest_of(row) for row in chosen]


def interest_of(row: StandingInterest) -> Interest:
    """The row as it is matched.

    Raises:
        InterestFormatError: it can never be matched, or would match everything.
    """
    return Interest(
        id=str(row.pk),
        owner=row.owner,
        topics=frozenset(Purpose(topic) for topic in row.topics),
        countries=frozenset(row.countries),
        names=frozenset(row.names),
        patterns=tuple(row.patterns),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def interest_rows(owner: str = "", *, others_than: str = "") -> QuerySet[StandingInterest]:
    """Rows for a list, newest validity first; `others_than` leaves one owner out."""
    rows = StandingInterest.objects.order_by("-valid_until", "owner", "id")
    if others_than:
        rows = rows.exclude(owner=others_than)
    return rows.filter(owner=owner) if owner else rows


def interest(interest_id: UUID, at: datetime) -> InterestView | None:
    """One interest."""
    row = StandingInterest.objects.filter(pk=interest_id).first()
    return interest_view(row, at) if row else None


def interest_view(row: StandingInterest, at: datetime) -> InterestView:
    """A row as the page shows it."""
    if row.withdrawn_at is not None:
        state = "withdrawn"
    elif at < row.valid_from:
        state = "future"
    else:
        state = "valid" if at < row.valid_until else "ended"
    return InterestView(
        id=row.pk,
        owner=row.owner,
        is_own=row.owner == settings.IDENTITY.station_id,
        title=row.title,
        topics=tuple(row.topics),
        countries=tuple(row.countries),
        names=tuple(row.names),
        patterns=tuple(row.patterns),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        state=state,
        dispatch_id=row.dispatch_id,
        shared_with=tuple(row.shared_with),
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
    )
