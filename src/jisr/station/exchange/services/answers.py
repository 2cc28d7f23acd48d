"""What an officer says to the sender of a dispatch: acknowledgement, question, answer, feedback, coordination."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.sealing import DispatchKind
from jisr.station.exchange.bodies import VERDICTS
from jisr.station.exchange.models import Direction, DispatchRecord, DispatchState
from jisr.station.exchange.problems import ExchangeProblem, UnknownDispatchProblem, WrongKindProblem
from jisr.station.exchange.services.refusals import whole_or_refused
from jisr.station.exchange.services.sending import own_handling, send
from jisr.station.ledger.actor import Actor

#: Dispatches a person acknowledges and gives feedback on.
CONTENT_KINDS = frozenset(
    {DispatchKind.INFORMATION, DispatchKind.WARNING, DispatchKind.REPLY, DispatchKind.CORRECTION, DispatchKind.REQUEST}
)


@whole_or_refused
def acknowledge(actor: Actor, record_id: UUID, note: str = "", action: str = "") -> UUID:
    """Tell the sender that a person has read a dispatch and what is being done; stops its clock.

    Args:
        action: what is being done, in a few words; goes to the partner.

    Raises:
        UnknownDispatchProblem, WrongKindProblem, ExchangeProblem: acknowledged already.
    """
    record = received(record_id, lock=True)
    if DispatchKind(record.kind) not in CONTENT_KINDS:
        raise WrongKindProblem
    if record.acknowledged_at is not None:
        raise ExchangeProblem("acknowledged_already", _("This dispatch has been acknowledged."), status=409)
    record.acknowledged_at = timezone.now()
    record.save(update_fields=["acknowledged_at"])
    return _to_sender(actor, record, DispatchKind.ACKNOWLEDGEMENT, {"note": note.strip(), "action": action.strip()})


@whole_or_refused
def ask(actor: Actor, record_id: UUID, text: str) -> UUID:
    """Ask the sender of a dispatch something about it."""
    return _to_sender(actor, received(record_id), DispatchKind.QUESTION, {"text": _needed(text, "text")})


@whole_or_refused
def answer_question(actor: Actor, record_id: UUID, text: str) -> UUID:
    """Answer a question that a partner asked about a dispatch of this station."""
    record = received(record_id, lock=True)
    if record.kind != DispatchKind.QUESTION:
        raise WrongKindProblem
    record.acknowledged_at = timezone.now()
    record.save(update_fields=["acknowledged_at"])
    return _to_sender(actor, record, DispatchKind.COORDINATION, {"text": _needed(text, "text")})


@whole_or_refused
def give_feedback(actor: Actor, record_id: UUID, verdict: str, comment: str = "") -> UUID:
    """Tell the sender what a dispatch was worth: "useful", "decisive", "already_known" or "wrong"."""
    if verdict not in VERDICTS:
        raise ExchangeProblem("verdict_unknown", _("Choose one of the verdicts."), field="verdict")
    record = received(record_id)
    if DispatchKind(record.kind) not in CONTENT_KINDS - {DispatchKind.REQUEST}:
        raise WrongKindProblem
    return _to_sender(actor, record, DispatchKind.FEEDBACK, {"verdict": verdict, "comment": comment.strip()})


@whole_or_refused
def coordinate(actor: Actor, recipients: Sequence[str], text: str, thread: UUID | None = None) -> UUID:
    """Write to partners about the work itself, in a new thread or an old one."""
    return send(
        actor,
        kind=DispatchKind.COORDINATION,
        recipients=recipients,
        body={"text": _needed(text, "text")},
        handling=own_handling(),
        thread=thread,
    )


@whole_or_refused
def share_interest(actor: Actor, recipients: Sequence[str], interest: Mapping[str, Any]) -> UUID:
    """Tell partners what this station asks to be told about (JSON form of an interest)."""
    return send(
        actor,
        kind=DispatchKind.COORDINATION,
        recipients=recipients,
        body={"interest": dict(interest)},
        handling=own_handling(),
    )


def received(record_id: UUID, *, lock: bool = False) -> DispatchRecord:
    """A received dispatch whose content stands.

    Raises:
        UnknownDispatchProblem: no such dispatch.
        WrongKindProblem: sent by this station, or its content is gone.
    """
    rows = DispatchRecord.objects.select_for_update() if lock else DispatchRecord.objects.all()
    record = rows.filter(pk=record_id).first()
    if record is None:
        raise UnknownDispatchProblem
    if record.direction != Direction.IN or record.state in (DispatchState.ERASED, DispatchState.WAITING):
        raise WrongKindProblem
    return record


def _to_sender(actor: Actor, record: DispatchRecord, kind: DispatchKind, body: Mapping[str, Any]) -> UUID:
    return send(actor, kind=kind, recipients=[record.sender], body=body, handling=own_handling(), refers_to=record.id)


def _needed(text: str, field: str) -> str:
    if not text.strip():
        raise ExchangeProblem("text_needed", _("Write something first."), field=field)
    return text.strip()
