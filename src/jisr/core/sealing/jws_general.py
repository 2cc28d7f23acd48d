"""Several signatures over one payload: JWS in General JSON form (RFC 7515 section 7.2.1).

Adding a signature leaves the payload and the earlier signatures as they are, byte for byte.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jisr.core.sealing import fields
from jisr.core.sealing.encoding import b64decode, b64encode, dump_object, parse_object
from jisr.core.sealing.errors import BadSignatureError, MalformedError
from jisr.core.sealing.jwk import PrivateKey, PublicKey
from jisr.core.sealing.jws import Signer, protected_header, read_header, signature_over, verify_signature

MAX_SIGNATURES: Final = 32


@dataclass(frozen=True, slots=True)
class Signatures:
    """A payload and the signatures that claim to be over it; nothing is believed before `require`."""

    encoded_payload: bytes
    untrusted_payload: bytes
    signers: tuple[Signer, ...]
    encoded: tuple[tuple[bytes, bytes], ...]

    def is_signed_by(self, key: PublicKey) -> bool:
        """Whether one of the signatures is by this key and verifies."""
        try:
            self.require(key)
        except BadSignatureError:
            return False
        return True

    def require(self, key: PublicKey) -> Signer:
        """The signer whose signature by this key verifies.

        Raises:
            BadSignatureError: none does.
        """
        for signer, (header, signature) in zip(self.signers, self.encoded, strict=True):
            if signer.key_id == key.key_id:
                verify_signature(header, self.encoded_payload, signature, key)
                return signer
        raise BadSignatureError("not signed by the key that must have signed")


def sign(
    payload: bytes, keys: Sequence[PrivateKey], station_id: str, media_type: str, **header_fields: object
) -> bytes:
    """One payload, signed by each of the keys, all of one station."""
    encoded_payload = b64encode(payload)
    headers = [protected_header(key, station_id, media_type, **header_fields) for key in keys]
    signed = [(header, signature_over(header, encoded_payload, key)) for header, key in zip(headers, keys, strict=True)]
    return _document(encoded_payload, signed)


def add_signature(
    signatures: Signatures, key: PrivateKey, station_id: str, media_type: str, **header_fields: object
) -> bytes:
    """The document with one more signature at its end."""
    header = protected_header(key, station_id, media_type, **header_fields)
    added = (header, signature_over(header, signatures.encoded_payload, key))
    return _document(signatures.encoded_payload, [*signatures.encoded, added])


def join_signatures(one: Signatures, other: Signatures) -> bytes:
    """One document with the signatures of both, over the payload that they share; those of `one` come first.

    Raises:
        MalformedError: the payloads differ.
    """
    if one.encoded_payload != other.encoded_payload:
        raise MalformedError("signatures over different payloads")
    held = {signer.station_id for signer in one.signers}
    added = [pair for signer, pair in zip(other.signers, other.encoded, strict=True) if signer.station_id not in held]
    return _document(one.encoded_payload, [*one.encoded, *added])


def read(untrusted_bytes: bytes, media_type: str) -> Signatures:
    """A document of this form.

    Raises:
        MalformedError: not this form, or two signatures by one key.
    """
    document = parse_object(untrusted_bytes)
    if document.keys() != {"payload", "signatures"}:
        raise MalformedError("not a payload with signatures")
    encoded_payload = fields.text(document, "payload").encode("ascii", "replace")
    encoded = []
    for item in fields.objects(document, "signatures", longest=MAX_SIGNATURES):
        if item.keys() != {"protected", "signature"}:
            raise MalformedError("a signature with other members than protected and signature")
        header, signature = fields.text(item, "protected"), fields.text(item, "signature")
        encoded.append((header.encode("ascii", "replace"), signature.encode("ascii", "replace")))
    signers = tuple(read_header(header, media_type) for header, _ in encoded)
    if len({signer.key_id for signer in signers}) != len(signers):
        raise MalformedError("two signatures by one key")
    return Signatures(encoded_payload, b64decode(encoded_payload), signers, tuple(encoded))


def _document(encoded_payload: bytes, signed: Sequence[tuple[bytes, bytes]]) -> bytes:
    return dump_object(
        {
            "payload": encoded_payload.decode("ascii"),
            "signatures": [
                {"protected": header.decode("ascii"), "signature": signature.decode("ascii")}
                for header, signature in signed
            ],
        }
    )
