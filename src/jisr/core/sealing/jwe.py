"""The seal: a JWE in General JSON form, one content key, wrapped for each recipient.

Outside stands what opening needs and nothing else: the suite, the dispatch id, and for each recipient its key id,
the encapsulated secret and the wrapped key. All of it is under the authentication tag: the protected header as
always in JWE, the recipients through `aad`, which is the SHA-256 of all of them. So a recipient cannot be taken out,
put in or exchanged, and one recipient cannot be served another content key than its neighbour.

Source: RFC 7516 section 7.2.1; draft-ietf-jose-hpke-encrypt-22 section 6.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from os import urandom
from typing import Final, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jisr.core.sealing import fields
from jisr.core.sealing.encoding import b64decode, b64encode, b64encode_text, dump_object, parse_object, parse_uuid7
from jisr.core.sealing.errors import (
    MalformedError,
    OversizeError,
    RecipientKeyRevokedError,
    TamperedError,
    WrongRecipientError,
)
from jisr.core.sealing.jwk import PrivateKey, PublicKey
from jisr.core.sealing.suites import CONTENT_ENCRYPTION, HpkePrivateKey, HpkePublicKey, Suite, find_suite

MEDIA_TYPE: Final = "jisr-dispatch+jwe"
CONTENT_TYPE: Final = "jisr-dispatch+jws"
_CONTENT_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_LONGEST_HEADER_CHARACTERS: Final = 1024
_MEMBERS: Final = frozenset({"protected", "recipients", "aad", "iv", "ciphertext", "tag"})


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """The content key as one recipient gets it; texts as they stand in the message."""

    key_id: str
    encapsulated: str
    encrypted_key: str

    def committed_bytes(self) -> bytes:
        """What the digest of the recipients covers: one line each. No member can hold a dot or a line end."""
        return f"{self.key_id}.{self.encapsulated}.{self.encrypted_key}\n".encode("ascii")


@dataclass(frozen=True, slots=True)
class Envelope:
    """A JWE that has the right form; nothing in it is believed yet."""

    suite: Suite
    dispatch_id: str
    protected: str
    recipients: tuple[WrappedKey, ...]
    aad: str
    nonce: bytes
    ciphertext_and_tag: bytes


def seal_bytes(content: bytes, dispatch_id: str, recipients: Sequence[PublicKey], suite: Suite) -> bytes:
    """The JWE of some bytes for some sealing keys of one suite."""
    content_key, nonce = urandom(_CONTENT_KEY_BYTES), urandom(_NONCE_BYTES)
    wrapped = []
    for recipient in recipients:
        encapsulated, encrypted_key = suite.wrap(content_key, cast(HpkePublicKey, recipient.key))
        wrapped.append(WrappedKey(recipient.key_id, b64encode_text(encapsulated), b64encode_text(encrypted_key)))
    header = {
        "alg": suite.algorithm,
        "enc": CONTENT_ENCRYPTION,
        "typ": MEDIA_TYPE,
        "cty": CONTENT_TYPE,
        "id": dispatch_id,
    }
    protected = b64encode(dump_object(header))
    aad = b64encode(_recipients_digest(wrapped))
    sealed = AESGCM(content_key).encrypt(nonce, content, protected + b"." + aad)
    return dump_object(
        {
            "protected": protected.decode("ascii"),
            "recipients": [
                {"header": {"kid": key.key_id, "ek": key.encapsulated}, "encrypted_key": key.encrypted_key}
                for key in wrapped
            ],
            "aad": aad.decode("ascii"),
            "iv": b64encode_text(nonce),
            "ciphertext": b64encode_text(sealed[:-_TAG_BYTES]),
            "tag": b64encode_text(sealed[-_TAG_BYTES:]),
        }
    )


def read_envelope(untrusted_bytes: bytes, *, max_bytes: int, max_recipients: int) -> Envelope:
    """The parts of a sealed message; costs no cryptography.

    Raises:
        OversizeError, TruncatedError, DuplicateNameError, MalformedError, DowngradeError, UnknownVersionError.
    """
    if len(untrusted_bytes) > max_bytes:
        raise OversizeError("more bytes than this station accepts")
    document = parse_object(untrusted_bytes)
    if document.keys() != _MEMBERS:
        raise MalformedError("not a sealed dispatch")
    protected = fields.text(document, "protected")
    if len(protected) > _LONGEST_HEADER_CHARACTERS:
        raise OversizeError("a header of unusual length")
    header = parse_object(b64decode(protected))
    suite = find_suite(header.get("alg"), header.get("enc"))
    if header.keys() != {"alg", "enc", "typ", "cty", "id"} or header["typ"] != MEDIA_TYPE:
        raise MalformedError("not the header of a sealed dispatch")
    if header["cty"] != CONTENT_TYPE:
        raise MalformedError("sealed content of another type")
    untrusted_recipients = document["recipients"]
    if isinstance(untrusted_recipients, list) and len(untrusted_recipients) > max_recipients:
        raise OversizeError("more recipients than this station accepts")
    nonce, tag = fields.octets(document, "iv"), fields.octets(document, "tag")
    if len(nonce) != _NONCE_BYTES or len(tag) != _TAG_BYTES:
        raise TamperedError("iv or tag of the wrong length")
    return Envelope(
        suite=suite,
        dispatch_id=parse_uuid7(header["id"]),
        protected=protected,
        recipients=tuple(_wrapped_key(item) for item in fields.objects(document, "recipients", longest=max_recipients)),
        aad=fields.text(document, "aad"),
        nonce=nonce,
        ciphertext_and_tag=fields.octets(document, "ciphertext") + tag,
    )


def open_envelope(envelope: Envelope, keys: Mapping[str, PrivateKey], revoked_keys: frozenset[str]) -> bytes:
    """The sealed bytes.

    Raises:
        WrongRecipientError: for none of the keys.
        RecipientKeyRevokedError: for a revoked key only.
        TamperedError: anything at all was changed.
    """
    mine = next((wrapped for wrapped in envelope.recipients if wrapped.key_id in keys), None)
    if mine is None:
        if any(wrapped.key_id in revoked_keys for wrapped in envelope.recipients):
            raise RecipientKeyRevokedError("sealed to a key this station has revoked")
        raise WrongRecipientError("sealed to no key of this station")
    key = keys[mine.key_id]
    if key.public.algorithm != envelope.suite.algorithm:
        raise TamperedError("a key of another suite")
    content_key = envelope.suite.unwrap(
        b64decode(mine.encapsulated), b64decode(mine.encrypted_key), cast(HpkePrivateKey, key.key)
    )
    if len(content_key) != _CONTENT_KEY_BYTES or envelope.aad != b64encode_text(
        _recipients_digest(envelope.recipients)
    ):
        raise TamperedError("the recipients are not those that were sealed")
    additional = f"{envelope.protected}.{envelope.aad}".encode("ascii")
    try:
        return AESGCM(content_key).decrypt(envelope.nonce, envelope.ciphertext_and_tag, additional)
    except InvalidTag as error:
        raise TamperedError("the content does not open") from error


def _recipients_digest(recipients: Sequence[WrappedKey]) -> bytes:
    return sha256(b"".join(wrapped.committed_bytes() for wrapped in recipients)).digest()


def _wrapped_key(untrusted: dict[str, object]) -> WrappedKey:
    if untrusted.keys() != {"header", "encrypted_key"}:
        raise MalformedError("not a recipient")
    header = fields.mapping(untrusted, "header")
    if header.keys() != {"kid", "ek"}:
        raise MalformedError("not the header of a recipient")
    wrapped = WrappedKey(fields.text(header, "kid"), fields.text(header, "ek"), fields.text(untrusted, "encrypted_key"))
    for member in (wrapped.key_id, wrapped.encapsulated, wrapped.encrypted_key):
        b64decode(member)
    return wrapped
