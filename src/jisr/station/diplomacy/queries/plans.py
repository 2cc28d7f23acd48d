"""Joint plans as tables, boards, charts and reports."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from jisr.core.diplomacy.plans import PlanObject, WorkState
from jisr.core.jointrecords import JointRecord, Shared
from jisr.station.diplomacy.models import Joint
from jisr.station.diplomacy.queries.joint import JointView, parts

_ROW, _HEAD, _LEFT, _WIDTH = 26, 34, 260, 980
_LETTERS = 36


@dataclass(frozen=True, slots=True)
class Bar:
    """One activity on the chart, in picture units. `done`: width of what is done."""

    held: Shared
    title: str
    x: float
    y: float
    width: float
    done: float
    starts: date
    ends: date
    state: WorkState

    @property
    def text_y(self) -> float:
        return self.y + 12

    @property
    def short(self) -> str:
        """As much of the title as has room beside the chart."""
        return self.title if len(self.title) <= _LETTERS else f"{self.title[: _LETTERS - 1]}…"


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone on the chart, or an arrow between two bars."""

    x: float
    y: float
    to_x: float = 0
    to_y: float = 0
    title: str = ""

    @property
    def bend(self) -> float:
        return self.x + 12

    @property
    def bend_back(self) -> float:
        return self.to_x - 12

    @property
    def top(self) -> float:
        return self.y - 6


