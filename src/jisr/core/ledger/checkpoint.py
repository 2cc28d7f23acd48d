"""Checkpoints: what a log says about itself at one moment, signed.

A checkpoint names the log (origin), the number of entries and the root hash. A station signs each with Ed25519 and
with ML-DSA-65 under one key name, the origin. Whoever holds a checkpoint can later demand a proof that the log only
grew since.

Source: C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint), without extension lines.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from jisr.core.ledger.errors import CheckpointFormatError, NoteFormatError, NoteSignatureError
from jisr.core.ledger.hashing import DIGEST_SIZE_BYTES, EMPTY_ROOT
from jisr.core.ledger.note import (
    NoteKey,
    NoteSigner,
    SignatureType,
    parse_note,
    require_key_name,
    sign_note,
    verify_note,
)

_MAX_SIZE = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a log.

    Attributes:
        origin: which log; also the key name of its signatures. `jisr/<station id>` for a station.
        size: number of entries.
        root: 32 bytes.
    """

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        try:
            require_key_name(self.origin)
        except NoteFormatError as error:
            raise CheckpointFormatError(f"origin: {error}") from None
        if not 0 <= self.size <= _MAX_SIZE:
            raise CheckpointFormatError("size is out of range")
        if len(self.root) != DIGEST_SIZE_BYTES:
            raise CheckpointFormatError(f"root hash is not {DIGEST_SIZE_BYTES} bytes long")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise CheckpointFormatError("an empty log has another root hash")

    def to_text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @classmethod
    def from_text(cls, text: bytes) -> "Checkpoint":
        """Read `to_text` back; anything but exactly that form is refused.

        Raises:
            CheckpointFormatError: a line is missing, superfluous or wrong.
        """
        try:
            origin, size, root, rest = text.decode("utf-8").split("\n")
        except ValueError:
            raise CheckpointFormatError("a checkpoint has exactly three lines: origin, size, root hash") from None
        if rest or not (size.isascii() and size.isdigit() and len(size) <= 19) or size != str(int(size)):
            raise CheckpointFormatError("size is not a decimal number without leading zeroes")
        try:
            digest = b64decode(root, validate=True)
        except (binascii.Error, ValueError):
            raise CheckpointFormatError("root hash is not base64") from None
        checkpoint = cls(origin, int(size), digest)
        if checkpoint.to_text().encode() != text:
            raise CheckpointFormatError("root hash is not written in its one base64 form")
        return checkpoint


def log_origin(station_id: str) -> str:
    """Name of a station's log: origin of its checkpoints and name of its note keys."""
    return f"jisr/{station_id}"


def sign_checkpoint(checkpoint: Checkpoint, signers: Sequence[NoteSigner]) -> bytes:
    """The checkpoint as a signed note.

    Raises:
        NoteFormatError: a signer has another name than the log.
    """
    for signer in signers:
        if signer.key.name != checkpoint.origin:
            raise NoteFormatError(f"key {signer.key.name!r} may not sign for the log {checkpoint.origin!r}")
    return sign_note(checkpoint.to_text(), signers)


def verify_checkpoint(untrusted_bytes: bytes, keys: Sequence[NoteKey]) -> Checkpoint:
    """The checkpoint in a note that every one of the log's keys has signed.

    Args:
        untrusted_bytes: the note as received.
        keys: the log's public keys, from its verified station card; all of one name, and the origin must be that name.

    Raises:
        NoteFormatError, NoteSignatureError: as `verify_note`.
        CheckpointFormatError: the note is not a checkpoint, or one of another log.
    """
    checkpoint = Checkpoint.from_text(verify_note(untrusted_bytes, keys))
    if any(key.name != checkpoint.origin for key in keys):
        raise CheckpointFormatError(f"checkpoint is of the log {checkpoint.origin!r}, not {keys[0].name!r}")
    return checkpoint


def verify_checkpoint_with_any(untrusted_bytes: bytes, keys: Sequence[NoteKey], origin: str) -> Checkpoint:
    """The checkpoint of a log that may have changed keys: one key of each signature type given must have signed.

    Args:
        untrusted_bytes: the note as received.
        keys: present and earlier keys; those of other logs do not count.
        origin: the log.

    Raises:
        NoteSignatureError: there is no key of this log, or no set of its keys has signed.
        NoteFormatError, CheckpointFormatError: as `verify_checkpoint`.
    """
    own = [key for key in keys if key.name == origin]
    by_type = [[key for key in own if key.signature_type is kind] for kind in SignatureType]
    problem = NoteSignatureError(f"no key is known for the log {origin!r}")
    if not own:
        raise problem
    for chosen in product(*(same_type for same_type in by_type if same_type)):
        try:
            return verify_checkpoint(untrusted_bytes, chosen)
        except NoteSignatureError as error:
            problem = error
    raise problem


def read_unverified(untrusted_bytes: bytes) -> Checkpoint:
    """What a note claims, without checking any signature: only for choosing the keys to check it with."""
    return Checkpoint.from_text(parse_note(untrusted_bytes).text)
