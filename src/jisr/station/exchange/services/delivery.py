"""Delivery: seal what is due for one partner, post it, and keep what comes back.

A dispatch is sealed at each attempt, to the partner's key of that moment, so a new card of the partner needs nothing
done again. Sending twice does no harm: the receiver answers a duplicate with a receipt for the first arrival. A
delivery ends with a receipt, with a signed refusal that says trying again is no use, or after `GIVE_UP_AFTER`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from jisr.core.handling import PartnerState
from jisr.core.ledger import Checkpoint, LedgerError, read_unverified
from jisr.core.sealing import (
    DispatchKind,
    Receipt,
    ReceiptError,
    Refusal,
    SealingError,
    SealingPolicy,
    Signed,
    claims_receipt,
    seal_signed,
    verify_receipt,
    verify_refusal,
)
from jisr.station.exchange.models import Delivery, DeliveryState, DispatchRecord
from jisr.station.exchange.problems import UnknownDispatchProblem, WrongKindProblem
from jisr.station.exchange.records import own_policy
from jisr.station.exchange.services.queueing import deliver_soon
from jisr.station.exchange.transport import (
    MAX_BATCH_BYTES,
    MAX_BATCH_MESSAGES,
    BatchAnswer,
    TransportError,
    post_messages,
)
from jisr.station.ledger import queries as ledger_queries
from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.services import Act, prepare, record, record_many, witness
from jisr.station.partners import queries as partners
from jisr.station.partners import services as partner_services
from jisr.station.partners.queries import PartnerView

#: Give up after this long without a receipt; the officer sees it and can try again.
GIVE_UP_AFTER: Final = timedelta(days=7)
_FIRST_DELAY: Final = timedelta(seconds=5)
_LONGEST_DELAY: Final = timedelta(hours=1)
_WHILE_NOT_ACTIVE: Final = timedelta(minutes=15)
#: Told before anything else, alone: without them the partner cannot verify what follows.
_KEY_KINDS: Final = (DispatchKind.CARD.value, DispatchKind.REVOCATION.value)


@dataclass(frozen=True, slots=True)
class _Sent:
    delivery: Delivery
    message: bytes


type _Receipted = tuple[Delivery, Receipt, bytes]
type _Refused = tuple[Delivery, Refusal]


@dataclass(frozen=True, slots=True)
class DeliveryRun:
    """What one run did: counts of deliveries, and the code of what stopped it ("" when nothing did)."""

    received: int = 0
    refused: int = 0
    postponed: int = 0
    stopped_by: str = ""


def deliver_due(station_id: str, now: datetime) -> DeliveryRun:
    """Send everything due to one partner, batch after batch, until nothing is due or the partner cannot be reached."""
    received = refused = postponed = 0
    while True:
        due = _due(station_id, now)
        if not due:
            return DeliveryRun(received, refused, postponed)
        partner = partners.partner(station_id)
        if partner is None or partner.card is None or not _may_send(partner, due):
            _postpone(due, "partner_not_active", now + _WHILE_NOT_ACTIVE, is_attempt=False)
            return DeliveryRun(received, refused, postponed + len(due), "partner_not_active")
        batch = _seal_batch(due, partner, now)
        if not batch:
            continue
        try:
            answer = post_messages(
                partner.endpoint, [sent.message for sent in batch], ledger_queries.partner_log(station_id).size
            )
        except TransportError as error:
            _postpone_after(error, [sent.delivery for sent in batch], now)
            partner_services.note_contact(station_id, timezone.now(), ok=False)
            return DeliveryRun(received, refused, postponed + len(batch), error.code)
        done = _keep_answers(partner, batch, answer, now)
        received, refused, postponed = received + done.received, refused + done.refused, postponed + done.postponed


def next_attempt_of(station_id: str) -> datetime | None:
    """When the next delivery to a partner falls due, or None when nothing is queued."""
    queued = Delivery.objects.filter(recipient=station_id, state=DeliveryState.QUEUED)
    return queued.order_by("next_attempt_at").values_list("next_attempt_at", flat=True).first()


def partners_with_due(now: datetime) -> list[str]:
    """Partners for whom something is due."""
    due = Delivery.objects.filter(state=DeliveryState.QUEUED, next_attempt_at__lte=now)
    return sorted(due.order_by().values_list("recipient", flat=True).distinct())


@transaction.atomic
def try_again(actor: Actor, delivery_id: UUID) -> UUID:
    """Queue a delivery once more that waits for its next attempt or was given up; the id of its dispatch.

    Raises:
        UnknownDispatchProblem: no such delivery.
        WrongKindProblem: received, or cancelled.
    """
    now = timezone.now()
    delivery = Delivery.objects.select_for_update().filter(pk=delivery_id).first()
    if delivery is None:
        raise UnknownDispatchProblem
    if delivery.state not in (DeliveryState.QUEUED, DeliveryState.FAILED):
        raise WrongKindProblem
    delivery.state, delivery.next_attempt_at, delivery.queued_at, delivery.attempts = DeliveryState.QUEUED, now, now, 0
    delivery.save(update_fields=["state", "next_attempt_at", "queued_at", "attempts"])
    deliver_soon(delivery.recipient)
    record(
        actor, Act.DISCLOSURE, "dispatch", str(delivery.record_id), recipient=delivery.recipient, decision="sent_again"
    )
    return delivery.record_id


def wake(station_id: str) -> None:
    """Make everything queued for a partner due now: its card or state has changed."""
    Delivery.objects.filter(recipient=station_id, state=DeliveryState.QUEUED).update(next_attempt_at=timezone.now())
    deliver_soon(station_id)


def _due(station_id: str, now: datetime) -> list[Delivery]:
    queued = (
        Delivery.objects.filter(recipient=station_id, state=DeliveryState.QUEUED, next_attempt_at__lte=now)
        .select_related("record")
        .order_by("record__time")
    )
    keys_first = list(queued.filter(record__kind__in=_KEY_KINDS)[:1])
    return keys_first or list(queued[:MAX_BATCH_MESSAGES])


def _may_send(partner: PartnerView, due: Sequence[Delivery]) -> bool:
    if partner.state is PartnerState.ACTIVE:
        return True
    return partner.state is PartnerState.VERIFIED and all(each.record.kind in _KEY_KINDS for each in due)


def _seal_batch(due: Sequence[Delivery], partner: PartnerView, now: datetime) -> list[_Sent]:
    """Messages for as many deliveries as one POST may carry; what cannot be sealed is postponed."""
    assert partner.card is not None
    policy, revoked = own_policy(), partners.revoked_keys(partner.station_id)
    batch: list[_Sent] = []
    size = 0
    for delivery in due:
        try:
            message = _message(delivery.record, partner, now, policy, revoked)
        except SealingError as error:
            _postpone([delivery], error.code, now + _LONGEST_DELAY)
            continue
        if batch and size + len(message) > MAX_BATCH_BYTES:
            break
        size += len(message) + 1
        batch.append(_Sent(delivery, message))
    return batch


def _message(
    record: DispatchRecord, partner: PartnerView, now: datetime, policy: SealingPolicy, revoked: frozenset[str]
) -> bytes:
    signed_bytes = bytes(record.signed_bytes)
    if record.kind == DispatchKind.REVOCATION:
        return signed_bytes
    signed = Signed(str(record.dispatch_id), record.digest, signed_bytes, record.suite)
    assert partner.card is not None
    return seal_signed(signed, [partner.card], now, policy=policy, revoked_keys=revoked).sealed_bytes


def _keep_answers(partner: PartnerView, batch: Sequence[_Sent], answer: BatchAnswer, now: datetime) -> DeliveryRun:
    """Verify every answer, then store all of them and the partner's checkpoint in one transaction."""
    checkpoint = _note_of(answer)
    revoked = partners.revoked_keys(partner.station_id)
    receipts: list[_Receipted] = []
    refusals: list[_Refused] = []
    unproved: list[Delivery] = []
    for sent, untrusted in zip(batch, answer.answers, strict=True):
        try:
            verified = _verified(partner, sent, untrusted, checkpoint, revoked)
        except SealingError:
            unproved.append(sent.delivery)
            continue
        if isinstance(verified, Receipt):
            receipts.append((sent.delivery, verified, untrusted))
        else:
            refusals.append((sent.delivery, verified))
    with transaction.atomic():
        if receipts and not _witness(partner, answer):
            unproved += [delivery for delivery, _, _ in receipts]
            receipts = []
        _store_receipts(receipts)
        given_up = _store_refusals(refusals, now)
        _postpone(unproved, "bad_receipt", None)
        partner_services.note_contact(partner.station_id, timezone.now(), ok=True)
        _record(partner, receipts, given_up)
    return DeliveryRun(len(receipts), len(given_up), len(batch) - len(receipts) - len(given_up))


