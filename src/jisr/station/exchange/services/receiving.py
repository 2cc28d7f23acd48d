"""Receiving: from the bytes of a POST to stored dispatches and signed answers.

Cryptography first, without the database's locks; then one transaction for the whole batch: store, statements,
handlers, ledger, checkpoint. Receipts are signed only after it has committed. If the batch does not go through, each
message is tried by itself, so that one bad dispatch never holds up its neighbours.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from jisr.core.handling import Handling
from jisr.core.ledger import SizeNotInLogError, read_unverified
from jisr.core.sealing import (
    DispatchKind,
    Freshness,
    FreshnessFacts,
    Opened,
    ReceiptOutcome,
    SealingError,
    UnknownReferenceError,
    judge_freshness,
    open_sealed,
    sign_receipt,
    sign_refusal,
)
from jisr.core.sealing.dispatches import parse_payload
from jisr.core.sealing.encoding import b64decode
from jisr.station.exchange.bodies import CheckedBody, check_body
from jisr.station.exchange.bulk import copy_in
from jisr.station.exchange.models import Direction, DispatchRecord, DispatchState
from jisr.station.exchange.receivers import ReceivedDispatch, handle
from jisr.station.exchange.records import local_id, new_row, own_keys, own_policy, store_ledger_indexes
from jisr.station.exchange.services import revocations
from jisr.station.exchange.services.certificates import tell_not_held
from jisr.station.exchange.services.conditions import CONTENT_KINDS, keep_conditions
from jisr.station.exchange.services.marking import marked_here
from jisr.station.exchange.services.revocations import ReceivedRevocation
from jisr.station.knowledge.services import ReceivedStatements, store_received_many
from jisr.station.ledger import queries as ledger_queries
from jisr.station.ledger.actor import partner_actor, system_actor
from jisr.station.ledger.services import Act, current_checkpoint, prepare, record_many
from jisr.station.partners import queries as partners
from jisr.station.vault.services import prepare_keys

logger = logging.getLogger(__name__)

_OUTCOMES: Final = {
    DispatchState.WAITING.value: ReceiptOutcome.WAITING,
    DispatchState.SUPERSEDED.value: ReceiptOutcome.SUPERSEDED,
}
#: Kinds that speak of what this station has sent, and so never come before it.
_ANSWERING: Final = frozenset({DispatchKind.CERTIFICATE, DispatchKind.CONSENT_REQUEST, DispatchKind.CONSENT_DECISION})
_CHANGING: Final = (DispatchKind.CORRECTION.value, DispatchKind.RECALL.value)


@dataclass(frozen=True, slots=True)
class BatchReply:
    """What goes back: one signed answer for each message, in order, and the ledger as it stands."""

    answers: list[bytes]
    checkpoint: str
    proof: list[bytes] | None = None
    refused: int = 0


@dataclass(slots=True)
class _Arrival:
    """One message on its way through; exactly one of `error` and `record` is set at the end."""

    message: bytes
    opened: Opened | None = None
    body: CheckedBody | None = None
    handling: Handling | None = None
    error: SealingError | None = None
    record: DispatchRecord | None = None
    is_duplicate: bool = False
    revocation: ReceivedRevocation | None = None


def receive_batch(messages: Sequence[bytes], now: datetime, known_size: int | None = None) -> BatchReply:
    """Open, verify, store and answer messages from partners.

    Args:
        messages: as they came, untrusted.
        known_size: size of this station's ledger that the sender has proved; a proof from there comes back.
    """
    arrivals = _open_all(messages, now)
    good = [arrival for arrival in arrivals if arrival.opened is not None]
    if good:
        _store_all(good, now)
    _record_refusals(arrivals)
    checkpoint = current_checkpoint()
    state = read_unverified(checkpoint.encode())
    answers = [_answer(arrival, state.to_text(), now) for arrival in arrivals]
    refused = sum(arrival.error is not None for arrival in arrivals)
    return BatchReply(answers, checkpoint, _proof(known_size, state.size), refused)


def _open_all(messages: Sequence[bytes], now: datetime) -> list[_Arrival]:
    keys, policy = own_keys(), own_policy()
    senders, revoked = partners.cards_of_senders(), partners.revoked_keys()
    arrivals = []
    for message in messages:
        arrival = _Arrival(message)
        arrivals.append(arrival)
        try:
            if revocations.is_revocation(message):
                arrival.revocation = revocations.receive(message, now)
                continue
            opened = open_sealed(message, keys, senders, now, policy=policy, revoked_keys=revoked)
            arrival.body = check_body(opened.dispatch.kind, opened.dispatch.body)
            arrival.body, arrival.handling = marked_here(opened.dispatch, arrival.body)
            arrival.opened = opened
        except SealingError as error:
            arrival.error = error
    return arrivals


def _store_all(arrivals: Sequence[_Arrival], now: datetime) -> None:
    try:
        with transaction.atomic():
            _store(arrivals, now)
    except Exception:
        logger.exception("batch not stored; trying each dispatch by itself", extra={"dispatches": len(arrivals)})
        for arrival in arrivals:
            arrival.record, arrival.error, arrival.is_duplicate = None, None, False
            _store_alone(arrival, now)


def _store_alone(arrival: _Arrival, now: datetime) -> None:
    try:
        with transaction.atomic():
            _store([arrival], now)
    except SealingError as error:
        arrival.record, arrival.error = None, error
    except Exception:
        logger.exception("dispatch not stored; the sender is asked to send it again")
        arrival.record, arrival.error = None, TryAgainError("the dispatch could not be stored now")


class TryAgainError(SealingError):
    """Something inside this station failed; nothing of the dispatch is stored. Answered with the general code."""

    may_retry = True


def _store(arrivals: Sequence[_Arrival], now: datetime) -> None:
    """The transaction. Rows of one sender are written by one transaction at a time (advisory lock)."""
    _lock_senders({_opened(arrival).dispatch.sender for arrival in arrivals})
    known = _known(arrivals)
    references = _references(arrivals)
    taken = _taken(arrivals)
    fresh: list[_Arrival] = []
    for arrival in arrivals:
        dispatch = _opened(arrival).dispatch
        key = (dispatch.sender, UUID(dispatch.id))
        held = known.get(key)
        about = references.get((dispatch.sender, UUID(dispatch.refers_to))) if dispatch.refers_to else None
        try:
            freshness = judge_freshness(dispatch, _opened(arrival).digest, _facts(dispatch.refers_to, held, about))
        except SealingError as error:
            arrival.error = error
            continue
        if freshness is Freshness.DUPLICATE:
            arrival.record, arrival.is_duplicate = held, True
            continue
        if freshness is Freshness.WAITING and dispatch.kind in _ANSWERING:
            arrival.error = UnknownReferenceError("an answer to something that was never sent to its sender")
            continue
        arrival.record = _row(arrival, about, freshness, local_id(key[1], key[0], taken), now)
        known[key] = arrival.record
        references[key] = arrival.record
        taken.add(arrival.record.id)
        fresh.append(arrival)
    prepare_keys("dispatch", [_record_of(arrival).id for arrival in fresh])
    copy_in([_record_of(arrival) for arrival in fresh])
    _apply([_received(arrival) for arrival in fresh if _record_of(arrival).state == DispatchState.STANDING])
    _answer_early_recalls(fresh)
    _enter(fresh, now)


def _answer_early_recalls(fresh: Sequence[_Arrival]) -> None:
    """Of recalls that are still waiting: what they recall has not been received, or never will be."""
    for arrival in fresh:
        row = _record_of(arrival)
        if row.kind != DispatchKind.RECALL or row.state != DispatchState.WAITING:
            continue
        if DispatchRecord.objects.filter(pk=row.pk, state=DispatchState.WAITING).exists():
            tell_not_held(row)


def _facts(refers_to: str | None, held: DispatchRecord | None, about: DispatchRecord | None) -> FreshnessFacts:
    last_change = None
    if about is not None:
        changes = DispatchRecord.objects.filter(about=about.id, kind__in=_CHANGING, state=DispatchState.STANDING)
        last_change = changes.order_by("-time").values_list("time", flat=True).first()
    return FreshnessFacts(
        known_digest=held.digest if held else None,
        knows_reference=refers_to is None or about is not None,
        last_change=last_change,
    )


def _lock_senders(senders: set[str]) -> None:
    with connection.cursor() as cursor:
        for sender in sorted(senders):
            number = int.from_bytes(sha256(f"exchange:{sender}".encode()).digest()[:8], "big", signed=True)
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _known(arrivals: Sequence[_Arrival]) -> dict[tuple[str, UUID], DispatchRecord]:
    ids = [UUID(_opened(arrival).dispatch.id) for arrival in arrivals]
    rows = DispatchRecord.objects.defer("signed_bytes").filter(dispatch_id__in=ids)
    return {(row.sender, row.dispatch_id): row for row in rows}


def _taken(arrivals: Sequence[_Arrival]) -> set[UUID]:
    ids = [UUID(_opened(arrival).dispatch.id) for arrival in arrivals]
    return set(DispatchRecord.objects.filter(id__in=ids).values_list("id", flat=True))


def _references(arrivals: Sequence[_Arrival]) -> dict[tuple[str, UUID], DispatchRecord]:
    """Dispatches that are referred to: the sender's own, or this station's to it; nobody else's."""
    wanted = {UUID(ref) for arrival in arrivals if (ref := _opened(arrival).dispatch.refers_to)}
    if not wanted:
        return {}
    found: dict[tuple[str, UUID], DispatchRecord] = {}
    for row in DispatchRecord.objects.defer("signed_bytes").filter(dispatch_id__in=wanted):
        for partner in row.recipients if row.direction == Direction.OUT else [row.sender]:
            found[partner, row.dispatch_id] = row
    return found


