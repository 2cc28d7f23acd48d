"""Station cards: who a station is, where it listens, and the public keys that speak for it.

A card is one payload signed by the card's own signing key, and, after a rotation, also by the keys before it. The
first card of a partner is believed because two officers have compared words with the partner (`sas`); every later
one because a key of the card before has signed it. A card is never believed in parts.

Rules of `verify_card`: size, version, form; the first signing key is valid now and has signed; every key is of its
use; at least one sealing key is valid now; not issued in the future. `verify_rotation` adds: same station, higher
sequence, signed by a key that the known card holds valid now and that is not revoked.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlsplit

from jisr.core.sealing import fields, jws_general
from jisr.core.sealing.encoding import dump_object, format_instant, parse_object
from jisr.core.sealing.errors import (
    BadSignatureError,
    CardError,
    CardSequenceError,
    ClockSkewError,
    KeyNotValidError,
    MalformedError,
    OversizeError,
    RevokedKeyError,
    SealingError,
    UnknownKeyError,
    UnknownVersionError,
)
from jisr.core.sealing.jwk import KeyUse, PublicKey, parse_public_jwk
from jisr.core.sealing.keys import StationKeys
from jisr.core.sealing.keystore import HeldKey
from jisr.core.sealing.policy import DEFAULT_POLICY
from jisr.core.sealing.suites import PROTOCOL_VERSION, SUITES

MEDIA_TYPE: Final = "jisr-card+jws"
MAX_CARD_BYTES: Final = 256 * 1024
LANGUAGES: Final = ("ar", "fr", "en")
MAX_CARD_KEYS: Final = 16  # of each use, the newest first


@dataclass(frozen=True, slots=True)
class CardKey:
    """A public key and when signatures by it, or sealing to it, are valid."""

    public: PublicKey
    valid_from: datetime
    valid_until: datetime

    @property
    def key_id(self) -> str:
        """JWK thumbprint."""
        return self.public.key_id

    def is_valid_at(self, instant: datetime) -> bool:
        """Whether the instant lies in the validity."""
        return self.valid_from <= instant < self.valid_until


@dataclass(frozen=True)
class StationCard:
    """A verified card.

    Attributes:
        names: of the service, by language ("ar", "fr", "en").
        country: ISO 3166-1 alpha-2.
        suites: JOSE algorithms the station opens, from its sealing keys.
        sequence: 1 for the first card, higher for each one that replaces it.
        payload: the exact bytes that were signed.
        signed_bytes: the whole card as received.
    """

    station_id: str
    names: Mapping[str, str]
    service_kind: str
    country: str
    endpoint: str
    languages: tuple[str, ...]
    versions: tuple[int, ...]
    signing_keys: tuple[CardKey, ...]
    sealing_keys: tuple[CardKey, ...]
    ledger_keys: tuple[CardKey, ...]
    sequence: int
    issued_at: datetime
    payload: bytes = field(repr=False)
    signed_bytes: bytes = field(repr=False)
    _by_id: Mapping[str, CardKey] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", MappingProxyType({key.key_id: key for key in self.signing_keys}))

    @property
    def digest(self) -> str:
        """SHA-256 of the payload, in hexadecimal: what the short authentication string commits to."""
        return sha256(self.payload).hexdigest()

    @property
    def suites(self) -> tuple[str, ...]:
        """Names of the suites the card holds keys for."""
        return tuple(dict.fromkeys(SUITES[key.public.algorithm].name for key in self.sealing_keys))

    def signing_key(self, key_id: str) -> CardKey:
        """The signing key with this id.

        Raises:
            UnknownKeyError: not on this card.
        """
        try:
            return self._by_id[key_id]
        except KeyError:
            raise UnknownKeyError("a key that is not on the card") from None

    def verifying_key(self, key_id: str, at: datetime, revoked_keys: Collection[str] = ()) -> PublicKey:
        """The signing key with this id, for a signature made at an instant.

        Raises:
            UnknownKeyError, RevokedKeyError, KeyNotValidError.
        """
        if key_id in revoked_keys:
            raise RevokedKeyError("a key its owner has revoked")
        key = self.signing_key(key_id)
        if not key.is_valid_at(at):
            raise KeyNotValidError("outside the validity of the key")
        return key.public

    def sealing_key(self, algorithm: str, at: datetime, revoked_keys: Collection[str] = ()) -> CardKey | None:
        """The newest key to seal to with this algorithm at an instant, or None."""
        fitting = (
            key
            for key in self.sealing_keys
            if key.public.algorithm == algorithm and key.is_valid_at(at) and key.key_id not in revoked_keys
        )
        return max(fitting, key=lambda key: key.valid_from, default=None)

    def name(self, language: str) -> str:
        """Name of the service in a language, English where there is none."""
        return self.names.get(language) or self.names["en"]


def sign_card(
    keys: StationKeys,
    *,
    names: Mapping[str, str],
    service_kind: str,
    country: str,
    endpoint: str,
    languages: tuple[str, ...] = LANGUAGES,
    sequence: int = 1,
    issued_at: datetime,
) -> bytes:
    """The station's card, signed by its signing key and by those it has retired but still holds."""
    payload = {
        "jisr": PROTOCOL_VERSION,
        "station": keys.station_id,
        "names": dict(names),
        "service_kind": service_kind,
        "country": country,
        "endpoint": endpoint,
        "languages": list(languages),
        "versions": [PROTOCOL_VERSION],
        "signing_keys": [_key_entry(held) for held in keys.of_use(KeyUse.SIGN)[:MAX_CARD_KEYS]],
        "sealing_keys": [_key_entry(held) for held in keys.of_use(KeyUse.SEAL) if held.is_current_at(issued_at)],
        "ledger_keys": [_key_entry(held) for held in keys.of_use(KeyUse.LEDGER)],
        "sequence": sequence,
        "issued_at": format_instant(issued_at),
    }
    signers = [held.private for held in keys.of_use(KeyUse.SIGN)[:MAX_CARD_KEYS]]
    return jws_general.sign(dump_object(payload), signers, keys.station_id, MEDIA_TYPE)


