"""What happens when a recall, a correction or a certificate arrives. See `receivers` for the rules of a handler."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from jisr.core.sealing import BadCertificateError, DispatchKind, UnknownReferenceError
from jisr.station.exchange.models import (
    Delivery,
    DeliveryState,
    Direction,
    DispatchRecord,
    DispatchState,
    InformationRequest,
    Obligation,
    ObligationKind,
    Onward,
    RequestState,
)
from jisr.station.exchange.receivers import ReceivedDispatch
from jisr.station.exchange.records import body_of
from jisr.station.exchange.services.cascades import changed_parts, correct_onward, recall_onward
from jisr.station.exchange.services.certificates import (
    ACTS_OF,
    ACTS_OF_CONTENT,
    FINAL_ACTS,
    RANK,
    certify,
    certify_again,
    referred_to,
    report_further,
)
from jisr.station.exchange.services.conditions import search_only_what_stands
from jisr.station.exchange.services.obligations import RECALL_GRACE, tell_held
from jisr.station.exchange.services.queueing import erase_unused_soon
from jisr.station.exchange.services.reviews import flag
from jisr.station.exchange.signals import received_changed
from jisr.station.knowledge.services import amend_received, quarantine_received
from jisr.station.ledger.actor import system_actor
from jisr.station.vault import holds


def follow_recall(received: ReceivedDispatch) -> None:
    """Stop all use at once, certify that, ask those it was passed to for the same, and put erasure on the clock.

    Where nothing of this station rests on it, nobody needs to look at it first: it is erased as soon as that is done.
    """
    recalled = _locked(received)
    if recalled is None or recalled.sender != received.sender:
        return
    if recalled.kind == DispatchKind.REQUEST:
        InformationRequest.objects.filter(record=recalled, state=RequestState.OPEN).update(
            state=RequestState.WITHDRAWN, answered_at=received.record.stored_at
        )
        return
    parts = changed_parts(received.record)
    flag(recalled, parts, received.record)
    now = timezone.now()
    stopped = _quarantine(recalled, parts, received.record_id, now)
    if parts is None:
        for correction in _corrections_of(recalled):
            stopped += _quarantine(correction, None, received.record_id, now)
            recall_onward(correction, received.record)
    recall_onward(recalled, received.record)
    certify(recalled, "quarantined", stopped, now, cause=received.record_id)
    held = holds.held_until("dispatch", recalled.id)
    if held is not None:
        tell_held(recalled.id, held)
    erase_unused_soon(received.record_id)
    received_changed.send(DispatchRecord, record_id=recalled.id, at=now)


def follow_correction(received: ReceivedDispatch) -> None:
    """Put what is right in the place of what was wrong, certify it, and send it on to those it was passed to."""
    corrected = _locked(received)
    if corrected is None or corrected.sender != received.sender:
        return
    replaced = [UUID(item) for item in received.values["replaces"]]
    flag(corrected, received.values["replaces"], received.record)
    amend_received(
        system_actor("correction"),
        corrected.id,
        replaced,
        received.body.statements,
        correction_id=received.record_id,
    )
    now = timezone.now()
    if correct_onward(corrected, received.record):
        Obligation.objects.create(
            record=corrected, kind=ObligationKind.CORRECTION, created_at=now, cause=received.record_id
        )
    certify(corrected, "amended", replaced, now, cause=received.record_id)
    received_changed.send(DispatchRecord, record_id=corrected.id, at=now)


def note_certificate(received: ReceivedDispatch) -> None:
    """The partner has done what a recall, a correction, a withdrawal or a retention date asked, or has passed it on.

    Raises:
        UnknownReferenceError: about something that this station never sent to it.
        BadCertificateError: an act that cannot be certified of it, parts it never had, or less than before.
    """
    about, delivery = _certified(received)
    act, time = received.values["act"], received.dispatch.time
    if act == "passed_on":
        _note_passing_on(received, about)
        return
    if delivery.certified_at is not None:
        if time < delivery.certified_at:
            return
        if RANK[act] < RANK.get(delivery.certified_act, 0):
            raise BadCertificateError("less than was certified before")
    delivery.certified_act, delivery.certified_at = act, time
    delivery.certified_onward = received.values.get("onward", [])
    delivery.is_certified_whole = received.values.get("complete", act in FINAL_ACTS) is True
    delivery.save(update_fields=["certified_act", "certified_at", "certified_onward", "is_certified_whole"])
    certify_again(about)


def _locked(received: ReceivedDispatch) -> DispatchRecord | None:
    """The dispatch that it refers to, locked."""
    if received.about is None:
        return None
    return DispatchRecord.objects.select_for_update().filter(pk=received.about).first()


def _quarantine(dispatch: DispatchRecord, parts: Collection[str] | None, cause: UUID, now: datetime) -> list[UUID]:
    """Stop the use of a dispatch or parts of it, and owe its erasure; ids of what was stopped, as they travelled."""
    statements = None if parts is None else [UUID(part) for part in parts]
    body = body_of(dispatch)
    stopped = quarantine_received(system_actor("recall"), dispatch.id, statements)
    portions = [
        UUID(part["id"])
        for part in body.get("portions", [])
        if isinstance(part, dict) and (parts is None or part["id"] in parts)
    ]
    if parts is None:
        dispatch.state = DispatchState.QUARANTINED
        dispatch.save(update_fields=["state"])
    elif portions:
        search_only_what_stands(dispatch)
    Obligation.objects.create(
        record=dispatch,
        kind=ObligationKind.RECALLED,
        items=[] if parts is None else sorted(parts),
        due=now + RECALL_GRACE,
        created_at=now,
        cause=cause,
    )
    return [*stopped, *portions]


def _corrections_of(dispatch: DispatchRecord) -> list[DispatchRecord]:
    return list(
        DispatchRecord.objects.select_for_update().filter(
            about=dispatch.id,
            sender=dispatch.sender,
            kind=DispatchKind.CORRECTION,
            state=DispatchState.STANDING,
        )
    )


def _certified(received: ReceivedDispatch) -> tuple[DispatchRecord, Delivery]:
    """What the certificate is about, and how it reached the one who certifies."""
    about = _locked(received)
    if about is None or about.direction != Direction.OUT:
        raise UnknownReferenceError("a certificate of something that was not sent")
    delivery = Delivery.objects.select_for_update().filter(record=about, recipient=received.sender).first()
    if delivery is None or delivery.state == DeliveryState.CANCELLED:
        raise UnknownReferenceError("a certificate from somebody who never got it")
    allowed = ACTS_OF.get(DispatchKind(about.kind), ACTS_OF_CONTENT)
    if received.values["act"] not in allowed:
        raise BadCertificateError("this act cannot be certified of this dispatch")
    parts = _parts_of(about)
    if parts is not None and not set(received.values.get("items", [])) <= parts:
        raise BadCertificateError("it names parts that it is not about")
    return about, delivery


def _parts_of(about: DispatchRecord) -> set[str] | None:
    """Ids that a certificate may name; None when this station has no means to know any more."""
    if about.kind == DispatchKind.CONSENT_DECISION:
        return None
    if about.kind in (DispatchKind.RECALL, DispatchKind.CORRECTION):
        named = changed_parts(about)
        if named is not None:
            return set(named)
        recalled = referred_to(about)
        return _held_in(recalled) if recalled else None
    return _held_in(about)


def _held_in(dispatch: DispatchRecord) -> set[str] | None:
    """Ids of the parts of a dispatch of this station and of its corrections; None when its body is gone."""
    bodies = [body_of(row) for row in (dispatch, *_corrections_of(dispatch))]
    if dispatch.state == DispatchState.ERASED or not bodies[0]:
        return None
    lists = [body.get(name, []) for body in bodies for name in ("portions", "statements")]
    return {str(part.get("id")) for parts in lists for part in parts if isinstance(part, dict)}


def _note_passing_on(received: ReceivedDispatch, about: DispatchRecord) -> None:
    items = list(received.values.get("items", []))
    holders = [
        (str(holder["station"]), [received.sender, *holder.get("via", [])])
        for holder in received.values.get("onward", [])
        if holder.get("station")
    ]
    for name, via in holders:
        held, is_new = Onward.objects.get_or_create(
            record=about, holder=name, via=via, defaults={"items": items, "told_at": received.dispatch.time}
        )
        if not is_new:
            held.items = sorted({*held.items, *items})
            held.save(update_fields=["items"])
    report_further(about, items, holders)