@dataclass(frozen=True, slots=True)
class Chart:
    """A Gantt chart. `months`: (first day, x). `arrows`: from the end of one activity to the start of the next."""

    width: int
    height: int
    left: int
    bars: tuple[Bar, ...]
    months: tuple[tuple[date, float], ...]
    milestones: tuple[Mark, ...]
    arrows: tuple[Mark, ...]
    today_x: float | None
    without_days: tuple[Shared, ...]

    @property
    def every(self) -> int:
        """Of how many months one is named, so that names have room."""
        return max(1, -(-len(self.months) // 10))


@dataclass(frozen=True, slots=True)
class Report:
    """How a plan stands, read off the record."""

    states: tuple[tuple[WorkState, int], ...]
    late: tuple[Shared, ...]
    reached: int
    milestones: int
    budget: tuple[tuple[str, Decimal, Decimal], ...]
    indicators: tuple[tuple[Shared, float | None], ...]
    share_done: float


def listed(partner: str = "", subject: str = "") -> QuerySet[Joint]:
    """Plans, those that changed last in front."""
    rows = Joint.objects.filter(kind="joint_plan").order_by("-changed_at")
    if subject:
        rows = rows.filter(topic=subject)
    return rows.filter(parties__contains=[partner]) if partner else rows


def plan_of(record: JointRecord) -> Shared | None:
    """The object that holds title, subject and problem."""
    return next(record.living(PlanObject.PLAN), None)


def is_late(held: Shared, today: date) -> bool:
    """An activity or milestone that is not done after its last day, or says so itself."""
    state = held.get("state")
    if state in (WorkState.DONE, WorkState.CANCELLED):
        return False
    last = held.get("ends") or held.get("due")
    return state == WorkState.LATE or bool(last and date.fromisoformat(last) < today)


def board(view: JointView) -> list[tuple[WorkState, list[Shared]]]:
    """Activities by state."""
    found: dict[WorkState, list[Shared]] = {state: [] for state in WorkState}
    for held in parts(view, PlanObject.ACTIVITY):
        found[WorkState(held.get("state") or WorkState.PROPOSED)].append(held)
    return list(found.items())


def report(view: JointView) -> Report:
    """Progress, from what stands in the record today."""
    today = timezone.localdate()
    activities = parts(view, PlanObject.ACTIVITY)
    milestones = parts(view, PlanObject.MILESTONE)
    counted = Counter(WorkState(held.get("state") or WorkState.PROPOSED) for held in activities)
    percents = [_percent(held) for held in activities if held.get("state") != WorkState.CANCELLED]
    return Report(
        states=tuple((state, counted[state]) for state in WorkState if counted[state]),
        late=tuple(held for held in (*activities, *milestones) if is_late(held, today)),
        reached=sum(held.get("state") == WorkState.DONE for held in milestones),
        milestones=len(milestones),
        budget=_budget(parts(view, PlanObject.BUDGET)),
        indicators=tuple((held, _way(held)) for held in parts(view, PlanObject.INDICATOR)),
        share_done=sum(percents) / (100 * len(percents)) if percents else 0.0,
    )


def chart(view: JointView) -> Chart:
    """Bars in time, a month a column; activities without days stand apart."""
    activities = parts(view, PlanObject.ACTIVITY)
    dated = [held for held in activities if held.get("starts") and held.get("ends") >= held.get("starts")]
    without = tuple(held for held in activities if held not in dated)
    if not dated:
        return Chart(_WIDTH, _HEAD, _LEFT, (), (), (), (), None, without)
    first = min(date.fromisoformat(held.get("starts")) for held in dated).replace(day=1)
    last = max(date.fromisoformat(held.get("ends")) for held in dated)
    scale = (_WIDTH - _LEFT - 10) / max((last - first).days + 1, 1)

    def x_of(day: date) -> float:
        return round(_LEFT + (day - first).days * scale, 1)

    bars = tuple(_bar(held, row, x_of, scale) for row, held in enumerate(dated))
    by_id = {bar.held.id: bar for bar in bars}
    today = timezone.localdate()
    return Chart(
        width=_WIDTH,
        height=_HEAD + _ROW * len(bars) + 8,
        left=_LEFT,
        bars=bars,
        months=tuple((month, x_of(month)) for month in _months(first, last)),
        milestones=tuple(_milestones(view, by_id, x_of, first, last)),
        arrows=tuple(
            Mark(by_id[earlier].x + by_id[earlier].width, by_id[earlier].y + 8, bar.x, bar.y + 8)
            for bar in bars
            for earlier in bar.held.get("after", [])
            if earlier in by_id
        ),
        today_x=x_of(today) if first <= today <= last else None,
        without_days=without,
    )


def _bar(held: Shared, row: int, x_of, scale: float) -> Bar:  # type: ignore[no-untyped-def]
    starts, ends = date.fromisoformat(held.get("starts")), date.fromisoformat(held.get("ends"))
    width = max(round(((ends - starts).days + 1) * scale, 1), 3)
    return Bar(
        held,
        str(held.get("title")),
        x_of(starts),
        _HEAD + row * _ROW + 5,
        width,
        round(width * _percent(held) / 100, 1),
        starts,
        ends,
        WorkState(held.get("state") or WorkState.PROPOSED),
    )


def _milestones(view: JointView, bars: dict[str, Bar], x_of, first: date, last: date):  # type: ignore[no-untyped-def]
    for held in parts(view, PlanObject.MILESTONE):
        due, bar = held.get("due"), bars.get(held.get("activity"))
        if due and bar and first <= date.fromisoformat(due) <= last:
            yield Mark(x_of(date.fromisoformat(due)), bar.y + 8, title=str(held.get("title")))


def _months(first: date, last: date) -> list[date]:
    """First days of the months shown: each, or of a long plan every third."""
    step = 3 if (last - first).days > 900 else 1
    found, month = [], first
    while month <= last:
        found.append(month)
        for _each in range(step):
            month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return found


def _percent(held: Shared) -> float:
    if held.get("state") == WorkState.DONE:
        return 100.0
    return min(100.0, max(0.0, float(held.get("done_percent") or 0)))


def _way(held: Shared) -> float | None:
    """How far an indicator has come from its baseline to its target, 0..1; None where a figure is missing."""
    if not (held.get("value") and held.get("target")):
        return None
    baseline, target = Decimal(held.get("baseline") or 0), Decimal(held.get("target"))
    if target == baseline:
        return None
    return float(min(Decimal(1), max(Decimal(0), (Decimal(held.get("value")) - baseline) / (target - baseline))))


def _budget(lines: Sequence[Shared]) -> tuple[tuple[str, Decimal, Decimal], ...]:
    """By currency: planned and spent."""
    sums: dict[str, list[Decimal]] = {}
    for held in lines:
        total = sums.setdefault(str(held.get("currency")), [Decimal(0), Decimal(0)])
        total[0] += Decimal(held.get("amount") or 0)
        total[1] += Decimal(held.get("spent") or 0)
    return tuple((currency, planned, spent) for currency, (planned, spent) in sorted(sums.items()))
