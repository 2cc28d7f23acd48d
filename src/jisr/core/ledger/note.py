"""Signed notes: short text with signatures below it, readable by people and by other transparency tools.

A note is text ending in a newline, an empty line, and signature lines. This module parses, signs and verifies; it says
nothing about what the text means (see `checkpoint`). Rules of verification, all applied here:

1. the note is UTF-8 without control characters other than newline, at most 64 KiB, with 1 to 16 signature lines;
2. signatures by keys that were not passed in are ignored, even if name or key id (but not both) is the same;
3. a signature by a key that was passed in must verify, or the whole note is refused;
4. every key the caller requires must have signed.

Two signature types are used: Ed25519 (0x01, as the specification has it) and ML-DSA-65. The specification has so far
assigned a number to ML-DSA-44 alone, and that for another message than the note text, so ML-DSA-65 is written as the
specification tells unassigned types to be: 0xff followed by a long identifier. It signs the note text with the FIPS
204 context string `jisr note v1`, so that no other use of the key can be passed off as a note.

Source: C2SP signed-note (https://c2sp.org/signed-note), FIPS 204.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey

from jisr.core.ledger.errors import NoteFormatError, NoteSignatureError

MAX_NOTE_SIZE_BYTES = 65_536
MAX_SIGNATURES = 16  # "verifiers MUST accept at least up to 16 signatures"
ML_DSA_CONTEXT = b"jisr note v1"

_SIGNATURE_MARK = "\N{EM DASH} "
_KEY_ID_SIZE_BYTES = 4


class SignatureType(Enum):
    """How a note is signed. The value is the type identifier that stands before the public key in key ids and vkeys."""

    ED25519 = b"\x01"
    ML_DSA_65 = b"\xffjisr ML-DSA-65 note v1"

    @property
    def public_key_size_bytes(self) -> int:
        """32 for Ed25519 (RFC 8032), 1952 for ML-DSA-65 (FIPS 204 table 2)."""
        return 32 if self is SignatureType.ED25519 else 1952


def key_id(name: str, signature_type: SignatureType, public_key: bytes) -> bytes:
    """Four bytes that, with the name, tell keys apart. Source: C2SP signed-note, "Signatures"."""
    return sha256(name.encode() + b"\n" + signature_type.value + public_key).digest()[:_KEY_ID_SIZE_BYTES]


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A public key that notes are verified with.

    Attributes:
        name: who signs; not empty, no spaces, no plus sign.
        signature_type: algorithm.
        public_key: raw bytes, 32 (Ed25519) or 1952 (ML-DSA-65).
    """

    name: str
    signature_type: SignatureType
    public_key: bytes

    def __post_init__(self) -> None:
        require_key_name(self.name)
        if len(self.public_key) != self.signature_type.public_key_size_bytes:
            raise NoteFormatError(f"public key of {self.name!r} has {len(self.public_key)} bytes")

    @property
    def id(self) -> bytes:
        """The four bytes that stand in signature lines."""
        return key_id(self.name, self.signature_type, self.public_key)

    def to_vkey(self) -> str:
        """`name+id+key` in one word, as the tools of the Go checksum database write it."""
        return f"{self.name}+{self.id.hex()}+{b64encode(self.signature_type.value + self.public_key).decode()}"

    @classmethod
    def from_vkey(cls, text: str) -> "NoteKey":
        """Read `to_vkey` back.

        Raises:
            NoteFormatError: not a vkey, an unknown signature type, or an id that does not belong to the key.
        """
        name, _, rest = text.strip().partition("+")
        id_hex, _, encoded = rest.partition("+")
        raw = _decode_base64(encoded, "key")
        for signature_type in SignatureType:
            prefix = signature_type.value
            if raw.startswith(prefix) and len(raw) == len(prefix) + signature_type.public_key_size_bytes:
                key = cls(name, signature_type, raw[len(prefix) :])
                if key.id.hex() != id_hex:
                    raise NoteFormatError(f"key id {id_hex!r} does not belong to the key of {name!r}")
                return key
        raise NoteFormatError(f"key of {name!r} has an unknown signature type or a wrong length")

    def accepts(self, text: bytes, signature: bytes) -> bool:
        """Whether this key signed this text."""
        try:
            if self.signature_type is SignatureType.ED25519:
                Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, text)
            else:
                MLDSA65PublicKey.from_public_bytes(self.public_key).verify(signature, text, ML_DSA_CONTEXT)
        except (InvalidSignature, ValueError):
            return False
        return True