def verify_card(untrusted_bytes: bytes, now: datetime) -> StationCard:
    """A card that is what it claims to be; whether its keys are the station's is what officers compare words for.

    Raises:
        CardError: with the first rule of the module that it breaks as its cause.
    """
    try:
        card, signatures = _read(untrusted_bytes, now)
        signatures.require(card.signing_keys[0].public)
    except CardError:
        raise
    except SealingError as error:
        raise CardError(f"the card is not valid: {error}") from error
    return card


def verify_rotation(
    known: StationCard, untrusted_bytes: bytes, now: datetime, revoked_keys: Collection[str] = ()
) -> StationCard:
    """The card that takes the place of a known one.

    Raises:
        CardSequenceError: not newer than the known card.
        CardError: not valid, of another station, or not signed by a key of the known card.
    """
    card = verify_card(untrusted_bytes, now)
    if card.station_id != known.station_id:
        raise CardError("a card of another station")
    if card.sequence <= known.sequence:
        raise CardSequenceError("a card that is not newer")
    signatures = jws_general.read(untrusted_bytes, MEDIA_TYPE)
    for key in known.signing_keys:
        if key.is_valid_at(now) and key.key_id not in revoked_keys and signatures.is_signed_by(key.public):
            return card
    raise CardError("not signed by a key of the known card")


def _read(untrusted_bytes: bytes, now: datetime) -> tuple[StationCard, jws_general.Signatures]:
    if len(untrusted_bytes) > MAX_CARD_BYTES:
        raise OversizeError("a card of unusual size")
    signatures = jws_general.read(untrusted_bytes, MEDIA_TYPE)
    untrusted = parse_object(signatures.untrusted_payload)
    if untrusted.get("jisr") != PROTOCOL_VERSION:
        raise UnknownVersionError("a card of another version")
    card = StationCard(
        station_id=fields.station(untrusted, "station"),
        names=_names(untrusted),
        service_kind=fields.text(untrusted, "service_kind"),
        country=_country(untrusted),
        endpoint=_endpoint(untrusted),
        languages=fields.texts(untrusted, "languages", longest=16),
        versions=_versions(untrusted),
        signing_keys=_keys(untrusted, "signing_keys", KeyUse.SIGN),
        sealing_keys=_keys(untrusted, "sealing_keys", KeyUse.SEAL),
        ledger_keys=_keys(untrusted, "ledger_keys", KeyUse.LEDGER),
        sequence=fields.whole_number(untrusted, "sequence"),
        issued_at=fields.instant(untrusted, "issued_at"),
        payload=signatures.untrusted_payload,
        signed_bytes=untrusted_bytes,
    )
    if any(signer.station_id != card.station_id for signer in signatures.signers):
        raise BadSignatureError("signed by another station")
    if card.issued_at > now + DEFAULT_POLICY.max_clock_skew:
        raise ClockSkewError("a card issued in the future")
    if not card.signing_keys[0].is_valid_at(max(now, card.issued_at)):
        raise KeyNotValidError("the signing key is not valid now")
    if not any(key.is_valid_at(max(now, card.issued_at)) for key in card.sealing_keys):
        raise KeyNotValidError("no sealing key is valid now")
    return card, signatures


def _key_entry(held: HeldKey) -> dict[str, Any]:
    return {
        "jwk": held.private.public.jwk,
        "valid_from": format_instant(held.valid_from),
        "valid_until": format_instant(held.valid_until),
    }


def _keys(untrusted: dict[str, Any], name: str, use: KeyUse) -> tuple[CardKey, ...]:
    keys = tuple(
        CardKey(
            parse_public_jwk(fields.mapping(item, "jwk")),
            fields.instant(item, "valid_from"),
            fields.instant(item, "valid_until"),
        )
        for item in fields.objects(untrusted, name, longest=MAX_CARD_KEYS)
    )
    if any(key.public.use is not use for key in keys) or len({key.key_id for key in keys}) != len(keys):
        raise MalformedError(f"{name}: a key of another use, or twice the same")
    return keys


def _names(untrusted: dict[str, Any]) -> Mapping[str, str]:
    names = fields.mapping(untrusted, "names")
    return MappingProxyType({language: fields.text(names, language) for language in LANGUAGES})


def _country(untrusted: dict[str, Any]) -> str:
    country = fields.text(untrusted, "country")
    if len(country) != 2 or not country.isascii() or not country.isalpha() or not country.isupper():
        raise MalformedError("country: two capital letters are needed")
    return country


def _endpoint(untrusted: dict[str, Any]) -> str:
    endpoint = fields.text(untrusted, "endpoint")
    try:
        parts = urlsplit(endpoint)
    except ValueError as error:
        raise MalformedError("endpoint: not an address") from error
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username is not None or parts.fragment:
        raise MalformedError("endpoint: not an address")
    return endpoint


def _versions(untrusted: dict[str, Any]) -> tuple[int, ...]:
    versions = fields.listing(untrusted, "versions", longest=16)
    if not all(isinstance(version, int) and not isinstance(version, bool) for version in versions):
        raise MalformedError("versions: whole numbers are needed")
    return tuple(versions)
