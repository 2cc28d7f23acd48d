"""Opening: from untrusted bytes to a dispatch that is believed. Bytes in, trusted values out; no I/O.

The rules, in this order; each has one answer (`errors`):

 1. size and number of recipients within the policy, before anything else is done;
 2. a JWE of exactly this form, strict JSON, a suite of this protocol;
 3. wrapped for a key of this station that is not revoked;
 4. key unwraps, recipients are those that were sealed, content opens;
 5. a compact JWS of this type with Ed25519;
 6. the named sender is known, the named key is on its card and not revoked;
 7. the signature verifies; only now is the payload read;
 8. payload of this version and form; sender, id and suite inside are those outside;
 9. this station is among the signed recipients;
10. the suite is not below the floor agreed with this sender;
11. not dated in the future, not older than the horizon, and within the validity of the signing key.

Duplicates, replays and order need memory: `freshness`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from jisr.core.sealing import jwe
from jisr.core.sealing.cards import StationCard
from jisr.core.sealing.dispatches import Dispatch, parse_payload
from jisr.core.sealing.errors import (
    ClockSkewError,
    DowngradeError,
    KeyNotValidError,
    MisdirectedError,
    PayloadMismatchError,
    RevokedKeyError,
    TooOldError,
    UnknownSenderError,
)
from jisr.core.sealing.jwk import PublicKey
from jisr.core.sealing.jws import Signer, verify_compact
from jisr.core.sealing.keys import StationKeys
from jisr.core.sealing.outbound import MEDIA_TYPE, digest_of
from jisr.core.sealing.policy import DEFAULT_POLICY, SealingPolicy


@dataclass(frozen=True, slots=True)
class Opened:
    """A dispatch that is believed.

    Attributes:
        digest: SHA-256 of `signed_bytes`, hexadecimal.
        signed_bytes: what the sender signed, byte for byte; can be shown to a third person.
        sender_card: the card whose key verified it.
        signing_key_id: that key.
        suite: name of the suite.
    """

    dispatch: Dispatch
    digest: str
    signed_bytes: bytes
    sender_card: StationCard
    signing_key_id: str
    suite: str


def open_sealed(
    untrusted_bytes: bytes,
    keys: StationKeys,
    senders: Mapping[str, StationCard],
    now: datetime,
    *,
    policy: SealingPolicy = DEFAULT_POLICY,
    revoked_keys: Collection[str] = frozenset(),
) -> Opened:
    """Open, verify and read one sealed dispatch, by the rules of this module.

    Args:
        senders: cards of the partners this station accepts dispatches from, by station id.
        revoked_keys: ids of partners' signing keys that their owners have revoked.

    Raises:
        SealingError: the answer of the first rule that is broken.
    """
    envelope = jwe.read_envelope(
        untrusted_bytes, max_bytes=policy.max_sealed_bytes, max_recipients=policy.max_recipients
    )
    signed = jwe.open_envelope(envelope, keys.sealing_keys, keys.revoked)
    opened = verify_signed(signed, senders, revoked_keys=revoked_keys)
    dispatch = opened.dispatch
    if dispatch.id != envelope.dispatch_id:
        raise PayloadMismatchError("the id outside is not the id inside")
    if opened.suite != envelope.suite.name:
        raise DowngradeError("sealed with another suite than the sender signed")
    if keys.station_id not in dispatch.recipients:
        raise MisdirectedError("the signed recipients do not name this station")
    policy.require_suite(envelope.suite, dispatch.sender)
    _require_timely(dispatch.time, now, policy)
    return opened


def verify_signed(
    untrusted_signed: bytes, senders: Mapping[str, StationCard], *, revoked_keys: Collection[str] = frozenset()
) -> Opened:
    """Verify kept signed bytes again, without their seal (rules 5 to 8 and the key's validity)."""
    card: StationCard | None = None

    def key_of(signer: Signer) -> PublicKey:
        nonlocal card
        card = senders.get(signer.station_id)
        if card is None:
            raise UnknownSenderError("no verified partner of this name")
        if signer.key_id in revoked_keys:
            raise RevokedKeyError("a key its owner has revoked")
        return card.signing_key(signer.key_id).public

    payload, signer = verify_compact(untrusted_signed, MEDIA_TYPE, key_of)
    if card is None:  # pragma: no cover - verify_compact always asks for the key
        raise UnknownSenderError("no verified partner of this name")
    dispatch, suite_name = parse_payload(payload)
    if dispatch.sender != signer.station_id:
        raise PayloadMismatchError("signed by another station than the sender")
    if not card.signing_key(signer.key_id).is_valid_at(dispatch.time):
        raise KeyNotValidError("dated outside the validity of the key")
    return Opened(dispatch, digest_of(untrusted_signed), untrusted_signed, card, signer.key_id, suite_name)


def _require_timely(time: datetime, now: datetime, policy: SealingPolicy) -> None:
    if time > now + policy.max_clock_skew:
        raise ClockSkewError("dated in the future")
    if time < now - policy.max_age:
        raise TooOldError("older than the horizon")
