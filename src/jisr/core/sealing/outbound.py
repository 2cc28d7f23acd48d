"""Sealing: from a dispatch to the bytes that leave the station."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from jisr.core.sealing import jwe
from jisr.core.sealing.cards import StationCard
from jisr.core.sealing.dispatches import Dispatch
from jisr.core.sealing.errors import DowngradeError, KeyNotValidError, MisdirectedError, OversizeError
from jisr.core.sealing.jwk import PrivateKey, PublicKey
from jisr.core.sealing.jws import sign_compact
from jisr.core.sealing.keys import StationKeys
from jisr.core.sealing.policy import DEFAULT_POLICY, SealingPolicy
from jisr.core.sealing.suites import SUITES_BY_NAME, strongest_common_suite

MEDIA_TYPE: Final = jwe.CONTENT_TYPE


@dataclass(frozen=True, slots=True)
class Signed:
    """A dispatch that is signed; what is kept, and sealed as often as it is sent.

    Attributes:
        id: of the dispatch.
        digest: SHA-256 of `signed_bytes`, hexadecimal; what receipts name.
        signed_bytes: compact JWS; never serialised again.
        suite: name of the suite that was signed; every sealing uses this one.
    """

    id: str
    digest: str
    signed_bytes: bytes
    suite: str


@dataclass(frozen=True, slots=True)
class Sealed(Signed):
    """A dispatch ready to leave: `sealed_bytes` is the JWE for its recipients."""

    sealed_bytes: bytes


def sign_dispatch(
    dispatch: Dispatch,
    sender: StationKeys,
    recipients: Sequence[StationCard],
    *,
    policy: SealingPolicy = DEFAULT_POLICY,
    signing_key: PrivateKey | None = None,
) -> Signed:
    """Sign a dispatch, for the strongest suite that all recipients open.

    Args:
        recipients: cards of exactly the dispatch's recipients.
        signing_key: another of the sender's keys than its present one, for a partner that does not know it yet.

    Raises:
        MisdirectedError: the cards are not those of the dispatch's recipients, or the keys not the sender's.
        DowngradeError: the recipients share no suite that the policy allows.
        OversizeError: more recipients than the policy allows.
    """
    if dispatch.sender != sender.station_id:
        raise MisdirectedError("signed by another station than the sender")
    if sorted(card.station_id for card in recipients) != sorted(dispatch.recipients):
        raise MisdirectedError("the cards are not those of the recipients")
    if len(recipients) > policy.max_recipients:
        raise OversizeError("more recipients than one dispatch may have")
    suite = strongest_common_suite(card.suites for card in recipients)
    if suite is None:
        raise DowngradeError("the recipients share no suite")
    for card in recipients:
        policy.require_suite(suite, card.station_id)
    key = signing_key or sender.signing_key
    signed = sign_compact(dispatch.to_payload(suite.name), key, sender.station_id, MEDIA_TYPE)
    return Signed(dispatch.id, digest_of(signed), signed, suite.name)


def seal_signed(
    signed: Signed,
    recipients: Sequence[StationCard],
    now: datetime,
    *,
    policy: SealingPolicy = DEFAULT_POLICY,
    revoked_keys: Collection[str] = (),
) -> Sealed:
    """Seal signed bytes to the present keys of some or all of the recipients.

    After a rotation or revocation the same signed bytes are sealed again; their digest stays.

    Raises:
        KeyNotValidError: a recipient has no key of the signed suite that is valid now and not revoked.
        OversizeError: larger than the policy lets anyone accept.
    """
    suite = SUITES_BY_NAME[signed.suite]
    keys: list[PublicKey] = []
    for card in recipients:
        key = card.sealing_key(suite.algorithm, now, revoked_keys)
        if key is None:
            raise KeyNotValidError(f"{card.station_id} has no valid key to seal to")
        keys.append(key.public)
    sealed = jwe.seal_bytes(signed.signed_bytes, signed.id, keys, suite)
    if len(sealed) > policy.max_sealed_bytes:
        raise OversizeError("larger than a dispatch may be")
    return Sealed(signed.id, signed.digest, signed.signed_bytes, signed.suite, sealed)


def seal(
    dispatch: Dispatch,
    sender: StationKeys,
    recipients: Sequence[StationCard],
    *,
    policy: SealingPolicy = DEFAULT_POLICY,
    revoked_keys: Collection[str] = (),
) -> Sealed:
    """Sign a dispatch once and seal it to every recipient: `sign_dispatch`, then `seal_signed`."""
    signed = sign_dispatch(dispatch, sender, recipients, policy=policy)
    return seal_signed(signed, recipients, dispatch.time, policy=policy, revoked_keys=revoked_keys)


def digest_of(signed_bytes: bytes) -> str:
    """The digest by which receipts and ledgers name a dispatch."""
    return sha256(signed_bytes).hexdigest()