def _verified(
    partner: PartnerView, sent: _Sent, untrusted: bytes, checkpoint: Checkpoint | None, revoked: frozenset[str]
) -> Receipt | Refusal:
    """The receipt or refusal that an answer is.

    Raises:
        SealingError: not the partner's, not for this message, or a receipt outside the checkpoint that came with it.
    """
    assert partner.card is not None
    if not claims_receipt(untrusted):
        return verify_refusal(untrusted, partner.card, sent.message, revoked)
    record = sent.delivery.record
    receipt = verify_receipt(
        untrusted,
        partner.card,
        dispatch_id=str(record.dispatch_id),
        digest=record.digest,
        sender=record.sender,
        revoked_keys=revoked,
    )
    if checkpoint is None or receipt.checkpoint != checkpoint.to_text() or receipt.ledger_index >= checkpoint.size:
        raise ReceiptError("a receipt outside the checkpoint that came with it")
    return receipt


def _note_of(answer: BatchAnswer) -> Checkpoint | None:
    try:
        return read_unverified(answer.checkpoint.encode())
    except LedgerError:
        return None


def _witness(partner: PartnerView, answer: BatchAnswer) -> bool:
    """Keep the partner's checkpoint and judge it; whether its signatures held. A breach is kept and shown."""
    try:
        with transaction.atomic():
            witness(partner.station_id, answer.checkpoint, answer.proof, is_current=True)
    except LedgerError:
        return False
    return True