class NoteSigner(Protocol):
    """Whatever can sign a note; a hardware module can stand behind it."""

    @property
    def key(self) -> NoteKey:
        """The public side."""
        ...

    def sign(self, text: bytes) -> bytes:
        """Raw signature of the note text."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Ed25519NoteSigner:
    """Signs notes with an Ed25519 key."""

    name: str
    private_key: Ed25519PrivateKey

    @property
    def key(self) -> NoteKey:
        """The public side."""
        return NoteKey(self.name, SignatureType.ED25519, self.private_key.public_key().public_bytes_raw())

    def sign(self, text: bytes) -> bytes:
        """64 bytes. Source: RFC 8032."""
        return self.private_key.sign(text)


@dataclass(frozen=True, slots=True, repr=False)
class MlDsa65NoteSigner:
    """Signs notes with an ML-DSA-65 key, against the day when elliptic curves fall."""

    name: str
    private_key: MLDSA65PrivateKey

    @property
    def key(self) -> NoteKey:
        """The public side."""
        return NoteKey(self.name, SignatureType.ML_DSA_65, self.private_key.public_key().public_bytes_raw())

    def sign(self, text: bytes) -> bytes:
        """3309 bytes. Source: FIPS 204."""
        return self.private_key.sign(text, ML_DSA_CONTEXT)


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class UntrustedNote:
    """A note that has the right form; nobody has verified it yet.

    Attributes:
        text: what the signatures cover, final newline included.
        signatures: in the order they stand.
    """

    text: bytes
    signatures: tuple[NoteSignature, ...]


def sign_note(text: str, signers: Sequence[NoteSigner]) -> bytes:
    """The text with one signature line by each signer.

    Args:
        text: ends in a newline; no control characters other than newline.
        signers: at least one, at most 16.

    Raises:
        NoteFormatError: the text can't be a note.
    """
    body = text.encode()
    lines = [
        f"{_SIGNATURE_MARK}{signer.key.name} {b64encode(signer.key.id + signer.sign(body)).decode()}\n"
        for signer in signers
    ]
    note = body + b"\n" + "".join(lines).encode()
    parse_note(note)
    return note


def parse_note(untrusted_bytes: bytes) -> UntrustedNote:
    """Take a note apart without believing it.

    Raises:
        NoteFormatError: not a signed note.
    """
    if len(untrusted_bytes) > MAX_NOTE_SIZE_BYTES:
        raise NoteFormatError(f"note is larger than {MAX_NOTE_SIZE_BYTES} bytes")
    try:
        decoded = untrusted_bytes.decode("utf-8")
    except UnicodeDecodeError:
        raise NoteFormatError("note is not UTF-8") from None
    if any(character < " " and character != "\n" for character in decoded):
        raise NoteFormatError("note contains a control character")
    text, separator, tail = decoded.rpartition("\n\n")
    if not separator or not tail.endswith("\n"):
        raise NoteFormatError("note has no signature block after an empty line")
    lines = tail[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteFormatError(f"note has more than {MAX_SIGNATURES} signatures")
    return UntrustedNote((text + "\n").encode(), tuple(_parse_signature_line(line) for line in lines))


def verify_note(untrusted_bytes: bytes, keys: Sequence[NoteKey]) -> bytes:
    """The text of a note that every one of the keys has signed.

    Args:
        untrusted_bytes: the note as received.
        keys: at least one; each must have signed.

    Raises:
        NoteFormatError: not a signed note.
        NoteSignatureError: a signature is missing or wrong.
    """
    if not keys:
        raise NoteSignatureError("no key to verify the note with")
    note = parse_note(untrusted_bytes)
    for key in keys:
        own = [line for line in note.signatures if (line.name, line.key_id) == (key.name, key.id)]
        if not own:
            raise NoteSignatureError(f"note is not signed by {key.name!r} with key {key.id.hex()}")
        if not all(key.accepts(note.text, line.signature) for line in own):
            raise NoteSignatureError(f"signature by {key.name!r} with key {key.id.hex()} is wrong")
    return note.text


def require_key_name(name: str) -> None:
    """Raise NoteFormatError unless the name may stand in a signature line."""
    if not name or "+" in name or any(character.isspace() or character < " " for character in name):
        raise NoteFormatError(f"{name!r} is not a key name: it is empty, or has a space or a plus sign")


def _parse_signature_line(line: str) -> NoteSignature:
    name, space, encoded = line.removeprefix(_SIGNATURE_MARK).partition(" ")
    if not line.startswith(_SIGNATURE_MARK) or not space:
        raise NoteFormatError("signature line does not read '\N{EM DASH} name signature'")
    require_key_name(name)
    raw = _decode_base64(encoded, "signature")
    if len(raw) <= _KEY_ID_SIZE_BYTES:
        raise NoteFormatError("signature is too short")
    return NoteSignature(name, raw[:_KEY_ID_SIZE_BYTES], raw[_KEY_ID_SIZE_BYTES:])


def _decode_base64(encoded: str, what: str) -> bytes:
    try:
        return b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise NoteFormatError(f"{what} is not base64") from None
