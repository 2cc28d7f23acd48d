"""Deciding on an assessment, and what comes after: monitoring, concerns, the end. Never by who wrote in it."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from jisr.core.diligence import Assessment, Capacity, State
from jisr.station.accounts.roles import Right
from jisr.station.compartments.reader import as_station
from jisr.station.diligence import queries, signals
from jisr.station.diligence.models import AssessmentRecord
from jisr.station.diligence.services.assessing import keep, locked, moved
from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.services import Act, record


def approve(
    actor: Actor,
    assessment_id: UUID,
    *,
    capacity: Capacity,
    valid_until: date,
    reason: str,
    conditions: str = "",
    sets_presumption_aside: bool = False,
) -> State:
    """Approve in one capacity; where it led to: still waiting for another capacity, or approved."""

    def move(value: Assessment, by: int, now: datetime) -> Assessment:
        return value.approve(
            by,
            now,
            capacity,
            valid_until,
            reason,
            conditions=conditions,
            sets_presumption_aside=sets_presumption_aside,
        )

    return moved(actor, assessment_id, move, (queries.RIGHT_OF_CAPACITY[capacity],))


def withhold(actor: Actor, assessment_id: UUID, reason: str, risk_of_withholding: str) -> State:
    """Decide not to help, weighing what that risks; it is recorded like a decision to help."""
    return moved(
        actor,
        assessment_id,
        lambda value, by, now: value.withhold(by, now, reason, risk_of_withholding),
        (*queries.APPROVING, Right.DILIGENCE_WRITE),
    )


def review(actor: Actor, assessment_id: UUID, next_review: date, reason: str) -> State:
    """Looked at again, without concern."""
    return moved(
        actor, assessment_id, lambda value, by, now: value.review(by, now, next_review, reason), queries.APPROVING
    )


def report_concern(actor: Actor, assessment_id: UUID, reason: str) -> State:
    """A concern: nothing goes under it from this instant."""
    state = moved(
        actor, assessment_id, lambda value, by, now: value.report_concern(by, now, reason), (Right.DILIGENCE_CONCERN,)
    )
    _tell_stopped(actor, assessment_id, reason, is_terminated=False)
    return state


def remediate(actor: Actor, assessment_id: UUID, next_review: date, reason: str) -> State:
    """What gave rise to the concern is remedied."""
    rights = (Right.DILIGENCE_APPROVE_SENIOR, Right.DILIGENCE_APPROVE_LEGAL)
    return moved(actor, assessment_id, lambda value, by, now: value.remediate(by, now, next_review, reason), rights)


def terminate(actor: Actor, assessment_id: UUID, reason: str) -> State:
    """End it for good: oversight sees it, and a recall of what went under it is proposed."""
    rights = (Right.DILIGENCE_APPROVE_SENIOR, Right.DILIGENCE_APPROVE_LEGAL)
    state = moved(actor, assessment_id, lambda value, by, now: value.terminate(by, now, reason), rights)
    _tell_stopped(actor, assessment_id, reason, is_terminated=True)
    return state


def note_release(actor: Actor, subject: str, stations: list[str], now: datetime) -> None:
    """Something went to these partners: what allowed it is monitored from now on. Inside the releasing transaction."""
    for station_id in stations:
        row = queries.row_that_allows(subject, station_id, now)
        if row is None or row.state != State.APPROVED_WITH_CONDITIONS:
            continue
        with as_station():
            held = locked(row.pk)
            keep(held, held.value().note_release(None, now, "a release went under it"), actor, now)
        record(actor, Act.ALTERATION, "assessment", str(held.pk), recipient=station_id, decision=held.state)


def note_reviews_due(now: datetime) -> int:
    """Mark what is to be looked at again today; how many."""
    actor = system_actor("diligence_reviews")
    due = AssessmentRecord.objects.filter(state=State.MONITOR, review_on__lte=now.date()).values_list("pk", flat=True)
    for assessment_id in list(due):
        row = locked(assessment_id)
        keep(row, row.value().note_review_due(now, "its review date has come"), actor, now)
        record(actor, Act.ALTERATION, "assessment", str(row.pk), decision=row.state)
    return len(due)


def _tell_stopped(actor: Actor, assessment_id: UUID, reason: str, *, is_terminated: bool) -> None:
    row = AssessmentRecord.objects.get(pk=assessment_id)
    signals.stopped.send(
        AssessmentRecord,
        actor=actor,
        subject=row.subject,
        recipient=row.recipient,
        is_terminated=is_terminated,
        reason=reason,
        at=timezone.now(),
    )
