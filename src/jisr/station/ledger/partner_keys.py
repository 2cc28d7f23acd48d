"""Where the ledger learns partners' public keys, without knowing the room of partners.

A room above registers a source in its `AppConfig.ready`.
"""

from collections.abc import Callable, Sequence

from jisr.core.ledger import Checkpoint, NoteKey, NoteSignatureError, SignatureType, verify_checkpoint_with_any

type KeySource = Callable[[str], Sequence[NoteKey]]

_sources: list[KeySource] = []


def register(source: KeySource) -> None:
    """Let `source` answer for partners' note keys (current and earlier ones)."""
    if source not in _sources:
        _sources.append(source)


def keys_of(station_id: str) -> list[NoteKey]:
    """Every key with which this partner may have signed checkpoints."""
    return [key for source in _sources for key in source(station_id)]


def verify_with_any(untrusted_note: bytes, keys: Sequence[NoteKey], origin: str) -> Checkpoint:
    """The checkpoint, signed by one key of each signature type that is known under the log's name.

    Raises:
        NoteSignatureError: no set of keys verifies, or there are no keys.
        NoteFormatError, CheckpointFormatError: not a checkpoint.
    """
    known = {key.signature_type for key in keys if key.name == origin}
    if known != set(SignatureType):
        raise NoteSignatureError(f"not every kind of key is known for the log {origin!r}")
    return verify_checkpoint_with_any(untrusted_note, keys, origin)
