"""What this room does with each kind of dispatch that arrives. See `receivers` for the rules of a handler."""

from jisr.core.sealing import DispatchKind, MalformedError
from jisr.station.exchange import receivers
from jisr.station.exchange.arrivals_of_changes import follow_correction, follow_recall, note_certificate
from jisr.station.exchange.arrivals_of_consents import note_consent_decision, note_consent_request
from jisr.station.exchange.models import Delivery, Direction, InformationRequest, RequestState
from jisr.station.exchange.receivers import ReceivedDispatch
from jisr.station.partners import services as partner_services
from jisr.station.web.problems import Problem


def register_all() -> None:
    """Put this room's handlers in front of all others."""
    for kind, handler in {
        DispatchKind.REQUEST: open_request,
        DispatchKind.REPLY: close_request,
        DispatchKind.ACKNOWLEDGEMENT: note_acknowledgement,
        DispatchKind.FEEDBACK: note_feedback,
        DispatchKind.RECALL: follow_recall,
        DispatchKind.CORRECTION: follow_correction,
        DispatchKind.CERTIFICATE: note_certificate,
        DispatchKind.CONSENT_REQUEST: note_consent_request,
        DispatchKind.CONSENT_DECISION: note_consent_decision,
        DispatchKind.COORDINATION: keep_interest,
        DispatchKind.CARD: replace_card,
        DispatchKind.REVOCATION: revoke_keys,
    }.items():
        receivers.register(kind, handler)


def open_request(received: ReceivedDispatch) -> None:
    """A request starts its clock."""
    assert received.body.due is not None
    InformationRequest.objects.create(
        record=received.record,
        direction=Direction.IN,
        urgency=received.values["urgency"],
        due=received.body.due,
    )


def close_request(received: ReceivedDispatch) -> None:
    """A reply closes the request it answers, once every partner asked has answered or the first has with content."""
    is_declined = received.values.get("declined") is True
    InformationRequest.objects.filter(
        record_id=received.about, direction=Direction.OUT, state=RequestState.OPEN
    ).update(
        state=RequestState.DECLINED if is_declined else RequestState.ANSWERED,
        answered_at=received.record.stored_at,
        answer=received.record_id,
    )


def note_acknowledgement(received: ReceivedDispatch) -> None:
    """A person at the partner has read what this station sent."""
    _delivery(received).filter(acknowledged_at__isnull=True).update(
        acknowledged_at=received.dispatch.time, acknowledgement=received.record_id
    )


def note_feedback(received: ReceivedDispatch) -> None:
    """What this station's dispatch was worth to the partner."""
    _delivery(received).update(verdict=received.values["verdict"], feedback_at=received.dispatch.time)


def keep_interest(received: ReceivedDispatch) -> None:
    """A partner says what it asks to be told about."""
    if "interest" not in received.values:
        return
    try:
        partner_services.receive_interest(received.sender, received.values["interest"], received.record_id)
    except Problem as problem:
        raise MalformedError(f"body.interest: {problem.code}") from problem


def replace_card(received: ReceivedDispatch) -> None:
    """A partner has a new card."""
    try:
        partner_services.receive_card_rotation(received.sender, received.values["card"].encode())
    except Problem as problem:
        raise MalformedError(f"body.card: {problem.code}") from problem


def revoke_keys(received: ReceivedDispatch) -> None:
    """A partner has revoked keys, told inside a dispatch."""
    try:
        partner_services.receive_revocation(received.sender, received.values["statement"].encode())
    except Problem as problem:
        raise MalformedError(f"body.statement: {problem.code}") from problem


def _delivery(received: ReceivedDispatch):  # type: ignore[no-untyped-def]
    return Delivery.objects.filter(record_id=received.about, recipient=received.sender)
