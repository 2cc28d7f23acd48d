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
from jisr.core.sealing.jwk import PublicKey
from jisr.core.sealing.jws import sign_compact
from jisr.core.sealing.keys import StationKeys
from jisr.core.sealing.policy import DEFAULT_POLICY, SealingPolicy
from jisr.core.sealing.suites import SUITES_BY_NAME, Suite, strongest_common_suite

MEDIA_TYPE: Final = jwe.CONTENT_TYPE


@dataclass(frozen=True, slots=True)
class Sealed:
    """A dispatch ready to leave.

    Attributes:
        id: of the dispatch.
        digest: SHA-256 of `signed_bytes`, hexadecimal; what receipts name.
        signed_bytes: compact JWS; kept for as long as the dispatch is, never serialised again.
        sealed_bytes: JWE for the recipients; may be made again from `signed_bytes` with `reseal`.
        suite: name of the suite.
    """

    id: str
    digest: str
    signed_bytes: bytes
    sealed_bytes: bytes
    suite: str


def seal(
    dispatch: Dispatch,
    sender: StationKeys,
    recipients: Sequence[StationCard],
    *,
    policy: SealingPolicy = DEFAULT_POLICY,
    revoked_keys: Collection[str] = (),
) -> Sealed:
    """Sign a dispatch once and seal it to every recipient with the strongest suite that all of them open.

    Raises:
        MisdirectedError: the cards are not those of the dispatch's recipients, or the keys not the sender's.
        DowngradeError: the recipients share no suite that the policy allows.
        KeyNotValidError: a recipient has no sealing key that is valid at the dispatch's time.
        OversizeError: larger than the policy lets anyone accept.
    """
    if dispatch.sender != sender.station_id:
        raise MisdirectedError("signed by another station than the sender")
    if {card.station_id for card in recipients} != set(dispatch.recipients) or len(recipients) != len(
        dispatch.recipients
    ):
        raise MisdirectedError("the cards are not those of the recipients")
    suite = _choose_suite(recipients, policy)
    signed = sign_compact(dispatch.to_payload(suite.name), sender.signing_key, sender.station_id, MEDIA_TYPE)
    sealed = _seal_to(signed, dispatch.id, recipients, suite, dispatch.time, policy, revoked_keys)
    return Sealed(dispatch.id, digest_of(signed), signed, sealed, suite.name)


def reseal(
    sealed: Sealed,
    recipients: Sequence[StationCard],
    now: datetime,
    *,
    policy: SealingPolicy = DEFAULT_POLICY,
    revoked_keys: Collection[str] = (),
) -> Sealed:
    """The same signed bytes, sealed to present keys of some of the recipients (after a rotation or revocation).

    The suite stays the one that was signed.
    """
    suite = SUITES_BY_NAME[sealed.suite]
    again = _seal_to(sealed.signed_bytes, sealed.id, recipients, suite, now, policy, revoked_keys)
    return Sealed(sealed.id, sealed.digest, sealed.signed_bytes, again, sealed.suite)


def digest_of(signed_bytes: bytes) -> str:
    """The digest by which receipts and ledgers name a dispatch."""
    return sha256(signed_bytes).hexdigest()


def _choose_suite(recipients: Sequence[StationCard], policy: SealingPolicy) -> Suite:
    suite = strongest_common_suite(card.suites for card in recipients)
    if suite is None:
        raise DowngradeError("the recipients share no suite")
    for card in recipients:
        policy.require_suite(suite, card.station_id)
    return suite


def _seal_to(
    signed: bytes,
    dispatch_id: str,
    recipients: Sequence[StationCard],
    suite: Suite,
    now: datetime,
    policy: SealingPolicy,
    revoked_keys: Collection[str],
) -> bytes:
    if len(recipients) > policy.max_recipients:
        raise OversizeError("more recipients than one dispatch may have")
    keys: list[PublicKey] = []
    for card in recipients:
        key = card.sealing_key(suite.algorithm, now, revoked_keys)
        if key is None:
            raise KeyNotValidError(f"{card.station_id} has no valid key to seal to")
        keys.append(key.public)
    sealed = jwe.seal_bytes(signed, dispatch_id, keys, suite)
    if len(sealed) > policy.max_sealed_bytes:
        raise OversizeError("larger than a dispatch may be")
    return sealed
