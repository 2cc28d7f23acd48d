"""Receipts and refusals: what the receiver signs about bytes it was given.

A receipt says: I hold this dispatch, it is entry so-and-so of my ledger, and this is my ledger's checkpoint now. It
is what the sender shows when the receiver denies, and what catches a receiver who rewrites its ledger. A refusal
says which rule the bytes broke, so that nobody on the way can make a sender give up a dispatch.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from jisr.core.sealing import fields
from jisr.core.sealing.cards import StationCard
from jisr.core.sealing.encoding import b64decode, dump_object, format_instant, parse_object, parse_uuid7
from jisr.core.sealing.errors import MalformedError, OversizeError, ReceiptError, SealingError, UnknownSenderError
from jisr.core.sealing.jwk import PublicKey
from jisr.core.sealing.jws import MAX_HEADER_BYTES, Signer, sign_compact, verify_compact
from jisr.core.sealing.keys import StationKeys
from jisr.core.sealing.suites import PROTOCOL_VERSION

RECEIPT_TYPE: Final = "jisr-receipt+jws"
REFUSAL_TYPE: Final = "jisr-refusal+jws"
MAX_ANSWER_BYTES: Final = 64 * 1024


class ReceiptOutcome(StrEnum):
    """What the receiver did with the dispatch: see `Freshness`."""

    RECEIVED = "received"
    WAITING = "waiting"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A verified receipt.

    Attributes:
        digest: SHA-256 of the signed bytes, hexadecimal.
        ledger_index: 0-based index of the receiver's ledger entry for the arrival.
        checkpoint: what the receiver's ledger was then: the three lines of a checkpoint (origin, size, root hash). The
            signed note of it travels once beside all receipts of a batch (`jisr.core.ledger`).
    """

    dispatch_id: str
    digest: str
    sender: str
    receiver: str
    received_at: datetime
    ledger_index: int
    checkpoint: str
    outcome: ReceiptOutcome


@dataclass(frozen=True, slots=True)
class Refusal:
    """A verified refusal of exactly the bytes that were sent."""

    receiver: str
    code: str
    may_retry: bool
    refused_at: datetime


def sign_receipt(
    keys: StationKeys,
    *,
    dispatch_id: str,
    digest: str,
    sender: str,
    received_at: datetime,
    ledger_index: int,
    checkpoint: str,
    outcome: ReceiptOutcome = ReceiptOutcome.RECEIVED,
) -> bytes:
    """A receipt, signed by the receiver; give it only for a dispatch that is durably stored."""
    payload = {
        "jisr": PROTOCOL_VERSION,
        "dispatch": dispatch_id,
        "digest": digest,
        "from": sender,
        "receiver": keys.station_id,
        "received_at": format_instant(received_at),
        "ledger_index": ledger_index,
        "checkpoint": checkpoint,
        "outcome": outcome.value,
    }
    return sign_compact(dump_object(payload), keys.signing_key, keys.station_id, RECEIPT_TYPE)


def verify_receipt(
    untrusted_bytes: bytes,
    receiver: StationCard,
    *,
    dispatch_id: str,
    digest: str,
    sender: str,
    revoked_keys: Collection[str] = frozenset(),
) -> Receipt:
    """The receipt of one dispatch by one recipient.

    Raises:
        ReceiptError: for another dispatch, content or sender.
        SealingError: not signed by the receiver, or malformed.
    """
    document = _verified(untrusted_bytes, RECEIPT_TYPE, receiver, "received_at", revoked_keys)
    outcome = fields.text(document, "outcome")
    if outcome not in set(ReceiptOutcome):
        raise MalformedError("outcome: unknown")
    receipt = Receipt(
        dispatch_id=parse_uuid7(document.get("dispatch")),
        digest=fields.text(document, "digest"),
        sender=fields.station(document, "from"),
        receiver=fields.station(document, "receiver"),
        received_at=fields.instant(document, "received_at"),
        ledger_index=fields.whole_number(document, "ledger_index"),
        checkpoint=fields.text(document, "checkpoint"),
        outcome=ReceiptOutcome(outcome),
    )
    expected = (dispatch_id, digest, sender, receiver.station_id)
    if (receipt.dispatch_id, receipt.digest, receipt.sender, receipt.receiver) != expected:
        raise ReceiptError("a receipt for something else")
    return receipt


def sign_refusal(keys: StationKeys, sealed_bytes: bytes, *, code: str, may_retry: bool, now: datetime) -> bytes:
    """A refusal of some bytes, by the code of the answer. It names nothing that was inside."""
    payload = {
        "jisr": PROTOCOL_VERSION,
        "receiver": keys.station_id,
        "sealed_digest": sha256(sealed_bytes).hexdigest(),
        "code": code,
        "may_retry": may_retry,
        "refused_at": format_instant(now),
    }
    return sign_compact(dump_object(payload), keys.signing_key, keys.station_id, REFUSAL_TYPE)


def verify_refusal(
    untrusted_bytes: bytes, receiver: StationCard, sealed_bytes: bytes, revoked_keys: Collection[str] = frozenset()
) -> Refusal:
    """The refusal of exactly these bytes.

    Raises:
        ReceiptError: of other bytes, or by another station.
        SealingError: not signed by the receiver, or malformed.
    """
    document = _verified(untrusted_bytes, REFUSAL_TYPE, receiver, "refused_at", revoked_keys)
    if fields.text(document, "sealed_digest") != sha256(sealed_bytes).hexdigest():
        raise ReceiptError("a refusal of other bytes")
    if fields.station(document, "receiver") != receiver.station_id:
        raise ReceiptError("a refusal by another station")
    may_retry = document.get("may_retry")
    if not isinstance(may_retry, bool):
        raise MalformedError("may_retry: true or false is needed")
    return Refusal(
        receiver.station_id, fields.text(document, "code"), may_retry, fields.instant(document, "refused_at")
    )


def _verified(
    untrusted_bytes: bytes, media_type: str, card: StationCard, time_field: str, revoked_keys: Collection[str]
) -> dict[str, Any]:
    def key_of(signer: Signer) -> PublicKey:
        if signer.station_id != card.station_id:
            raise UnknownSenderError("signed by another station")
        return card.signing_key(signer.key_id).public

    if len(untrusted_bytes) > MAX_ANSWER_BYTES:
        raise OversizeError("an answer of unusual size")
    payload, signer = verify_compact(untrusted_bytes, media_type, key_of)
    document = parse_object(payload)
    if document.get("jisr") != PROTOCOL_VERSION:
        raise MalformedError("an answer of another version")
    card.verifying_key(signer.key_id, fields.instant(document, time_field), revoked_keys)
    return document


def claims_receipt(untrusted_bytes: bytes) -> bool:
    """Whether an answer calls itself a receipt (else a refusal); which function to verify it with, no more."""
    header = untrusted_bytes.split(b".", 1)[0]
    if len(header) > MAX_HEADER_BYTES:
        return False
    try:
        return parse_object(b64decode(header)).get("typ") == RECEIPT_TYPE
    except SealingError:
        return False
