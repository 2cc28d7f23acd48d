"""What happens to a warning after it was handed to the releaser: sent, acknowledged, acted on, judged, closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.warnings.models import Outcome, Recipient, Warning, WarningState
from jisr.station.warnings.problems import ClockOverProblem, DraftProblem
from jisr.station.warnings.services.drafting import locked


@dataclass(frozen=True, slots=True)
class Sent:
    """One recipient and the dispatch (this station's id of it) in which the warning went there."""

    station_id: str
    record_id: UUID
    sent_at: datetime
    acknowledge_by: datetime | None


@transaction.atomic
def mark_sent(actor: Actor, warning_id: UUID, deliveries: Iterable[Sent]) -> None:
    """Note that the releaser let the warning go, and start a clock for every recipient.

    Raises:
        UnknownWarningProblem, WrongStateProblem, ClockOverProblem: the release is undone too, and nothing leaves.
    """
    deliveries = list(deliveries)
    warning = locked(warning_id, WarningState.PROPOSED, WarningState.SENT)
    if any(sent.acknowledge_by and sent.acknowledge_by <= sent.sent_at for sent in deliveries):
        raise ClockOverProblem
    within = timedelta(minutes=warning.acknowledge_within_minutes)
    rows = [
        Recipient(
            warning=warning,
            station_id=sent.station_id,
            record_id=sent.record_id,
            sent_at=sent.sent_at,
            acknowledge_by=sent.acknowledge_by or sent.sent_at + within,
        )
        for sent in deliveries
    ]
    Recipient.objects.bulk_create(rows, ignore_conflicts=True)
    warning.state = WarningState.SENT
    warning.sent_at = warning.sent_at or min((row.sent_at for row in rows), default=timezone.now())
    warning.save(update_fields=["state", "sent_at"])
    record(actor, Act.ALTERATION, "warning", str(warning.pk), decision="sent", detail={"recipients": len(rows)})


@transaction.atomic
def mark_refused(actor: Actor, warning_id: UUID) -> None:
    """Note that the releaser or oversight did not let it go: it is a draft again."""
    warning = Warning.objects.select_for_update().filter(pk=warning_id, state=WarningState.PROPOSED).first()
    if warning is None:
        return
    warning.state, warning.proposal_id, warning.acknowledge_by = WarningState.DRAFT, None, None
    warning.save(update_fields=["state", "proposal_id", "acknowledge_by"])
    record(actor, Act.ALTERATION, "warning", str(warning.pk), decision="not_released")


@transaction.atomic
def note_acknowledgement(actor: Actor, record_id: UUID, station_id: str, note: str, action: str, at: datetime) -> None:
    """A partner has acknowledged a warning of ours, or says what it has done about it. Later ones add; none takes back.

    Args:
        record_id: this station's id of the dispatch in which the warning went.
        at: when the partner's word arrived here.
    """
    recipient = Recipient.objects.select_for_update().filter(record_id=record_id, station_id=station_id).first()
    if recipient is None:
        return
    recipient.acknowledged_at = recipient.acknowledged_at or at
    recipient.note = note or recipient.note
    if action:
        recipient.action, recipient.action_at = action, at
    recipient.save(update_fields=["acknowledged_at", "note", "action", "action_at"])
    record(
        actor,
        Act.ALTERATION,
        "warning",
        str(recipient.warning_id),
        recipient=station_id,
        decision="acted" if action else "acknowledged",
    )


@transaction.atomic
def note_feedback(actor: Actor, record_id: UUID, station_id: str, verdict: str, note: str, at: datetime) -> None:
    """A partner has judged a warning of ours; the newest judgement stands."""
    recipient = Recipient.objects.select_for_update().filter(record_id=record_id, station_id=station_id).first()
    if recipient is None:
        return
    recipient.verdict, recipient.verdict_note, recipient.verdict_at = verdict, note, at
    recipient.save(update_fields=["verdict", "verdict_note", "verdict_at"])
    record(
        actor, Act.ALTERATION, "warning", str(recipient.warning_id), recipient=station_id, decision=f"verdict_{verdict}"
    )


@transaction.atomic
def close_warning(actor: Actor, warning_id: UUID, outcome: str, note: str) -> None:
    """Record what came of the threat; the probability can be scored from here on.

    Raises:
        UnknownWarningProblem, WrongStateProblem, DraftProblem: no such outcome, or no word on how it is known.
    """
    if outcome not in Outcome.values:
        raise DraftProblem("outcome", _("Choose what came of it."), "outcome")
    if not note.strip():
        raise DraftProblem("outcome_note", _("Say how this is known, and from whom."), "outcome_note")
    warning = locked(warning_id, WarningState.SENT)
    warning.state, warning.outcome, warning.outcome_note = WarningState.CLOSED, outcome, note
    warning.outcome_at, warning.outcome_by = timezone.now(), actor.name
    warning.save(update_fields=["state", "outcome", "outcome_note", "outcome_at", "outcome_by"])
    record(actor, Act.ALTERATION, "warning", str(warning.pk), decision=f"outcome_{outcome}")
