"""The master key: wraps the records' keys, and blinds the words of the search. One file in the station's home.

vault.json has mode 0600 and is encrypted with JISR_KEY_PASSPHRASE where that is set. Where several hosts run one
station, each holds a copy, as of keys.json. It is never in the database, nor in the key store, nor in a backup of data.
"""

import os
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

FILE: Final = "vault.json"
_FORMAT: Final = "jisr-vault-1"


class MasterKeyError(Exception):
    """The master key is missing, cannot be opened, or is not the one of this key store.

    Attributes:
        code: "master_key_missing", "master_key_locked", "master_key_damaged", "key_store_foreign".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code.replace("_", " "))
        self.code = code


@dataclass(frozen=True, slots=True)
class MasterKey:
    """Two secrets of 32 bytes: `wrapping` for records' keys, `search` for the words of texts."""

    wrapping: bytes = field(repr=False)
    search: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "MasterKey":
        return cls(os.urandom(32), os.urandom(32))

    def to_bytes(self, passphrase: str | None) -> bytes:
        """The document of the file."""
        content = orjson.dumps({"wrapping": _text(self.wrapping), "search": _text(self.search)})
        if passphrase is None:
            return orjson.dumps({"format": _FORMAT, "content": orjson.loads(content)}, option=orjson.OPT_INDENT_2)
        salt, nonce = os.urandom(16), os.urandom(12)
        sealed = AESGCM(_derived(passphrase, salt)).encrypt(nonce, content, _FORMAT.encode())
        document = {"format": _FORMAT, "salt": _text(salt), "nonce": _text(nonce), "sealed": _text(sealed)}
        return orjson.dumps(document, option=orjson.OPT_INDENT_2)

    @classmethod
    def from_bytes(cls, untrusted: bytes, passphrase: str | None) -> "MasterKey":
        """Read the document.

        Raises:
            MasterKeyError: locked or damaged.
        """
        try:
            document: dict[str, Any] = orjson.loads(untrusted)
            if document["format"] != _FORMAT:
                raise MasterKeyError("master_key_damaged")
            content = document.get("content") or _opened(document, passphrase)
            wrapping, search = b64decode(content["wrapping"]), b64decode(content["search"])
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise MasterKeyError("master_key_damaged") from error
        if len(wrapping) != 32 or len(search) != 32:
            raise MasterKeyError("master_key_damaged")
        return cls(wrapping, search)


def read_master(folder: Path, passphrase: str | None) -> MasterKey | None:
    """The station's master key; None where there is none yet."""
    try:
        return MasterKey.from_bytes((folder / FILE).read_bytes(), passphrase)
    except FileNotFoundError:
        return None


def write_master(folder: Path, master: MasterKey, passphrase: str | None) -> MasterKey:
    """Write the first master key; of two processes at once one wins, and both get the winner's."""
    aside = folder / f".{FILE}.{os.getpid()}"
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(master.to_bytes(passphrase))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(aside, folder / FILE)
    aside.unlink()
    return read_master(folder, passphrase) or master


def _opened(document: dict[str, Any], passphrase: str | None) -> dict[str, Any]:
    if not passphrase:
        raise MasterKeyError("master_key_locked")
    cipher = AESGCM(_derived(passphrase, b64decode(document["salt"])))
    try:
        plain = cipher.decrypt(b64decode(document["nonce"]), b64decode(document["sealed"]), _FORMAT.encode())
    except InvalidTag as error:
        raise MasterKeyError("master_key_locked") from error
    content: dict[str, Any] = orjson.loads(plain)
    return content


def _derived(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(passphrase.encode())


def _text(data: bytes) -> str:
    return b64encode(data).decode()
