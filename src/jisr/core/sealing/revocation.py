"""Revocation: a station says that keys of its card must no longer be believed, at once.

Any signing key on the card may sign it, the revoked one included: whoever stole a key can at most revoke it. After
the last signing key is revoked, only a new card, compared in words by two officers again, restores trust.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from jisr.core.sealing import fields
from jisr.core.sealing.cards import StationCard
from jisr.core.sealing.encoding import dump_object, format_instant, parse_object, uuid7
from jisr.core.sealing.errors import ClockSkewError, MalformedError, OversizeError, UnknownSenderError
from jisr.core.sealing.jwk import PublicKey
from jisr.core.sealing.jws import Signer, sign_compact, verify_compact
from jisr.core.sealing.keys import StationKeys
from jisr.core.sealing.policy import DEFAULT_POLICY
from jisr.core.sealing.suites import PROTOCOL_VERSION

MEDIA_TYPE: Final = "jisr-revocation+jws"
_MAX_BYTES: Final = 16 * 1024


class RevocationReason(StrEnum):
    """Why a key is revoked."""

    COMPROMISED = "compromised"
    SUPERSEDED = "superseded"
    CEASED = "ceased"


@dataclass(frozen=True, slots=True)
class Revocation:
    """A verified revocation."""

    station_id: str
    key_ids: tuple[str, ...]
    reason: RevocationReason
    time: datetime
    signed_by: str


def sign_revocation(keys: StationKeys, key_ids: Collection[str], reason: RevocationReason, now: datetime) -> bytes:
    """The statement, signed by the station's present signing key (call before `StationKeys.revoke`)."""
    payload = {
        "jisr": PROTOCOL_VERSION,
        "station": keys.station_id,
        "keys": sorted(key_ids),
        "reason": reason.value,
        "time": format_instant(now),
    }
    return sign_compact(dump_object(payload), keys.signing_key, keys.station_id, MEDIA_TYPE)


def revocation_id(statement: bytes, time: datetime) -> str:
    """The id by which receipts name a revocation, which travels unsealed and has no dispatch id of its own."""
    return uuid7(time, sha256(statement).digest())


def verify_revocation(untrusted_bytes: bytes, known: StationCard, now: datetime) -> Revocation:
    """The revocation, by a signing key of the known card (however old, and revoked or not).

    Raises:
        UnknownSenderError: of another station.
        UnknownKeyError, BadSignatureError, MalformedError, ClockSkewError, OversizeError.
    """

    def key_of(signer: Signer) -> PublicKey:
        if signer.station_id != known.station_id:
            raise UnknownSenderError("a revocation of another station")
        return known.signing_key(signer.key_id).public

    if len(untrusted_bytes) > _MAX_BYTES:
        raise OversizeError("a revocation of unusual size")
    payload, signer = verify_compact(untrusted_bytes, MEDIA_TYPE, key_of)
    statement = parse_object(payload)
    if statement.get("jisr") != PROTOCOL_VERSION or statement.get("station") != known.station_id:
        raise MalformedError("a revocation that contradicts its header")
    reason = fields.text(statement, "reason")
    if reason not in set(RevocationReason):
        raise MalformedError("reason: unknown")
    time = fields.instant(statement, "time")
    if time > now + DEFAULT_POLICY.max_clock_skew:
        raise ClockSkewError("a revocation dated in the future")
    key_ids = fields.texts(statement, "keys", longest=64)
    return Revocation(known.station_id, key_ids, RevocationReason(reason), time, signer.key_id)