def _row(
    arrival: _Arrival, about: DispatchRecord | None, freshness: Freshness, record_id: UUID, now: datetime
) -> DispatchRecord:
    opened = _opened(arrival)
    assert arrival.body is not None
    assert arrival.handling is not None
    states = {Freshness.WAITING: DispatchState.WAITING, Freshness.SUPERSEDED: DispatchState.SUPERSEDED}
    return new_row(
        opened.dispatch,
        arrival.body,
        arrival.handling,
        record_id=record_id,
        direction=Direction.IN,
        digest=opened.digest,
        signed_bytes=opened.signed_bytes,
        suite=opened.suite,
        about=about.id if about else None,
        now=now,
        by=f"partner:{opened.dispatch.sender}",
        state=states.get(freshness, DispatchState.STANDING),
    )


def _apply(received: Sequence[ReceivedDispatch]) -> None:
    """Statements, then handlers, then those that waited for one of these."""
    if not received:
        return
    content = [
        ReceivedStatements(item.record_id, item.sender, item.body.statements)
        for item in received
        if item.body.statements and item.dispatch.kind is not DispatchKind.CORRECTION
    ]
    if content:
        store_received_many(system_actor("receive"), content)
    keep_conditions([item for item in received if item.dispatch.kind in CONTENT_KINDS])
    for item in received:
        handle(item)
    _apply(_waiting_for(received))


