"""A file encrypted with a passphrase, written and read as a stream of any length.

scrypt (RFC 7914; N=2^17, r=8, p=1) makes the key. Blocks of 64 KiB are sealed with AES-256-GCM; the nonce is the
block's number and a flag for the last block, so that blocks can be neither reordered nor cut off (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

import io
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"jisr-backup-sealed-1\n"
SALT_BYTES = 32
BLOCK_BYTES = 64 * 1024
TAG_BYTES = 16


class SealedFileError(Exception):
    """Wrong passphrase, or the file was damaged or cut off."""

    code = "backup_sealed"


def is_sealed(file: BinaryIO) -> bool:
    """Whether the file (at its beginning, where it is left) is encrypted."""
    start = file.read(len(MAGIC))
    file.seek(0)
    return start == MAGIC


class SealingWriter(io.RawIOBase):
    """Encrypts what is written; `close` writes the last block."""

    def __init__(self, target: BinaryIO, passphrase: str) -> None:
        salt = os.urandom(SALT_BYTES)
        target.write(MAGIC + salt)
        self._target, self._cipher, self._held, self._number = target, _cipher(passphrase, salt), bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self._held += memoryview(data)  # type: ignore[arg-type]
        while len(self._held) > BLOCK_BYTES:
            self._put(bytes(self._held[:BLOCK_BYTES]), is_last=False)
            del self._held[:BLOCK_BYTES]
        return len(memoryview(data))  # type: ignore[arg-type]

    def close(self) -> None:
        if not self.closed:
            self._put(bytes(self._held), is_last=True)
            super().close()

    def _put(self, block: bytes, *, is_last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, is_last), block, MAGIC))
        self._number += 1


class SealingReader(io.RawIOBase):
    """Decrypts a sealed file; every byte it gives out is authentic and in its place.

    Raises:
        SealedFileError: on reading, where the passphrase is wrong or the file is damaged or cut off.
    """

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        source.seek(len(MAGIC))
        self._cipher = _cipher(passphrase, source.read(SALT_BYTES))
        self._source, self._held, self._number, self._is_over = source, b"", 0, False
        self._next = source.read(BLOCK_BYTES + TAG_BYTES)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._held and not self._is_over:
            self._held = self._take()
        count = min(len(view), len(self._held))
        view[:count] = self._held[:count]
        self._held = self._held[count:]
        return count

    def _take(self) -> bytes:
        block, self._next = self._next, self._source.read(BLOCK_BYTES + TAG_BYTES)
        self._is_over = not self._next
        try:
            opened: bytes = self._cipher.decrypt(_nonce(self._number, self._is_over), block, MAGIC)
        except InvalidTag as error:
            raise SealedFileError(self._number) from error
        self._number += 1
        return opened


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(passphrase.encode()))


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
