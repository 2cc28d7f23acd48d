"""Signed bytes: JSON Web Signatures with Ed25519, in the two forms this protocol uses.

Compact (one signature: dispatches, receipts, refusals, revocations) and General JSON (several signatures over one
payload: cards in rotation, co-signed texts). Each header names the algorithm, the type, the signer's station and
the signer's key; the type keeps a signature made for one purpose from being shown for another. The payload is
only handed on after its signature has verified, as the bytes that were signed.

Source: RFC 7515; "Ed25519" as algorithm name RFC 9864 section 2.2; explicit typing RFC 8725 section 3.11.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from jisr.core.sealing import fields
from jisr.core.sealing.encoding import b64decode, b64encode, dump_object, parse_object
from jisr.core.sealing.errors import BadSignatureError, DowngradeError, MalformedError
from jisr.core.sealing.jwk import SIGNING_ALGORITHM, KeyUse, PrivateKey, PublicKey

# A header is small; anything longer is an attempt to make the reader work.
MAX_HEADER_BYTES: Final = 4096
_ALLOWED_HEADER_NAMES: Final = frozenset({"alg", "typ", "kid", "iss", "iat", "signers"})


@dataclass(frozen=True, slots=True)
class Signer:
    """Who a header says has signed; true only once the signature has verified."""

    station_id: str
    key_id: str
    header: dict[str, Any]


# Finds the key of a signer, or raises the defined answer (unknown sender, unknown key, revoked key).
type KeyFinder = Callable[[Signer], PublicKey]


def protected_header(keys: PrivateKey, station_id: str, media_type: str, **more: object) -> bytes:
    """The encoded protected header of a signature."""
    header = {"alg": SIGNING_ALGORITHM, "typ": media_type, "iss": station_id, "kid": keys.key_id, **more}
    return b64encode(dump_object(header))


def signature_over(encoded_header: bytes, encoded_payload: bytes, key: PrivateKey) -> bytes:
    """The encoded Ed25519 signature over header and payload. Source: RFC 7515 section 5.1."""
    signer = cast(Ed25519PrivateKey, key.key)
    return b64encode(signer.sign(encoded_header + b"." + encoded_payload))


def sign_compact(payload: bytes, key: PrivateKey, station_id: str, media_type: str) -> bytes:
    """Compact serialisation: header.payload.signature."""
    header = protected_header(key, station_id, media_type)
    encoded_payload = b64encode(payload)
    return b".".join((header, encoded_payload, signature_over(header, encoded_payload, key)))


def read_header(untrusted_encoded: bytes, media_type: str) -> Signer:
    """The header of one signature, read but not yet believed.

    Raises:
        DowngradeError: any algorithm but Ed25519.
        MalformedError: another type of message, or names this protocol does not use.
    """
    if len(untrusted_encoded) > MAX_HEADER_BYTES:
        raise MalformedError("a header of unusual length")
    header = parse_object(b64decode(untrusted_encoded))
    if header.get("alg") != SIGNING_ALGORITHM:
        raise DowngradeError("not signed with Ed25519")
    if header.get("typ") != media_type:
        raise MalformedError(f"not a {media_type}")
    if not header.keys() <= _ALLOWED_HEADER_NAMES:
        raise MalformedError("a header with unknown names")
    return Signer(fields.station(header, "iss"), fields.text(header, "kid"), header)


def verify_signature(
    untrusted_header: bytes, untrusted_payload: bytes, untrusted_signature: bytes, key: PublicKey
) -> None:
    """Raises BadSignatureError unless the encoded signature is the key's over the encoded header and payload."""
    if key.use is not KeyUse.SIGN:
        raise BadSignatureError("signed with a key of another use")
    verifier = cast(Ed25519PublicKey, key.key)
    try:
        verifier.verify(b64decode(untrusted_signature), untrusted_header + b"." + untrusted_payload)
    except InvalidSignature as error:
        raise BadSignatureError("the signature does not verify") from error


def verify_compact(untrusted_bytes: bytes, media_type: str, find_key: KeyFinder) -> tuple[bytes, Signer]:
    """The payload bytes of a compact JWS and who signed them.

    Raises:
        MalformedError, DowngradeError, BadSignatureError, and whatever `find_key` answers.
    """
    parts = untrusted_bytes.split(b".")
    if len(parts) != 3:
        raise MalformedError("not a compact signature")
    untrusted_header, untrusted_payload, untrusted_signature = parts
    signer = read_header(untrusted_header, media_type)
    verify_signature(untrusted_header, untrusted_payload, untrusted_signature, find_key(signer))
    return b64decode(untrusted_payload), signer