def _waiting_for(arrived: Sequence[ReceivedDispatch]) -> list[ReceivedDispatch]:
    """Dispatches of the same senders that came before the one they refer to, oldest first; they stand from now on."""
    awaited = {(item.sender, UUID(item.dispatch.id)): item.record_id for item in arrived}
    rows = DispatchRecord.objects.select_for_update().filter(
        state=DispatchState.WAITING, refers_to__in=[dispatch_id for _, dispatch_id in awaited]
    )
    released = []
    for row in rows.order_by("time"):
        assert row.refers_to is not None
        about = awaited.get((row.sender, row.refers_to))
        if about is not None:
            row.state, row.about = DispatchState.STANDING, about
            row.save(update_fields=["state", "about"])
            released.append(received_of(row))
    return released


def received_of(row: DispatchRecord) -> ReceivedDispatch:
    """A stored dispatch as handlers see it."""
    dispatch, _ = parse_payload(b64decode(bytes(row.signed_bytes).split(b".")[1]))
    body = check_body(dispatch.kind, dispatch.body)
    return ReceivedDispatch(row.id, dispatch, Handling.from_json(row.handling), body, row.about, row)


def _received(arrival: _Arrival) -> ReceivedDispatch:
    record = _record_of(arrival)
    assert arrival.body is not None
    assert arrival.handling is not None
    return ReceivedDispatch(record.id, _opened(arrival).dispatch, arrival.handling, arrival.body, record.about, record)


def _enter(fresh: Sequence[_Arrival], now: datetime) -> None:
    """One ledger entry for each arrival, and its index in the row."""
    if not fresh:
        return
    entries = [
        prepare(
            partner_actor(record.sender),
            Act.COLLECTION,
            "dispatch",
            str(record.id),
            decision=record.kind,
            detail={"digest": record.digest, "state": record.state},
            at=now,
        )
        for record in map(_record_of, fresh)
    ]
    indexes = record_many(entries)
    records = [_record_of(arrival) for arrival in fresh]
    for record, index in zip(records, indexes, strict=True):
        record.ledger_index = index
    store_ledger_indexes({record.id: index for record, index in zip(records, indexes, strict=True)})


def _record_refusals(arrivals: Sequence[_Arrival]) -> None:
    """One entry for each kind of refusal in the batch: enough to see an attack, too little to fill the ledger."""
    codes = Counter(arrival.error.code for arrival in arrivals if arrival.error is not None)
    if not codes:
        return
    digests = {arrival.error.code: sha256(arrival.message).hexdigest() for arrival in arrivals if arrival.error}
    entries = [
        prepare(
            system_actor("receive"),
            Act.REFUSAL,
            "message",
            digests[code],
            decision=code,
            detail={"messages": count},
        )
        for code, count in sorted(codes.items())
    ]
    record_many(entries)


def _answer(arrival: _Arrival, checkpoint: str, now: datetime) -> bytes:
    if arrival.revocation is not None:
        return revocations.receipt(arrival.revocation, checkpoint, now)
    keys = own_keys()
    if arrival.error is not None or arrival.record is None:
        error = arrival.error or TryAgainError("not stored")
        return sign_refusal(keys, arrival.message, code=error.code, may_retry=error.may_retry, now=now)
    record = arrival.record
    assert record.ledger_index is not None
    return sign_receipt(
        keys,
        dispatch_id=str(record.dispatch_id),
        digest=record.digest,
        sender=record.sender,
        received_at=record.stored_at,
        ledger_index=record.ledger_index,
        checkpoint=checkpoint,
        outcome=_OUTCOMES.get(record.state, ReceiptOutcome.RECEIVED),
    )


def _proof(known_size: int | None, size: int) -> list[bytes] | None:
    if known_size is None or known_size > size:
        return None
    try:
        return ledger_queries.consistency_proof_for(known_size, size)
    except SizeNotInLogError:
        return None


def _opened(arrival: _Arrival) -> Opened:
    assert arrival.opened is not None
    return arrival.opened


def _record_of(arrival: _Arrival) -> DispatchRecord:
    assert arrival.record is not None
    return arrival.record
