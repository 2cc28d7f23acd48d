"""What ends soon, what was erased, what is held or kept longer. Names and days only; no content."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from jisr.station.exchange.queries import kept as exchange
from jisr.station.intake.queries import kept as intake
from jisr.station.knowledge.queries import kept as knowledge
from jisr.station.retention.facts import RecordFacts, dispatch_facts, facts_of_many, report_facts
from jisr.station.retention.keeping import today
from jisr.station.retention.models import Extension, Hold, RecordKind

#: As far as the page looks ahead.
DAYS_AHEAD = 30
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class EndingView:
    """A record whose last day comes.

    Attributes:
        ends: the day after which it is erased: its last day, or that of its extension.
        held_until: last day of a legal hold, which stands in the way; None when there is none.
        extension: the extension that keeps it longer; None when there is none.
    """

    facts: RecordFacts
    ends: date
    held_until: date | None
    extension: UUID | None

    @property
    def may_be_extended(self) -> bool:
        return self.facts.is_ours and self.extension is None


@dataclass(frozen=True, slots=True)
class HoldView:
    """A hold; `facts` is None where its record is gone."""

    id: UUID
    kind: str
    record_id: UUID
    facts: RecordFacts | None
    reason: str
    legal_reference: str
    until: date
    placed_at: datetime
    placed_by: str
    renewed_at: datetime | None
    renewed_by: str
    lifted_at: datetime | None
    lifted_by: str
    lift_reason: str

    @property
    def name(self) -> str:
        return self.facts.name if self.facts else str(self.record_id)[-12:]

    @property
    def stands(self) -> bool:
        return self.lifted_at is None and self.until >= today()

    @property
    def hides_recalled(self) -> bool:
        """Whether it keeps what its originator recalled: to be read for the hold's purpose alone."""
        return self.stands and self.facts is not None and self.facts.is_recalled


@dataclass(frozen=True, slots=True)
class ExtensionView:
    """An extension that lasts."""

    id: UUID
    kind: str
    record_id: UUID
    name: str
    last_day: date
    until: date
    reason: str
    at: datetime
    by: str


def ending(days: int = DAYS_AHEAD, kind: str = "") -> list[EndingView]:
    """Reports and dispatches that are erased within so many days, the nearest first; overdue ones before them."""
    until = today() + timedelta(days=days)
    found: list[RecordFacts] = []
    if kind in ("", RecordKind.REPORT):
        found += [report_facts(row) for row in intake.dated_reports().filter(held_until__lte=until)[:_MOST]]
    if kind in ("", RecordKind.DISPATCH):
        found += [dispatch_facts(row) for row in exchange.dated_dispatches().filter(held_until__lte=until)[:_MOST]]
    holds = {(row.kind, row.record_id): row.until for row in _standing_holds()}
    longer = {(row.kind, row.record_id): row for row in _standing_extensions()}
    views = []
    for facts in found:
        key = (facts.kind, facts.id)
        extension = longer.get(key)
        ends = extension.until if extension else facts.last_day
        assert ends is not None
        if ends <= until:
            views.append(EndingView(facts, ends, holds.get(key), extension.id if extension else None))
    return sorted(views, key=lambda view: (view.ends, view.facts.kind, view.facts.id))


def statements_ending(days: int = DAYS_AHEAD) -> list[tuple[date, int]]:
    """How many own statements end on each day within so many days."""
    return knowledge.statements_ending(today() + timedelta(days=days))


def holds(*, standing: bool = True) -> list[HoldView]:
    """Holds that stand, the first to end first; or those that ended, the last first."""
    rows = list(_standing_holds() if standing else _past_holds())
    known = facts_of_many((row.kind, row.record_id) for row in rows)
    return [_hold_view(row, known.get((row.kind, row.record_id))) for row in rows]


def hold(hold_id: UUID) -> HoldView | None:
    """One hold, standing or past."""
    row = Hold.objects.filter(pk=hold_id).first()
    if row is None:
        return None
    return _hold_view(row, facts_of_many([(row.kind, row.record_id)]).get((row.kind, row.record_id)))


def extensions() -> list[ExtensionView]:
    """Extensions that last."""
    rows = list(_standing_extensions())
    known = facts_of_many((row.kind, row.record_id) for row in rows)
    return [
        ExtensionView(
            row.id, row.kind, row.record_id,
            facts.name if (facts := known.get((row.kind, row.record_id))) else str(row.record_id)[-12:],
            row.last_day, row.until, row.reason, row.at, row.by,
        )
        for row in rows
    ]  # fmt: skip


def _standing_holds() -> "list[Hold]":
    return list(Hold.objects.filter(lifted_at__isnull=True, until__gte=today()).order_by("until", "id"))


def _past_holds() -> "list[Hold]":
    return list(Hold.objects.exclude(lifted_at__isnull=True, until__gte=today()).order_by("-until", "-id")[:200])


def _standing_extensions() -> "list[Extension]":
    return list(Extension.objects.filter(undone_at__isnull=True, until__gte=today()))


def _hold_view(row: Hold, facts: RecordFacts | None) -> HoldView:
    return HoldView(
        row.id, row.kind, row.record_id, facts, row.reason, row.legal_reference, row.until, row.placed_at,
        row.placed_by, row.renewed_at, row.renewed_by, row.lifted_at, row.lifted_by, row.lift_reason,
    )  # fmt: skip
