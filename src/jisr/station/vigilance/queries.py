"""Reading flags, rules and how often each rule was wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jisr.station.accounts.models import User
from jisr.station.accounts.queries import display_name
from jisr.station.ledger import queries as ledger
from jisr.station.vigilance.models import Flag, FlagState, Watch
from jisr.station.vigilance.rules import RULES

RATE_DAYS = 180
#: Below this many handled flags a share says little.
FEW = 10


@dataclass(frozen=True, slots=True)
class EvidenceView:
    index: int
    time: datetime
    act: str
    record_kind: str
    record_id: str
    decision: str
    justification: str
    purpose: str


@dataclass(frozen=True, slots=True)
class FlagView:
    """One flag. evidence: only where one flag is asked for."""

    id: UUID
    rule: str
    rule_label: str
    about: str
    person: str
    person_name: str
    first_at: datetime
    last_at: datetime
    says: str
    numbers: dict[str, Any]
    raised_at: datetime
    state: str
    state_label: str
    handled_at: datetime | None
    handled_by: str
    reason: str
    told_at: datetime | None
    tell_from: date | None
    not_told_because: str
    evidence_count: int
    evidence: tuple[EvidenceView, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state == FlagState.OPEN


@dataclass(frozen=True, slots=True)
class RuleRate:
    """What came of the flags of one rule in the last 180 days. share: of false alarms among handled ones, 0..1."""

    rule: str
    label: str
    open: int
    explained: int
    needs_action: int
    false_alarm: int

    @property
    def handled(self) -> int:
        return self.explained + self.needs_action + self.false_alarm

    @property
    def share(self) -> float | None:
        return self.false_alarm / self.handled if self.handled else None

    @property
    def is_few(self) -> bool:
        return 0 < self.handled < FEW


def flags(*, state: str = "open", rule: str = "", person: str = "", limit: int = 25, offset: int = 0) -> list[FlagView]:
    """Flags, the newest first; state "" for all of them, "handled" for all that are."""
    rows = _filtered(state, rule, person)
    return [_view(row) for row in rows[offset : offset + limit]]


def count_flags(*, state: str = "open", rule: str = "", person: str = "") -> int:
    return int(_filtered(state, rule, person).count())


def flag(flag_id: UUID) -> FlagView | None:
    """One flag with the entries it rests on."""
    row = Flag.objects.filter(pk=flag_id).first()
    return _view(row, _evidence(row.evidence)) if row else None


def told_flags(person: str, limit: int = 50) -> list[FlagView]:
    """What a person was told about flags on their own reading."""
    return [_view(row) for row in Flag.objects.filter(person=person, told_at__isnull=False)[:limit]]


class FlagList:
    """Flags that fit, for cutting into pages."""

    def __init__(self, *, state: str = "open", rule: str = "", person: str = "") -> None:
        self._wanted = {"state": state, "rule": rule, "person": person}

    def __len__(self) -> int:
        return count_flags(**self._wanted)

    def __getitem__(self, wanted: slice) -> list[FlagView]:
        return flags(**self._wanted, offset=wanted.start or 0, limit=(wanted.stop or 0) - (wanted.start or 0))


def rates() -> list[RuleRate]:
    """For each rule, what came of its flags."""
    since = timezone.now() - timedelta(days=RATE_DAYS)
    states = {state.value: Count("id", filter=Q(state=state)) for state in FlagState}
    rows = Flag.objects.filter(raised_at__gte=since).order_by().values("rule").annotate(**states)
    held = {rule: counts for rule, *counts in rows.values_list("rule", *states)}
    return [RuleRate(code, str(rule.label), *held.get(code, [0] * len(states))) for code, rule in RULES.items()]


def count_open(_user: User) -> int:
    return Flag.objects.filter(state=FlagState.OPEN).count()


def looked_at() -> datetime | None:
    """When the ledger was last looked at."""
    return Watch.objects.values_list("looked_at", flat=True).first()


def _filtered(state: str, rule: str, person: str) -> Any:
    rows = Flag.objects.all()
    if state == "handled":
        rows = rows.exclude(state=FlagState.OPEN)
    elif state:
        rows = rows.filter(state=state)
    if rule:
        rows = rows.filter(rule=rule)
    return rows.filter(person=person) if person else rows


def _evidence(indexes: Sequence[int]) -> tuple[EvidenceView, ...]:
    found = (ledger.entry(index) for index in indexes)
    return tuple(
        EvidenceView(
            stored.index, entry.time, entry.act.value, entry.record_kind, entry.record_id, entry.decision,
            entry.justification, str(entry.detail.get("purpose", "")),
        )
        for stored in found
        if stored is not None and (entry := stored.entry)
    )  # fmt: skip


def _view(row: Flag, evidence: tuple[EvidenceView, ...] = ()) -> FlagView:
    rule = RULES.get(row.rule)
    return FlagView(
        row.pk, row.rule, str(rule.label) if rule else row.rule, str(rule.about) if rule else "", row.person,
        display_name(row.person), row.first_at, row.last_at, _says(row.rule, row.numbers), row.numbers, row.raised_at,
        row.state, row.get_state_display(), row.handled_at, row.handled_by, row.reason, row.told_at, row.tell_from,
        row.not_told_because, len(row.evidence), evidence,
    )  # fmt: skip


def _says(rule: str, numbers: dict[str, Any]) -> str:
    """What was counted, in a sentence."""
    if rule == "bulk_reading":
        usual = [
            text.format(count=numbers[name])
            for name, text in (
                ("usual_own", _("the person's usual busy hour: {count}")),
                ("usual_role", _("the role's usual busy hour: {count}")),
            )
            if name in numbers
        ]
        counted = _("Different records opened in one hour: {count}").format(count=numbers["records"])
        return " · ".join([counted, *usual, _("limit: {count}").format(count=numbers["limit"])])
    sentences = {
        "odd_hours": _("Openings outside the hours of duty: {openings}"),
        "outside_compartment": _("Attempts: {attempts}"),
        "repeated_refusals": _("Refusals in one hour: {refusals}"),
        "searching_only": _("Searches in one hour: {searches}; records opened: {records}"),
        "export_volume": _("Entities written into files in one day: {entities}"),
        "first_disclosure": _("Partner: {partner}"),
        "late_review": _("The review of an opening is overdue."),
    }
    return sentences.get(rule, "").format(**numbers)
