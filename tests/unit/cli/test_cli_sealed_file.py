"""The passphrase seal of backups: whole or not at all."""

import io

import pytest

from jisr.station.backup.sealed_file import (
    BLOCK_BYTES,
    MAGIC,
    SALT_BYTES,
    SealedFileError,
    SealingReader,
    SealingWriter,
    is_sealed,
)

BLOCK_ON_DISK = BLOCK_BYTES + 16
HEADER = len(MAGIC) + SALT_BYTES


def seal(content: bytes, passphrase: str = "a passphrase") -> bytes:
    target = io.BytesIO()
    writer = SealingWriter(target, passphrase)
    for start in range(0, len(content), 10_000):
        writer.write(content[start : start + 10_000])
    writer.close()
    return target.getvalue()


def unseal(sealed: bytes, passphrase: str = "a passphrase") -> bytes:
    return io.BufferedReader(SealingReader(io.BytesIO(sealed), passphrase)).read()


@pytest.mark.parametrize("size", [0, 1, BLOCK_BYTES - 1, BLOCK_BYTES, BLOCK_BYTES + 1, 3 * BLOCK_BYTES])
def test_what_goes_in_comes_out(size):
    content = bytes(number % 251 for number in range(size))
    sealed = seal(content)
    assert is_sealed(io.BytesIO(sealed))
    assert unseal(sealed) == content


def test_content_does_not_stand_in_the_sealed_file():
    content = bytes(number % 251 for number in range(2 * BLOCK_BYTES))
    sealed = seal(content)
    assert not any(content[start : start + 40] in sealed for start in (0, BLOCK_BYTES, len(content) - 40))


def test_another_passphrase_opens_nothing():
    with pytest.raises(SealedFileError):
        unseal(seal(b"secret"), "another")


def test_cutting_off_reordering_and_altering_are_found():
    sealed = seal(bytes(3 * BLOCK_BYTES))
    first, second = sealed[HEADER : HEADER + BLOCK_ON_DISK], sealed[HEADER + BLOCK_ON_DISK : HEADER + 2 * BLOCK_ON_DISK]
    rest = sealed[HEADER + 2 * BLOCK_ON_DISK :]
    damaged = {
        "cut at a block": sealed[:HEADER] + first + second,
        "cut inside": sealed[:-1],
        "reordered": sealed[:HEADER] + second + first + rest,
        "block dropped": sealed[:HEADER] + first + rest,
        "bit": sealed[:-5] + bytes([sealed[-5] ^ 1]) + sealed[-4:],
        "appended": sealed + first,
    }
    for content in damaged.values():
        with pytest.raises(SealedFileError):
            unseal(content)
