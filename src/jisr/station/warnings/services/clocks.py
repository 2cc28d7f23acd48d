"""When a clock runs out: the station notes it by itself; reaching the partner again is for people."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import Handling
from jisr.core.sealing import DispatchKind
from jisr.station.exchange import queries as exchanged
from jisr.station.exchange import services as exchange
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.warnings.models import Escalation, Means, ReceivedWarning, Recipient, WarningState
from jisr.station.warnings.problems import DraftProblem, UnknownWarningProblem, WrongStateProblem


@transaction.atomic
def note_run_outs(actor: Actor, now: datetime) -> int:
    """Mark every clock that has run out unacknowledged, once; how many were marked.

    From then on a silent partner's warning stands on the start page of everyone who may read warnings, not only of
    those who follow them, and is counted in the navigation.
    """
    silent = list(
        Recipient.objects.select_for_update(skip_locked=True).filter(
            acknowledged_at__isnull=True,
            run_out_at__isnull=True,
            acknowledge_by__lt=now,
            warning__state=WarningState.SENT,
        )
    )
    withdrawn = {
        (change.about, station)
        for change in exchanged.changes_to(recipient.record_id for recipient in silent)
        for station in change.recipients
        if change.is_whole
    }
    silent = [recipient for recipient in silent if (recipient.record_id, recipient.station_id) not in withdrawn]
    for recipient in silent:
        recipient.run_out_at = now
    Recipient.objects.bulk_update(silent, ["run_out_at"])
    Escalation.objects.bulk_create(
        Escalation(recipient=recipient, means=Means.CLOCK, at=now, by=actor.name) for recipient in silent
    )
    own = _run_out_here(now)
    for recipient in silent:
        record(
            actor,
            Act.ALTERATION,
            "warning",
            str(recipient.warning_id),
            recipient=recipient.station_id,
            decision="time_ran_out",
        )
    for received in own:
        record(actor, Act.ALTERATION, "warning", str(received.record_id), decision="own_time_ran_out")
    return len(silent) + len(own)


def _run_out_here(now: datetime) -> list[ReceivedWarning]:
    """Received warnings past their clock that nobody here acknowledged, marked; the answered ones are set aside."""
    rows = list(
        ReceivedWarning.objects.select_for_update(skip_locked=True).filter(
            is_answered=False, run_out_at__isnull=True, acknowledge_by__lt=now
        )
    )
    found = exchanged.find_many(row.record_id for row in rows)
    for row in rows:
        dispatch = found.get(row.record_id)
        row.is_answered = dispatch is None or dispatch.acknowledged_at is not None or not dispatch.is_readable
        row.run_out_at = None if row.is_answered else now
    ReceivedWarning.objects.bulk_update(rows, ["is_answered", "run_out_at"])
    return [row for row in rows if row.run_out_at]


@transaction.atomic
def escalate(actor: Actor, recipient_id: UUID, means: str, note: str) -> None:
    """Reach a silent partner again and keep how; `dispatch` sends a reminder in the warning's thread.

    A reminder holds no content of the warning, only its number and the hour by which an answer was awaited.

    Raises:
        UnknownWarningProblem, WrongStateProblem: it has been acknowledged; DraftProblem: no such means, or no note of
        what was said and to whom.
    """
    if means not in Means.values or means == Means.CLOCK:
        raise DraftProblem("means", _("Choose how the partner was reached."), "means")
    if means != Means.DISPATCH and not note.strip():
        raise DraftProblem("note", _("Note who was reached and what was said."), "note")
    recipient = Recipient.objects.select_for_update().select_related("warning").filter(pk=recipient_id).first()
    if recipient is None:
        raise UnknownWarningProblem
    if recipient.acknowledged_at or recipient.warning.state != WarningState.SENT:
        raise WrongStateProblem
    reminder = _remind(actor, recipient) if means == Means.DISPATCH else None
    Escalation.objects.create(
        recipient=recipient, means=means, note=note, at=timezone.now(), by=actor.name, record_id=reminder
    )
    record(
        actor,
        Act.ALTERATION,
        "warning",
        str(recipient.warning_id),
        recipient=recipient.station_id,
        decision=f"escalated_{means}",
    )


def _remind(actor: Actor, recipient: Recipient) -> UUID:
    warning = recipient.warning
    text = gettext("Reminder: our warning %(number)s awaits your acknowledgement since %(when)s UTC.") % {
        "number": warning.number,
        "when": recipient.acknowledge_by.strftime("%Y-%m-%d %H:%M"),
    }
    marking = warning.handling
    return exchange.send(
        actor,
        kind=DispatchKind.COORDINATION,
        recipients=[recipient.station_id],
        body={"text": text},
        handling=Handling(originator=marking.originator, classification=marking.classification, tlp=marking.tlp),
        refers_to=recipient.record_id,
        subject=warning.subject,
    )
