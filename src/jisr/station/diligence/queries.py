"""Reads of the room, and what other rooms ask before anything goes to a partner."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from jisr.core.diligence import Assessment, Capacity, State, Trigger, capacities_for
from jisr.core.diligence.assessment import OPEN_STATES, STOPPING_STATES
from jisr.core.diligence.override import REPORT_WITHIN
from jisr.core.handling import AssessmentFacts
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.compartments.reader import as_station
from jisr.station.diligence.models import (
    AssessmentRecord,
    CountryAssessment,
    OriginatorReport,
    OverrideRecord,
    TaintMark,
)

CLOSED = frozenset({State.PROHIBITED, State.WITHHELD, State.TERMINATED, State.CLEARED})
_STOPPED_AS = {
    State.PROHIBITED: "prohibited",
    State.WITHHELD: "withheld",
    State.CONCERN_REPORTED: "suspended",
    State.SUSPENDED: "suspended",
    State.TERMINATED: "suspended",
}
_DECIDED_STATES = (*OPEN_STATES, *STOPPING_STATES)


def facts_for(
    subject: str,
    recipient: str,
    at: datetime,
    *,
    seen: frozenset[Trigger] = frozenset(),
    hinted: frozenset[Trigger] = frozenset(),
    is_asked: bool | None = None,
) -> AssessmentFacts:
    """What due diligence says of this subject going to this partner now.

    Args:
        subject: "report:<id>" and the like; "" where only the routine channel to the partner is asked about.
        seen: triggers that are certainly in what goes; hinted: those that its words make one ask about. A person's
            answers in the subject's own assessment overrule hints, never what is seen.
        is_asked: whether an assessment is asked for; default: as the station's settings say.
    """
    required = is_required(seen) if is_asked is None else is_asked
    with as_station():  # what stops a release does so for everybody, also for those who may not read why
        own = [(row, row.value()) for row in rows_of(subject, recipient)] if subject else []
        standing = next(((row, row.value()) for row in rows_of(f"partner:{recipient}", recipient)), None)
    prohibited = next((value for _, value in own if value.state is State.PROHIBITED), None)
    if prohibited is not None:
        never = prohibited.never_overridden
        return AssessmentFacts(required, stopped_as="prohibited", is_never_overridden=never)
    newest = own[0] if own else None
    for held in (newest, standing):
        if held is not None and held[1].state in STOPPING_STATES and not _was_allowed_since(held[0], newest, at):
            return AssessmentFacts(required, stopped_as=_STOPPED_AS[held[1].state])
    return _from_own(newest, required, at.date(), seen) or _from_standing(standing, newest, required, at, seen | hinted)


def is_required(seen: Collection[Trigger]) -> bool:
    """Whether this station asks for an assessment of what shows these triggers."""
    station = settings.STATION
    return station.human_rights_assessment_required or (station.human_rights_assessment_of_personal_data and bool(seen))


def _was_allowed_since(
    stopped: AssessmentRecord, newest: tuple[AssessmentRecord, Assessment] | None, at: datetime
) -> bool:
    """Whether the subject itself was assessed and allowed after the routine channel was stopped."""
    return (
        newest is not None
        and newest[0].pk != stopped.pk
        and newest[1].may_go(at.date())
        and newest[0].changed_at > stopped.changed_at
    )


def _from_own(
    newest: tuple[AssessmentRecord, Assessment] | None, required: bool, today: date, seen: frozenset[Trigger]
) -> AssessmentFacts | None:
    """What the subject's own assessment says; None where it says nothing of what is now seen."""
    if newest is None or not newest[1].is_approved:
        return None
    value = newest[1]
    if not seen <= value.triggers:
        return None
    return AssessmentFacts(required, approved=True, valid_until=value.valid_until)


def _from_standing(
    standing: tuple[AssessmentRecord, Assessment] | None,
    newest: tuple[AssessmentRecord, Assessment] | None,
    required: bool,
    at: datetime,
    seen: frozenset[Trigger],
) -> AssessmentFacts:
    is_draft = newest is not None and not newest[1].is_approved
    if not is_draft and standing is not None and standing[1].may_go(at.date()) and seen <= standing[1].triggers:
        return AssessmentFacts(required, approved=True, valid_until=standing[1].valid_until)
    return AssessmentFacts(required, is_draft=is_draft)


def row_that_allows(subject: str, recipient: str, at: datetime) -> AssessmentRecord | None:
    """The assessment under which this subject may go to this partner now; its own before the routine one."""
    with as_station():
        for about in (subject, f"partner:{recipient}"):
            row = rows_of(about, recipient).first()
            if row is not None and row.value().may_go(at.date()):
                return row
    return None


def rows_of(subject: str, recipient: str) -> QuerySet[AssessmentRecord]:
    """Assessments of a subject for a partner, newest first."""
    return AssessmentRecord.objects.filter(subject=subject, recipient=recipient).order_by("-created_at", "-id")


def assessments(states: Iterable[str] = (), subject: str = "", recipient: str = "") -> QuerySet[AssessmentRecord]:
    """Assessments, newest first."""
    rows = AssessmentRecord.objects.order_by("-created_at", "-id")
    if chosen := list(states):
        rows = rows.filter(state__in=chosen)
    if subject:
        rows = rows.filter(subject=subject)
    return rows.filter(recipient=recipient) if recipient else rows


def assessment(assessment_id: UUID) -> AssessmentRecord | None:
    """One of them."""
    return AssessmentRecord.objects.filter(pk=assessment_id).first()