# Receipts of a batch, with one statement.
_STORE_RECEIPTS: Final = """
UPDATE exchange_delivery AS delivery
SET state = 'received', received_at = new.received_at, receipt = new.receipt, their_index = new.their_index,
    outcome = new.outcome, attempts = delivery.attempts + 1, last_answer = 'received'
FROM unnest(%s::uuid[], %s::timestamptz[], %s::bytea[], %s::bigint[], %s::text[])
    AS new (id, received_at, receipt, their_index, outcome)
WHERE delivery.id = new.id
"""


def _store_receipts(receipts: Sequence[_Receipted]) -> None:
    if not receipts:
        return
    columns = [
        (delivery.id, receipt.received_at, signed, receipt.ledger_index, receipt.outcome.value)
        for delivery, receipt, signed in receipts
    ]
    with connection.cursor() as cursor:
        cursor.execute(_STORE_RECEIPTS, [list(column) for column in zip(*columns, strict=True)])


def _store_refusals(refusals: Sequence[_Refused], now: datetime) -> list[_Refused]:
    """Postpone what may be tried again, end the rest; returns the ended."""
    given_up = []
    for delivery, refusal in refusals:
        # A revoked recipient key means a new card is on its way: sealed again, the same dispatch is welcome.
        if refusal.may_retry or refusal.code in ("recipient_key_revoked", "wrong_recipient"):
            _postpone([delivery], refusal.code, None)
            continue
        delivery.state, delivery.last_answer = DeliveryState.FAILED, refusal.code[:40]
        delivery.attempts += 1
        delivery.save(update_fields=["state", "last_answer", "attempts"])
        given_up.append((delivery, refusal))
    return given_up


def _record(
    partner: PartnerView,
    receipts: Sequence[_Receipted],
    given_up: Sequence[_Refused],
) -> None:
    actor = system_actor("deliver")
    entries = [
        prepare(
            actor,
            Act.ALTERATION,
            "dispatch",
            str(delivery.record_id),
            recipient=partner.station_id,
            decision="receipted",
            detail={"their_index": receipt.ledger_index},
        )
        for delivery, receipt, _ in receipts
    ]
    entries += [
        prepare(
            actor,
            Act.REFUSAL,
            "dispatch",
            str(delivery.record_id),
            recipient=partner.station_id,
            decision=refusal.code[:40] if refusal.code.isidentifier() else "refused",
        )
        for delivery, refusal in given_up
    ]
    record_many(entries)


def _postpone_after(error: TransportError, deliveries: Sequence[Delivery], now: datetime) -> None:
    at = now + timedelta(seconds=error.retry_after_seconds) if error.retry_after_seconds else None
    _postpone(deliveries, error.code, at)


def _postpone(deliveries: Sequence[Delivery], code: str, at: datetime | None, *, is_attempt: bool = True) -> None:
    """Set the next attempt; each waits twice as long as the one before, up to an hour. After days: give up."""
    now = timezone.now()
    for delivery in deliveries:
        if now - delivery.queued_at > GIVE_UP_AFTER:
            Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.FAILED, last_answer="given_up")
            continue
        delay = min(_FIRST_DELAY * 2 ** min(delivery.attempts, 12), _LONGEST_DELAY)
        Delivery.objects.filter(pk=delivery.pk).update(
            next_attempt_at=at or now + delay, last_answer=code[:40], attempts=F("attempts") + (1 if is_attempt else 0)
        )
