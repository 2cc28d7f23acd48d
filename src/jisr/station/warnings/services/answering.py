"""Warnings that a partner sent us: they arrive with a clock; we acknowledge, act, and say what was done."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.sealing import DispatchKind
from jisr.station.exchange import queries as exchanged
from jisr.station.exchange import services as exchange
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.warnings.models import ReceivedWarning
from jisr.station.warnings.problems import DraftProblem, UnknownWarningProblem, WrongStateProblem


def note_arrival(record_id: UUID, originator: str, received_at: datetime, acknowledge_by: datetime | None) -> None:
    """Start our clock on a warning that has just arrived; in the receiving transaction, which keeps the ledger."""
    ReceivedWarning.objects.get_or_create(
        record_id=record_id,
        defaults={"originator": originator, "received_at": received_at, "acknowledge_by": acknowledge_by},
    )


@transaction.atomic
def acknowledge_received(actor: Actor, record_id: UUID, note: str = "", action: str = "") -> UUID:
    """Tell the originator that the warning was read and, if so, what was done; the id of the dispatch that says it.

    Raises:
        UnknownWarningProblem, and what `exchange.acknowledge` raises: acknowledged already.
    """
    received = _locked(record_id)
    sent = exchange.acknowledge(actor, record_id, note=note, action=action)
    received.is_answered = True
    _keep_action(received, action)
    decision = "acted" if action.strip() else "acknowledged"
    record(actor, Act.ALTERATION, "warning", str(record_id), recipient=received.originator, decision=decision)
    return sent


@transaction.atomic
def report_action(actor: Actor, record_id: UUID, action: str) -> UUID:
    """Tell the originator what was done about its warning, after it was acknowledged. The newest report stands.

    Raises:
        DraftProblem: nothing is said; UnknownWarningProblem; WrongStateProblem: it is not acknowledged yet.
    """
    if not action.strip():
        raise DraftProblem("action", _("Say what was done."), "action")
    received = _locked(record_id)
    found = exchanged.find(record_id)
    if found is None or found.acknowledged_at is None:
        raise WrongStateProblem
    sent = exchange.send(
        actor,
        kind=DispatchKind.ACKNOWLEDGEMENT,
        recipients=[received.originator],
        body={"note": "", "action": action.strip()},
        handling=exchange.own_handling(),
        refers_to=record_id,
    )
    _keep_action(received, action)
    record(actor, Act.ALTERATION, "warning", str(record_id), recipient=received.originator, decision="acted")
    return sent


def _keep_action(received: ReceivedWarning, action: str) -> None:
    if action.strip():
        received.action, received.action_at = action.strip(), timezone.now()
    received.save(update_fields=["is_answered", "action", "action_at"])


def _locked(record_id: UUID) -> ReceivedWarning:
    received = ReceivedWarning.objects.select_for_update().filter(pk=record_id).first()
    if received is None:
        raise UnknownWarningProblem
    return received
