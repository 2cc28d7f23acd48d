"""Who watches the watchers: every reading of content by an overseer is shown to another one, who marks it as seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from jisr.station.accounts import queries as accounts
from jisr.station.accounts.roles import Role
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.oversight.models import SeenReading
from jisr.station.oversight.problems import ReadingProblem
from jisr.station.oversight.queries import EntryView, view_of

#: "fine": nothing to say against it. "question": the remark says what.
VERDICTS = ("fine", "question")


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of content by an overseer. `seen` is None while no other overseer has looked at it."""

    view: EntryView
    seen: "Seen | None"
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    by: str
    at: datetime
    verdict: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingState:
    """How things stand: readings in all and without a second look, and how many overseers there are for it."""

    readings: int
    unseen: int
    overseers: int

    @property
    def has_second(self) -> bool:
        return self.overseers > 1


def readings(
    *, seen: bool | None = None, reader: str = "", before: int | None = None, limit: int = 50
) -> list[Reading]:
    """Readings, newest first.

    Args:
        seen: only those that were, or were not; None for all.
        reader: only this overseer's.
        before: only those before this entry.
    """
    rows = ledger.overseers_readings()
    if seen is not None:
        marked = Exists(SeenReading.objects.filter(index=OuterRef("index")))
        rows = rows.filter(marked) if seen else rows.exclude(marked)
    if reader:
        rows = rows.filter(actor=reader)
    if before is not None:
        rows = rows.filter(index__lt=before)
    chosen = [ledger.stored(row) for row in rows.order_by("-index")[:limit]]
    held = SeenReading.objects.in_bulk([stored.index for stored in chosen])
    return [Reading(view_of(stored), _seen(held.get(stored.index))) for stored in chosen]


def reading_state() -> ReadingState:
    """Numbers for the page, the doctor and the statistics."""
    whole, seen = ledger.overseers_readings().count(), SeenReading.objects.count()
    return ReadingState(readings=whole, unseen=max(whole - seen, 0), overseers=count_overseers())


def count_overseers() -> int:
    """People who can sign in as oversight officers now."""
    return accounts.accounts(role=Role.OVERSIGHT.value, active=True).count()


def count_unseen(user: object) -> int:
    """Readings that this overseer should look at: those of others."""
    rows = ledger.overseers_readings().exclude(actor=getattr(user, "username", ""))
    return rows.exclude(Exists(SeenReading.objects.filter(index=OuterRef("index")))).count()


def mark_seen(actor: Actor, indexes: Sequence[int], verdict: str, remark: str = "") -> int:
    """Mark readings of other overseers as seen; how many.

    Raises:
        ReadingProblem: one is the actor's own, is no reading, or was seen; or a question has no words. Then none is.
    """
    words = " ".join(remark.split())
    if verdict == "question" and not words:
        raise ReadingProblem("remark_required")
    rows = {row.index: row for row in ledger.overseers_readings().filter(index__in=list(indexes))}
    if not indexes or rows.keys() != set(indexes):
        raise ReadingProblem("no_such_reading")
    if any(row.actor == actor.name for row in rows.values()):
        with transaction.atomic():
            record(actor, Act.REFUSAL, "reading", str(min(rows)), decision="own_reading")
        raise ReadingProblem("own_reading")
    now = timezone.now()
    marks = [
        SeenReading(index=index, reader=row.actor, seen_by=actor.name, seen_at=now, verdict=verdict, remark=words)
        for index, row in sorted(rows.items())
    ]
    try:
        with transaction.atomic():
            SeenReading.objects.bulk_create(marks)
            for mark in marks:
                record(actor, Act.ADMINISTRATION, "reading", str(mark.index), decision=f"seen_{verdict}")
    except IntegrityError:
        raise ReadingProblem("already_seen") from None
    return len(marks)


def _seen(row: SeenReading | None) -> Seen | None:
    return Seen(row.seen_by, row.seen_at, row.verdict, row.remark) if row else None
