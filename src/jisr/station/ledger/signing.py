"""The station's own keys as signers of checkpoints."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey

from jisr.core.ledger import Ed25519NoteSigner, MlDsa65NoteSigner, NoteKey, NoteSigner, SignatureType, log_origin
from jisr.core.sealing import KeyUse, StationCard, StationKeys


def own_signers(keys: StationKeys) -> list[NoteSigner]:
    """Ed25519 and ML-DSA-65, both under the name of the station's log."""
    name = log_origin(keys.station_id)
    signing, ledger = keys.signing_key.key, keys.ledger_key.key
    assert isinstance(signing, Ed25519PrivateKey)
    assert isinstance(ledger, MLDSA65PrivateKey)
    return [Ed25519NoteSigner(name, signing), MlDsa65NoteSigner(name, ledger)]


def own_note_keys(keys: StationKeys) -> list[NoteKey]:
    """The public side of `own_signers`."""
    return [signer.key for signer in own_signers(keys)]


def note_keys_of_card(card: StationCard) -> list[NoteKey]:
    """Every key on a card under which its station's checkpoints may be signed, retired ones included."""
    name = log_origin(card.station_id)
    signing = [NoteKey(name, SignatureType.ED25519, key.public.raw) for key in card.signing_keys]
    ledger = [NoteKey(name, SignatureType.ML_DSA_65, key.public.raw) for key in card.ledger_keys]
    return signing + ledger


def all_own_note_keys(keys: StationKeys) -> list[NoteKey]:
    """The public sides of every key this station still holds that may have signed a checkpoint."""
    name = log_origin(keys.station_id)
    signing = [NoteKey(name, SignatureType.ED25519, held.private.public.raw) for held in keys.of_use(KeyUse.SIGN)]
    ledger = [NoteKey(name, SignatureType.ML_DSA_65, held.private.public.raw) for held in keys.of_use(KeyUse.LEDGER)]
    return signing + ledger
