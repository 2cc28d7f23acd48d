"""The ledger: an append-only Merkle log whose every past state can be proved.

`MerkleLog` and the proofs (RFC 9162), checkpoints as signed notes (C2SP), the rule by which stations witness each
other, the form of an entry, and bundles that anyone can verify without a station. It stores nothing and knows no
clock: whoever keeps a log hands in nodes (`NodeSource`) and stores what `Frontier.append` returns.
"""

from jisr.core.ledger.bundle import BundleHeader, write_range_bundle, write_selection_bundle
from jisr.core.ledger.checkpoint import (
    Checkpoint,
    log_origin,
    read_unverified,
    sign_checkpoint,
    verify_checkpoint,
    verify_checkpoint_with_any,
)
from jisr.core.ledger.entry import Act, Entry
from jisr.core.ledger.errors import (
    BundleFormatError,
    CheckpointFormatError,
    EntryFormatError,
    LeafNotInTreeError,
    LedgerError,
    MalformedProofError,
    MissingNodeError,
    NoteFormatError,
    NoteSignatureError,
    SizeNotInLogError,
)
from jisr.core.ledger.frontier import Frontier, NodeRow
from jisr.core.ledger.hashing import EMPTY_ROOT, leaf_hash
from jisr.core.ledger.log import MerkleLog
from jisr.core.ledger.nodes import NodeId, NodeSource
from jisr.core.ledger.note import Ed25519NoteSigner, MlDsa65NoteSigner, NoteKey, NoteSigner, SignatureType
from jisr.core.ledger.proofs import consistency_proof, inclusion_proof, tree_root
from jisr.core.ledger.verification import verify_consistency, verify_inclusion, verify_leaf_inclusion
from jisr.core.ledger.verify_bundle import BundleReport, Finding, verify_bundle
from jisr.core.ledger.witness import WitnessVerdict, judge_checkpoint

__all__ = [
    "EMPTY_ROOT",
    "Act",
    "BundleFormatError",
    "BundleHeader",
    "BundleReport",
    "Checkpoint",
    "CheckpointFormatError",
    "Ed25519NoteSigner",
    "Entry",
    "EntryFormatError",
    "Finding",
    "Frontier",
    "LeafNotInTreeError",
    "LedgerError",
    "MalformedProofError",
    "MerkleLog",
    "MissingNodeError",
    "MlDsa65NoteSigner",
    "NodeId",
    "NodeRow",
    "NodeSource",
    "NoteFormatError",
    "NoteKey",
    "NoteSignatureError",
    "NoteSigner",
    "SignatureType",
    "SizeNotInLogError",
    "WitnessVerdict",
    "consistency_proof",
    "inclusion_proof",
    "judge_checkpoint",
    "leaf_hash",
    "log_origin",
    "read_unverified",
    "sign_checkpoint",
    "tree_root",
    "verify_bundle",
    "verify_checkpoint",
    "verify_checkpoint_with_any",
    "verify_consistency",
    "verify_inclusion",
    "verify_leaf_inclusion",
    "write_range_bundle",
    "write_selection_bundle",
]
