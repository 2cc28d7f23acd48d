"""A sealed value: bytes that open only with the key of their record, and only in their own place.

version (1 byte) | generation of the key (2 bytes, big-endian) | nonce (12) | AES-256-GCM ciphertext and tag.
Associated data: the version, the record's id, the generation, the column and the row, so that a value moved to
another row, column or record does not open. Source: NIST SP 800-38D; nonces are random, one key seals few values.
"""

import os
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION: Final = 1
KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_HEAD_BYTES: Final = 3


class SealedValueError(Exception):
    """The value was altered, moved from elsewhere, or sealed with another key."""

    code = "sealed_value"


def seal(key: bytes, plain: bytes, *, record_id: UUID, generation: int, place: str) -> bytes:
    """Seal a value.

    Args:
        place: where it stands, "table.column:row".
    """
    head = bytes([VERSION]) + generation.to_bytes(2, "big")
    nonce = os.urandom(_NONCE_BYTES)
    return head + nonce + AESGCM(key).encrypt(nonce, plain, _bound(head, record_id, place))


def generation_of(sealed: bytes) -> int:
    """Which key of its record a value was sealed with.

    Raises:
        SealedValueError: not a sealed value of a version known here.
    """
    if len(sealed) <= _HEAD_BYTES + _NONCE_BYTES or sealed[0] != VERSION:
        raise SealedValueError("not a sealed value")
    return int.from_bytes(sealed[1:_HEAD_BYTES], "big")


def unseal(key: bytes, sealed: bytes, *, record_id: UUID, place: str) -> bytes:
    """The value inside.

    Raises:
        SealedValueError: see the class.
    """
    head, nonce = sealed[:_HEAD_BYTES], sealed[_HEAD_BYTES : _HEAD_BYTES + _NONCE_BYTES]
    try:
        plain: bytes = AESGCM(key).decrypt(nonce, sealed[_HEAD_BYTES + _NONCE_BYTES :], _bound(head, record_id, place))
    except InvalidTag as error:
        raise SealedValueError("the value does not belong here, or was altered") from error
    return plain


def _bound(head: bytes, record_id: UUID, place: str) -> bytes:
    return b"jisr-record" + head + record_id.bytes + place.encode()
