"""Compartments as their members see them; oversight sees all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from jisr.station.accounts.models import User
from jisr.station.accounts.purposes import PURPOSE_LABELS
from jisr.station.accounts.queries import display_name
from jisr.station.accounts.roles import Role
from jisr.station.compartments.models import Compartment, Membership, Placement, Touch
from jisr.station.compartments.references import address_of, description_of

SHOWN = 200
#: A membership that ends within this many days is shown as ending soon.
SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class MemberView:
    username: str
    name: str
    reason: str
    added_at: datetime
    added_by: str
    until: datetime
    is_owner: bool
    is_over: bool
    ends_soon: bool


@dataclass(frozen=True, slots=True)
class PlacedView:
    """A record in the compartment. via: what it was inherited from, as shown; "" if it was put in by hand."""

    subject: str
    kind: str
    record_id: str
    title: str
    address: str
    via: str
    reason: str
    placed_by: str
    placed_at: datetime

    @property
    def is_arrival(self) -> bool:
        return self.kind == "from"

    @property
    def station_id(self) -> str:
        """Of what is to come: from whom."""
        return self.record_id.partition(":")[0]

    @property
    def purpose_label(self) -> str:
        """Of what is to come: for which purpose; "" for every one."""
        return str(PURPOSE_LABELS.get(self.record_id.partition(":")[2], ""))


@dataclass(frozen=True, slots=True)
class TouchView:
    subject: str
    subject_title: str
    subject_address: str
    hidden_title: str
    likeness: float
    by: str
    at: datetime
    is_new: bool


@dataclass(frozen=True, slots=True)
class CompartmentView:
    """One compartment for one reader. touches: only for its owner."""

    id: UUID
    name: str
    reason: str
    owner: str
    owner_name: str
    is_own: bool
    is_member: bool
    created_at: datetime
    review_due: date
    is_review_late: bool
    closed_at: datetime | None
    member_count: int
    record_count: int
    new_touches: int
    members: tuple[MemberView, ...] = ()
    placed: tuple[PlacedView, ...] = ()
    inherited: tuple[PlacedView, ...] = ()
    touches: tuple[TouchView, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


def compartments_of(user: User) -> list[CompartmentView]:
    """Those this person is in (oversight: all), by name."""
    return [_view(row, user) for row in _seen_by(user)]


def compartment(user: User, compartment_id: UUID) -> CompartmentView | None:
    """One compartment with who and what is in it; None where there is none for this person."""
    row = _seen_by(user).filter(pk=compartment_id).first()
    return _view(row, user, is_whole=True) if row else None


def count_waiting(user: User) -> int:
    """What waits for the owner: new touches, and reviews of compartments that are due."""
    own = Compartment.objects.filter(owner_id=user.pk, closed_at=None)
    touches = Touch.objects.filter(compartment__in=own, seen_at=None).count()
    return touches + own.filter(review_due__lt=timezone.localdate()).count()


def placed_subjects(subjects: Iterable[str]) -> set[str]:
    """Which of these records stand in a compartment; for the station's own work only."""
    return set(Placement.objects.filter(subject__in=list(subjects)).values_list("subject", flat=True))


def _seen_by(user: User) -> QuerySet[Compartment]:
    rows = Compartment.objects.annotate(
        member_count=Count(
            "memberships",
            filter=Q(memberships__ended_at=None, memberships__until__gt=timezone.now()),
            distinct=True,
        ),
        record_count=Count("placements", filter=~Q(placements__subject__startswith="from:"), distinct=True),
        new_touches=Count("touches", filter=Q(touches__seen_at=None), distinct=True),
    ).order_by("closed_at", "name")
    if Role.OVERSIGHT in user.roles:
        return rows
    mine = Membership.objects.filter(user_id=user.pk, ended_at=None, until__gt=timezone.now())
    return rows.filter(pk__in=mine.values("compartment_id"), closed_at=None)


def _view(row: Compartment, user: User, *, is_whole: bool = False) -> CompartmentView:
    is_own = row.owner_id == user.pk
    now = timezone.now()
    members = list(row.memberships.filter(ended_at=None)) if is_whole else []
    placements = list(row.placements.order_by("via", "-placed_at", "subject")[:SHOWN]) if is_whole else []
    touches = list(row.touches.all()[:SHOWN]) if is_whole and is_own else []
    return CompartmentView(
        id=row.pk,
        name=row.name,
        reason=row.reason,
        owner=row.owner,
        owner_name=display_name(row.owner),
        is_own=is_own,
        is_member=Role.OVERSIGHT not in user.roles,
        created_at=row.created_at,
        review_due=row.review_due,
        is_review_late=row.is_open and row.review_due < timezone.localdate(),
        closed_at=row.closed_at,
        member_count=row.member_count,  # type: ignore[attr-defined]
        record_count=row.record_count,  # type: ignore[attr-defined]
        new_touches=row.new_touches if is_own else 0,  # type: ignore[attr-defined]
        members=tuple(_member(held, row, now) for held in members),
        placed=tuple(_placed(held) for held in placements if not held.via),
        inherited=tuple(_placed(held) for held in placements if held.via),
        touches=tuple(_touch(held) for held in touches),
    )


def _member(held: Membership, row: Compartment, now: datetime) -> MemberView:
    left = (held.until - now).days
    return MemberView(
        held.username, display_name(held.username), held.reason, held.added_at, held.added_by, held.until,
        held.user_id == row.owner_id, held.until <= now, 0 <= left < SOON_DAYS,
    )  # fmt: skip


def _placed(held: Placement) -> PlacedView:
    kind, _colon, identifier = held.subject.partition(":")
    return PlacedView(
        held.subject, kind, identifier, description_of(held.subject) or identifier, address_of(held.subject),
        (description_of(held.via) or held.via) if held.via else "", held.reason, held.placed_by, held.placed_at,
    )  # fmt: skip


def _touch(held: Touch) -> TouchView:
    return TouchView(
        held.subject, description_of(held.subject) or held.subject, address_of(held.subject),
        description_of(held.hidden) or held.hidden, held.likeness, held.by, held.at, held.seen_at is None,
    )  # fmt: skip
