"""Recall and correction of what this station has sent."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.sealing import DispatchKind
from jisr.station.exchange.models import Delivery, DeliveryState, Direction, DispatchRecord
from jisr.station.exchange.problems import ExchangeProblem, UnknownDispatchProblem, WrongKindProblem
from jisr.station.exchange.records import handling_of
from jisr.station.exchange.services.answers import CONTENT_KINDS
from jisr.station.exchange.services.refusals import whole_or_refused
from jisr.station.exchange.services.sending import cancel_undelivered, own_handling, send
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record


@whole_or_refused
def recall(
    actor: Actor,
    record_id: UUID,
    reason: str,
    statements: Sequence[UUID] = (),
    portions: Sequence[UUID] = (),
    *,
    recipients: Sequence[str] = (),
) -> UUID | None:
    """Take back a dispatch, or some statements and portions of it; every recipient must stop using them and certify it.

    Deliveries that were never tried are cancelled when the whole is recalled.

    Args:
        statements, portions: ids as they were sent; neither means the whole dispatch.
        recipients: only these of its recipients; default: all.

    Returns:
        Id of the recall, or None when the dispatch had reached nobody and needs none.
    """
    dispatch = sent(record_id)
    if not reason.strip():
        raise ExchangeProblem("reason_needed", _("Give a reason."), field="reason")
    is_whole = not statements and not portions
    never_left = cancel_undelivered(dispatch, timezone.now()) if is_whole and not recipients else []
    reached = [name for name in recipients or dispatch.recipients if name not in never_left]
    if never_left:
        record(
            actor, Act.ALTERATION, "dispatch", str(dispatch.id), decision="cancelled", detail={"count": len(never_left)}
        )
    if not reached:
        return None
    body: dict[str, Any] = {"reason": reason.strip()}
    if is_whole:
        body["all"] = True
    else:
        body["statements"] = [str(item) for item in statements]
        body["portions"] = [str(item) for item in portions]
    return send(
        actor,
        kind=DispatchKind.RECALL,
        recipients=reached,
        body=body,
        handling=own_handling(),
        refers_to=dispatch.id,
        subject=dispatch.subject,
    )


@whole_or_refused
def correct(
    actor: Actor,
    record_id: UUID,
    reason: str,
    replaces: Sequence[UUID],
    statements: Sequence[Mapping[str, Any]] = (),
    portions: Sequence[Mapping[str, Any]] = (),
) -> UUID:
    """Put other statements and portions in the place of some that were sent; goes to all who got the dispatch.

    The new ones have been released as any content is; this only sends them.

    Args:
        replaces: ids, as sent, of what is wrong.
        statements, portions: JSON forms of what is right.
    """
    dispatch = sent(record_id)
    if not reason.strip():
        raise ExchangeProblem("reason_needed", _("Give a reason."), field="reason")
    if not replaces:
        raise ExchangeProblem("nothing_replaced", _("Choose what is to be corrected."), field="replaces")
    cancelled = Delivery.objects.filter(record=dispatch, state=DeliveryState.CANCELLED)
    gone = set(cancelled.values_list("recipient", flat=True))
    return send(
        actor,
        kind=DispatchKind.CORRECTION,
        recipients=[name for name in dispatch.recipients if name not in gone],
        body={
            "reason": reason.strip(),
            "replaces": [str(item) for item in replaces],
            "statements": [dict(item) for item in statements],
            "portions": [dict(item) for item in portions],
        },
        handling=handling_of(dispatch),
        refers_to=dispatch.id,
        subject=dispatch.subject,
    )


def sent(record_id: UUID) -> DispatchRecord:
    """A dispatch with content that this station has sent.

    Raises:
        UnknownDispatchProblem, WrongKindProblem.
    """
    row = DispatchRecord.objects.filter(pk=record_id).first()
    if row is None:
        raise UnknownDispatchProblem
    if row.direction != Direction.OUT or DispatchKind(row.kind) not in CONTENT_KINDS:
        raise WrongKindProblem
    return row
