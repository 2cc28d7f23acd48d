"""What this room does with each kind of dispatch that arrives. See `receivers` for the rules of a handler."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from jisr.core.sealing import DispatchKind, MalformedError
from jisr.station.exchange import receivers
from jisr.station.exchange.models import (
    Consent,
    ConsentState,
    Delivery,
    Direction,
    DispatchRecord,
    DispatchState,
    InformationRequest,
    Obligation,
    ObligationKind,
    PassedOn,
    RequestState,
)
from jisr.station.exchange.receivers import ReceivedDispatch
from jisr.station.exchange.services.conditions import search_only_what_stands
from jisr.station.exchange.services.obligations import RECALL_GRACE, certify
from jisr.station.exchange.services.sending import own_handling, send
from jisr.station.knowledge.services import amend_received, quarantine_received
from jisr.station.ledger.actor import system_actor
from jisr.station.partners import queries as partners
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


def note_certificate(received: ReceivedDispatch) -> None:
    """The partner has done what a recall, a correction or a retention date asked of it."""
    _delivery(received).filter(Q(certified_at__isnull=True) | Q(certified_at__lte=received.dispatch.time)).update(
        certified_act=received.values["act"], certified_at=received.dispatch.time
    )


def follow_recall(received: ReceivedDispatch) -> None:
    """Stop all use at once, certify that, ask those it was passed to for the same, and put erasure on the clock."""
    recalled = _referred_to(received)
    if recalled is None or recalled.sender != received.sender:
        return
    if recalled.kind == DispatchKind.REQUEST:
        InformationRequest.objects.filter(record=recalled, state=RequestState.OPEN).update(
            state=RequestState.WITHDRAWN, answered_at=received.record.stored_at
        )
        return
    actor, now = system_actor("recall"), timezone.now()
    is_whole = received.values.get("all") is True
    items = [] if is_whole else [UUID(item) for item in received.values.get("statements", [])]
    portions = [] if is_whole else [UUID(item) for item in received.values.get("portions", [])]
    stopped = quarantine_received(actor, recalled.id, None if is_whole else items)
    if is_whole:
        recalled.state = DispatchState.QUARANTINED
        recalled.save(update_fields=["state"])
    elif portions:
        search_only_what_stands(recalled)
    Obligation.objects.create(
        record=recalled,
        kind=ObligationKind.RECALLED,
        items=[] if is_whole else [str(item) for item in (*items, *portions)],
        due=now + RECALL_GRACE,
        created_at=now,
        cause=received.record_id,
    )
    certify(recalled, "quarantined", [*stopped, *portions], now, cause=received.record_id)
    _cascade(recalled, None if is_whole else {str(item) for item in (*items, *portions)})


def follow_correction(received: ReceivedDispatch) -> None:
    """Put what is right in the place of what was wrong, certify it, and ask those it was passed to to stop using it."""
    corrected = _referred_to(received)
    if corrected is None or corrected.sender != received.sender:
        return
    replaced = [UUID(item) for item in received.values["replaces"]]
    amend_received(
        system_actor("correction"),
        corrected.id,
        replaced,
        received.body.statements,
        correction_id=received.record_id,
    )
    now = timezone.now()
    certify(corrected, "amended", replaced, now, cause=received.record_id)
    if _cascade(corrected, {str(item) for item in replaced}):
        Obligation.objects.create(
            record=corrected, kind=ObligationKind.CORRECTION, created_at=now, cause=received.record_id
        )


def note_consent_request(received: ReceivedDispatch) -> None:
    """A partner asks for a permission about something this station sent it."""
    if received.about is None:
        return
    Consent.objects.create(
        record_id=received.about,
        request=received.record_id,
        direction=Direction.IN,
        partner=received.sender,
        permission=received.values["permission"],
        to_whom=list(received.values.get("to", [])),
        asked_at=received.dispatch.time,
    )


def note_consent_decision(received: ReceivedDispatch) -> None:
    """The originator has decided on what this station asked."""
    if received.about is None:
        return
    Consent.objects.filter(
        request=received.about, direction=Direction.OUT, partner=received.sender, state=ConsentState.ASKED
    ).update(
        state=ConsentState.GRANTED if received.values["granted"] else ConsentState.REFUSED,
        decided_at=received.dispatch.time,
        decided_by=f"partner:{received.sender}",
    )


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


def _referred_to(received: ReceivedDispatch) -> DispatchRecord | None:
    if received.about is None:
        return None
    return DispatchRecord.objects.select_for_update().filter(pk=received.about).first()


def _delivery(received: ReceivedDispatch):  # type: ignore[no-untyped-def]
    return Delivery.objects.filter(record_id=received.about, recipient=received.sender)


def _cascade(source: DispatchRecord, items: set[str] | None) -> int:
    """Recall what was passed on of a recalled or corrected dispatch (None: all of it); how many recalls."""
    told = 0
    for passed in PassedOn.objects.filter(source=source).select_related("record"):
        gone = [ours for theirs, ours in passed.items if items is None or theirs in items]
        active = [name for name in passed.record.recipients if _is_active(name)]
        if gone and active:
            send(
                system_actor("recall"),
                kind=DispatchKind.RECALL,
                recipients=active,
                body={"reason": _("Recalled by its originator"), "statements": gone, "portions": []},
                handling=own_handling(),
                refers_to=passed.record.id,
                subject=passed.record.subject,
            )
            told += 1
    return told


def _is_active(station_id: str) -> bool:
    partner = partners.partner(station_id)
    return partner is not None and partner.is_active
