"""Station keys at rest: a JSON document, encrypted under a passphrase when there is one.

scrypt (RFC 7914) makes the key, AES-256-GCM encrypts, and the parameters are bound as additional data. Without a
passphrase the keys stand in the clear and the file's own protection is all there is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from os import urandom
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from jisr.core.sealing import fields
from jisr.core.sealing.encoding import b64encode_text, dump_object, format_instant, parse_object, whole_milliseconds
from jisr.core.sealing.errors import KeyStoreError, SealingError
from jisr.core.sealing.jwk import PrivateKey, parse_private_jwk, private_jwk

_FORMAT: Final = "jisr-keys/1"
_ASSOCIATED: Final = b"jisr-keys/1 scrypt A256GCM"
# RFC 7914 section 2: cost of about 0.3 s and 128 MiB for one guess.
_SCRYPT_COST: Final = 2**17
_SCRYPT_BLOCK: Final = 8
_SCRYPT_LANES: Final = 1


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A private key and when it is (or was) the one to use."""

    private: PrivateKey
    valid_from: datetime
    valid_until: datetime

    @property
    def key_id(self) -> str:
        """Thumbprint of the public key."""
        return self.private.key_id

    def is_current_at(self, instant: datetime) -> bool:
        """Whether the key is to be used at the instant."""
        return self.valid_from <= instant < self.valid_until

    def retire(self, now: datetime) -> "HeldKey":
        """The key, no longer to be used from now on."""
        return replace(self, valid_until=max(self.valid_from, min(self.valid_until, whole_milliseconds(now))))


def write(station_id: str, held: Iterable[HeldKey], revoked: Iterable[str], passphrase: str | None) -> bytes:
    """The document to store."""
    content = {
        "station": station_id,
        "revoked": sorted(revoked),
        "keys": [
            {
                "jwk": private_jwk(key.private),
                "valid_from": format_instant(key.valid_from),
                "valid_until": format_instant(key.valid_until),
            }
            for key in held
        ],
    }
    if passphrase is None:
        return dump_object({"format": _FORMAT, "content": content})
    salt, nonce = urandom(16), urandom(12)
    sealed = AESGCM(_derive(passphrase, salt)).encrypt(nonce, dump_object(content), _ASSOCIATED)
    return dump_object(
        {
            "format": _FORMAT,
            "salt": b64encode_text(salt),
            "nonce": b64encode_text(nonce),
            "sealed": b64encode_text(sealed),
        }
    )


def read(untrusted_bytes: bytes, passphrase: str | None) -> tuple[str, tuple[HeldKey, ...], frozenset[str]]:
    """Station id, keys and revoked ids of a stored document.

    Raises:
        KeyStoreError: wrong or missing passphrase, or damaged.
    """
    try:
        document = parse_object(untrusted_bytes)
        if document.get("format") != _FORMAT:
            raise KeyStoreError("not a file of station keys")
        content = fields.mapping(document, "content") if "content" in document else _open(document, passphrase)
        held = tuple(_held_key(item) for item in fields.objects(content, "keys", longest=1000))
        revoked = content.get("revoked")
        if not isinstance(revoked, list) or not all(isinstance(key_id, str) for key_id in revoked):
            raise KeyStoreError("damaged station keys")
        return fields.station(content, "station"), held, frozenset(revoked)
    except KeyStoreError:
        raise
    except SealingError as error:
        raise KeyStoreError("damaged station keys") from error


def _open(document: dict[str, Any], passphrase: str | None) -> dict[str, Any]:
    if passphrase is None:
        raise KeyStoreError("the station keys are encrypted and no passphrase was given")
    key = _derive(passphrase, fields.octets(document, "salt"))
    try:
        content = AESGCM(key).decrypt(fields.octets(document, "nonce"), fields.octets(document, "sealed"), _ASSOCIATED)
    except (InvalidTag, ValueError) as error:
        raise KeyStoreError("the passphrase does not open the station keys") from error
    return parse_object(content)


def _held_key(untrusted: dict[str, Any]) -> HeldKey:
    return HeldKey(
        parse_private_jwk(fields.mapping(untrusted, "jwk")),
        fields.instant(untrusted, "valid_from"),
        fields.instant(untrusted, "valid_until"),
    )


def _derive(passphrase: str, salt: bytes) -> bytes:
    if not passphrase:
        raise KeyStoreError("an empty passphrase protects nothing")
    kdf = Scrypt(salt=salt, length=32, n=_SCRYPT_COST, r=_SCRYPT_BLOCK, p=_SCRYPT_LANES)
    return kdf.derive(passphrase.encode("utf-8"))
