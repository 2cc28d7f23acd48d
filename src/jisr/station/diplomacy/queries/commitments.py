"""Commitments for lists, counts and rates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from jisr.core.credibility import wilson_interval
from jisr.core.diplomacy.commitments import DONE, OPEN, CommitmentState, Confirmation
from jisr.station.diplomacy.models import Commitment
from jisr.station.diplomacy.services.joint import own_id

_SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Empty fields do not limit. side: "ours" (we owe) or "theirs". standing: "open", "overdue", "soon", "done"."""

    partner: str = ""
    side: str = ""
    standing: str = ""
    state: str = ""
    topic: str = ""
    confirmation: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the commitments that came due were kept. `low`, `high`: 95 % interval of the share (Wilson 1927).

    `kept`: met, of `settled` that ended met, partly met or missed, or are overdue.
    """

    label: str
    kept: int
    partly: int
    settled: int
    confirmed: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        return self.kept / self.settled if self.settled else None


class Standing(NamedTuple):
    """As much of a commitment as rates and timelines need."""

    joint_id: UUID
    debtor: str
    state: str
    due: date | None
    confirmation: str


def standings(partner: str) -> list[Standing]:
    """Every commitment with one partner."""
    names = Standing._fields
    return [Standing(*row) for row in listed(Wanted(partner=partner)).order_by().values_list(*names)]


def listed(wanted: Wanted) -> QuerySet[Commitment]:
    """Commitments that fit, those due first in front."""
    rows = Commitment.objects.select_related("joint")
    today = timezone.localdate()
    if wanted.partner:
        rows = rows.filter(Q(debtor=wanted.partner) | Q(creditors__contains=[wanted.partner]))
    if wanted.side:
        rows = rows.filter(debtor=own_id()) if wanted.side == "ours" else rows.exclude(debtor=own_id())
    for name in ("state", "topic", "confirmation"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    standings = {
        "open": Q(state__in=sorted(OPEN)),
        "overdue": Q(state__in=sorted(OPEN), due__lt=today),
        "soon": Q(state__in=sorted(OPEN), due__gte=today, due__lte=today + _SOON),
        "done": Q(state__in=sorted(DONE)),
        "to_confirm": Q(state__in=sorted(DONE), confirmation=Confirmation.NONE.value) & ~Q(debtor=own_id()),
    }
    if wanted.standing in standings:
        rows = rows.filter(standings[wanted.standing])
    return rows.order_by("due", "joint_id")


def count_due(user: object = None) -> int:
    """Ours that are overdue or due within two weeks, and theirs that wait for our confirmation."""
    today = timezone.localdate()
    ours = Q(debtor=own_id(), state__in=sorted(OPEN), due__lte=today + _SOON)
    theirs = ~Q(debtor=own_id()) & Q(state__in=sorted(DONE), confirmation=Confirmation.NONE.value)
    return Commitment.objects.filter(ours | theirs).count()


def escalated() -> QuerySet[Commitment]:
    """Open after their day, and a senior official was told."""
    rows = Commitment.objects.select_related("joint").filter(escalated_at__isnull=False, state__in=sorted(OPEN))
    return rows.order_by("due")


def rates(by: str, partner: str = "", since: date | None = None) -> list[Rate]:
    """Fulfilment rates: by "debtor", "topic" or "year" of the due day; of one partner or all."""
    rows = listed(Wanted(partner=partner))
    if since:
        rows = rows.filter(due__gte=since)
    groups: dict[str, list[Commitment]] = {}
    for row in rows:
        groups.setdefault(_label(row, by), []).append(row)
    return [_rate(label, group) for label, group in sorted(groups.items())]


def rate_of(rows: Iterable[Commitment | Standing]) -> Rate:
    """One rate over all of these."""
    return _rate("", list(rows))


def _label(row: Commitment, by: str) -> str:
    if by == "year":
        return str(row.due.year) if row.due else ""
    return str(getattr(row, by))


def _rate(label: str, rows: Sequence[Commitment | Standing]) -> Rate:
    today = timezone.localdate()
    settled = [row for row in rows if row.state in DONE or (row.due and row.due < today and row.state in OPEN)]
    kept = sum(row.state == CommitmentState.MET for row in settled)
    partly = sum(row.state == CommitmentState.PARTLY_MET for row in settled)
    confirmed = sum(row.confirmation == Confirmation.CONFIRMED.value for row in settled)
    low, high = wilson_interval(kept, len(settled)) if settled else (0.0, 1.0)
    return Rate(label, kept, partly, len(settled), confirmed, low, high)


def to_json(row: Commitment) -> dict[str, Any]:
    """What lists of programs show."""
    return {
        "id": str(row.joint_id),
        "title": row.joint.title,
        "debtor": row.debtor,
        "creditors": list(row.creditors),
        "topic": row.topic,
        "due": row.due,
        "state": row.state,
        "confirmation": row.confirmation,
        "evidence": row.evidence_count,
        "is_shared": row.joint.shared_at is not None,
    }
