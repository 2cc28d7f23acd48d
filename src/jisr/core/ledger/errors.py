"""The one family of errors of the ledger.

Each error has a stable `code` for programs and says in one sentence what is wrong and, where it helps, what to do next.
A proof or a signature that is well formed but wrong is not an error of these functions: verification answers `False` or
a verdict. Errors are for input that cannot be judged at all.
"""

from typing import ClassVar


class LedgerError(Exception):
    """Anything the ledger refuses to work with."""

    code: ClassVar[str] = "ledger"


class LeafNotInTreeError(LedgerError):
    """An entry was asked for that the tree of the stated size does not have."""

    code = "leaf_not_in_tree"

    def __init__(self, index: int, size: int) -> None:
        super().__init__(f"entry {index} is not in a tree of {size} entries; entries count from 0")


class SizeNotInLogError(LedgerError):
    """A tree size was named that the log never had, or an old size above the new one."""

    code = "size_not_in_log"

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"tree size {size} is outside 0..{limit}")


class MissingNodeError(LedgerError):
    """The node source lacks a node that the tree must have: the stored tree is damaged."""

    code = "missing_node"

    def __init__(self, level: int, index: int) -> None:
        super().__init__(f"stored tree has no node at level {level}, index {index}; run an integrity check")


class MalformedProofError(LedgerError):
    """A proof, hash or number that has not even the right form."""

    code = "malformed_proof"


class NoteFormatError(LedgerError):
    """Text that is not a signed note, or a key that is not a note key."""

    code = "note_format"


class NoteSignatureError(LedgerError):
    """A note that lacks a valid signature of a required key."""

    code = "note_signature"


class CheckpointFormatError(LedgerError):
    """A signed note whose text is not a checkpoint."""

    code = "checkpoint_format"


class EntryFormatError(LedgerError):
    """Bytes that are not one ledger entry; `field` names the part that is wrong."""

    code = "entry_format"

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"ledger entry, {field}: {reason}")
        self.field = field


class BundleFormatError(LedgerError):
    """A file that is not a ledger bundle; `line` is the 1-based line that is wrong."""

    code = "bundle_format"

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