# --- countries -------------------------------------------------------------------------------------------------------


def country_assessment(country: str) -> CountryAssessment | None:
    """The newest of a country, valid or not."""
    return CountryAssessment.objects.filter(country=country).order_by("-assessed_on", "-recorded_at").first()


def countries() -> list[CountryAssessment]:
    """The newest of each country, those that end first in front."""
    rows = CountryAssessment.objects.order_by("country", "-assessed_on", "-recorded_at").distinct("country")
    return sorted(rows, key=lambda row: row.valid_until)


def country_by_id(country_id: UUID) -> CountryAssessment | None:
    return CountryAssessment.objects.filter(pk=country_id).first()


# --- tainted origin --------------------------------------------------------------------------------------------------


def tainted(subjects: Iterable[str]) -> frozenset[str]:
    """Which of these are marked as of tainted origin."""
    with as_station():
        marked = TaintMark.objects.filter(subject__in=set(subjects), lifted_at__isnull=True)
        return frozenset(marked.values_list("subject", flat=True))


def is_tainted(subject: str) -> bool:
    """Whether a subject, or what it is drawn from, is marked."""
    from jisr.station.diligence import subjects

    seen = subjects.read(subject)
    return bool(tainted({subject} | (seen.tainted_with if seen else frozenset())))


def taint_marks(subject: str) -> list[TaintMark]:
    """All marks of a subject, newest first."""
    return list(TaintMark.objects.filter(subject=subject))


# --- life at risk ----------------------------------------------------------------------------------------------------


def override_in_force(subject: str, recipient: str, at: datetime) -> OverrideRecord | None:
    """The override that lets this subject go to this partner now."""
    rows = OverrideRecord.objects.filter(
        subject=subject, recipients__contains=[recipient], confirmed_at__lte=at, ends_at__gt=at
    )
    return rows.first()


def overrides(subject: str = "") -> QuerySet[OverrideRecord]:
    """Overrides, newest first."""
    rows = OverrideRecord.objects.prefetch_related("reports").order_by("-asked_at")
    return rows.filter(subject=subject) if subject else rows


def override(override_id: UUID) -> OverrideRecord | None:
    return overrides().filter(pk=override_id).first()


def overrides_to_confirm(at: datetime) -> list[OverrideRecord]:
    """Asked for, and the second person's time not over."""
    asked = OverrideRecord.objects.filter(confirmed_at__isnull=True, ends_at__gt=at)
    return [row for row in asked if row.value().confirm_by >= at]


def overrides_to_examine() -> QuerySet[OverrideRecord]:
    """Confirmed, and not examined by oversight yet."""
    return OverrideRecord.objects.filter(confirmed_at__isnull=False, examined_at__isnull=True).order_by("confirmed_at")


def late_reports(at: datetime) -> list[OriginatorReport]:
    """Originators who should have been told by now and were not."""
    return list(OriginatorReport.objects.filter(sent_at__isnull=True, due__lt=at).select_related("override"))


def examine_by(row: OverrideRecord) -> datetime | None:
    """When oversight must have examined it."""
    return row.confirmed_at + REPORT_WITHIN if row.confirmed_at else None


# --- for people ------------------------------------------------------------------------------------------------------

#: Which right stands for which capacity: the station's configuration of the levels.
RIGHT_OF_CAPACITY = {
    Capacity.DESK: Right.DILIGENCE_APPROVE,
    Capacity.SENIOR: Right.DILIGENCE_APPROVE_SENIOR,
    Capacity.LEGAL: Right.DILIGENCE_APPROVE_LEGAL,
    Capacity.MINISTER: Right.DILIGENCE_APPROVE_RESIDUAL,
}
APPROVING = tuple(RIGHT_OF_CAPACITY.values())
APPROVE_STATES = (State.APPROVE_L1, State.APPROVE_L2, State.APPROVE_L3)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An assessment that waits for this person's decision, in these capacities."""

    row: AssessmentRecord
    capacities: tuple[Capacity, ...]


def capacities_open_to(user: User, value: Assessment) -> tuple[Capacity, ...]:
    """In which capacities this person can approve now."""
    given = {approval.capacity for approval in value.approvals}
    if user.pk in value.writers or any(approval.by == user.pk for approval in value.approvals):
        return ()
    return tuple(c for c in capacities_for(value.state) if c not in given and user.may(RIGHT_OF_CAPACITY[c]))


def to_decide(user: User) -> list[Waiting]:
    """What waits for this person's approval, oldest first."""
    if not any(user.may(right) for right in RIGHT_OF_CAPACITY.values()):
        return []
    rows = AssessmentRecord.objects.filter(state__in=APPROVE_STATES).order_by("created_at")
    waiting = (Waiting(row, capacities_open_to(user, row.value())) for row in rows)
    return [each for each in waiting if each.capacities]


def count_to_decide(user: User) -> int:
    """How many assessments and overrides wait for this person."""
    count = len(to_decide(user))
    if user.may(Right.LIFE_AT_RISK_CONFIRM):
        count += sum(row.asked_by_id != user.pk for row in overrides_to_confirm(timezone.now()))
    if user.may(Right.LIFE_AT_RISK_REVIEW):
        count += overrides_to_examine().count()
    return count


def with_taint(facts: AssessmentFacts, *, is_tainted: bool) -> AssessmentFacts:
    """The facts, never to be overridden where what goes is tainted."""
    return replace(facts, is_never_overridden=True) if is_tainted else facts
