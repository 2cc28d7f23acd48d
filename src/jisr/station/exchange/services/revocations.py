"""Revocations travel unsealed: each authenticates itself, by the key that is given up if there is no other left."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from jisr.core.sealing import MalformedError, SealingError, UnknownSenderError, revocation_id, sign_receipt
from jisr.core.sealing.encoding import b64decode, parse_object
from jisr.core.sealing.fields import instant, station, texts
from jisr.station.exchange.records import own_keys
from jisr.station.ledger.actor import partner_actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners
from jisr.station.partners import services as partner_services
from jisr.station.web.problems import Problem


@dataclass(frozen=True, slots=True)
class ReceivedRevocation:
    """A revocation that has taken effect, as its receipt names it."""

    id: str
    digest: str
    sender: str
    ledger_index: int


def is_revocation(untrusted_message: bytes) -> bool:
    """Whether a message claims to be one: a compact JWS, where dispatches are JSON objects."""
    return untrusted_message[:1] == b"e" and untrusted_message.count(b".") == 2


def receive(untrusted_message: bytes, now: datetime) -> ReceivedRevocation:
    """Verify a revocation and let it take effect; the same one again changes nothing.

    Raises:
        SealingError: no partner of this name, or not signed by a signing key of its card.
    """
    untrusted = parse_object(b64decode(untrusted_message.split(b".")[1]))
    sender, keys, time = station(untrusted, "station"), texts(untrusted, "keys", longest=64), instant(untrusted, "time")
    if not partners.revoked_keys(sender).issuperset(keys):
        try:
            partner_services.receive_revocation(sender, untrusted_message)
        except Problem as problem:
            raise _answer_of(problem) from problem
    digest = sha256(untrusted_message).hexdigest()
    entered = record(partner_actor(sender), Act.COLLECTION, "revocation", digest, detail={"keys": len(keys)})
    return ReceivedRevocation(revocation_id(untrusted_message, time), digest, sender, entered.index)


def receipt(received: ReceivedRevocation, checkpoint: str, now: datetime) -> bytes:
    """The receipt for it."""
    return sign_receipt(
        own_keys(),
        dispatch_id=received.id,
        digest=received.digest,
        sender=received.sender,
        received_at=now,
        ledger_index=received.ledger_index,
        checkpoint=checkpoint,
    )


def _answer_of(problem: Problem) -> SealingError:
    cause = problem.__cause__
    if isinstance(cause, SealingError):
        return cause
    return UnknownSenderError("no partner of this name") if problem.status == 404 else MalformedError(problem.code)
