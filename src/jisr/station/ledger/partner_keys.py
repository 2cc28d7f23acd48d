"""Where the ledger learns partners' public keys, without knowing the room of partners.

A room above registers a source in its `AppConfig.ready`.
"""

from collections.abc import Callable, Sequence
from itertools import product

from jisr.core.ledger import Checkpoint, NoteKey, NoteSignatureError, SignatureType, verify_checkpoint

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
    own = [key for key in keys if key.name == origin]
    by_type = [[key for key in own if key.signature_type is kind] for kind in SignatureType]
    problem = NoteSignatureError(f"no keys are known for the log {origin!r}")
    if not all(by_type):
        raise problem
    for chosen in product(*by_type):
        try:
            return verify_checkpoint(untrusted_note, chosen)
        except NoteSignatureError as error:
            problem = error
    raise problem
