"""Checking a ledger bundle with nothing but its lines: no station, no database, no network.

What is checked, in this order:

1. the header has the right form and its numbers fit together;
2. the checkpoint is signed by a key of every signature type given, names the log and has the size of the header;
3. range: the entries, with the hashes around them, lead to the checkpoint's root; selection: each entry's audit path
   does;
4. checkpoints that the reader holds of this log from elsewhere agree with the entries, where the bundle covers them;
5. every entry has the form of an entry.

A bundle that fails 2 to 5 is reported with findings, not with an exception: the reader wants to know everything that is
wrong. Only bytes that are no bundle at all raise.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from jisr.core.ledger.bundle import MAX_LINE_SIZE_BYTES, BundleHeader, read_proof_line
from jisr.core.ledger.checkpoint import Checkpoint, verify_checkpoint_with_any
from jisr.core.ledger.entry import act_of
from jisr.core.ledger.errors import BundleFormatError, EntryFormatError, LedgerError
from jisr.core.ledger.frontier import Frontier, complete_peaks
from jisr.core.ledger.hashing import fold_right, leaf_hash, node_hash
from jisr.core.ledger.nodes import complete_nodes
from jisr.core.ledger.note import NoteKey
from jisr.core.ledger.verification import verify_leaf_inclusion

_CHUNK = 8_192
_MAX_ENTRY_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        code: "checkpoint", "root", "inclusion", "known_checkpoint", "count" or "entry_format".
        message: one sentence in English.
        index: the entry it is about, where there is one.
    """

    code: str
    message: str
    index: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleReport:
    """What a check of a bundle found.

    Attributes:
        header: the bundle's header (claims; trustworthy only when `holds`).
        checkpoint: the verified checkpoint, or None when its signatures or form are wrong.
        entries: number of entries read.
        acts: number of entries for each act.
        are_keys_pinned: the reader brought the keys; if False the bundle vouches for itself only.
        known_checkpoints_met: checkpoints from elsewhere that were compared and agree.
        known_checkpoints_uncovered: checkpoints from elsewhere the bundle can't be compared with.
        findings: everything that is wrong; empty when the bundle holds.
    """

    header: BundleHeader
    checkpoint: Checkpoint | None
    entries: int
    acts: dict[str, int]
    are_keys_pinned: bool
    known_checkpoints_met: int
    known_checkpoints_uncovered: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Nothing was found wrong."""
        return not self.findings


def verify_bundle(
    lines: Iterable[bytes], *, keys: Sequence[NoteKey] | None = None, known: Sequence[Checkpoint] = ()
) -> BundleReport:
    """Check a bundle in one pass, in constant memory.

    Args:
        lines: the file's lines, newlines included.
        keys: the log's public keys, from its station card; None takes them from the bundle, which then vouches for
            itself.
        known: verified checkpoints of the same log from elsewhere, such as receipts.

    Raises:
        BundleFormatError: not a bundle.
    """
    numbered = iter(lines)
    header = BundleHeader.from_line(_bounded(next(numbered, b""), 1))
    check = _Check(header, [checkpoint for checkpoint in known if checkpoint.origin == header.origin])
    check.verify_checkpoint(keys)
    (check.read_range if header.shape == "range" else check.read_selection)(numbered)
    if next(numbered, b""):
        check.add("count", "there is more after the last entry")
    return check.report(are_keys_pinned=keys is not None)


class _Check:
    """State of one pass over one bundle."""

    def __init__(self, header: BundleHeader, known: Sequence[Checkpoint]) -> None:
        self.header = header
        self.checkpoint: Checkpoint | None = None
        self.findings: list[Finding] = []
        self.entries = 0
        self.acts: Counter[str] = Counter()
        self.met = 0
        self.pending = list(known)

    def add(self, code: str, message: str, index: int | None = None) -> None:
        if index is None or len(self.findings) < _MAX_ENTRY_FINDINGS:
            self.findings.append(Finding(code, message, index))

    def verify_checkpoint(self, keys: Sequence[NoteKey] | None) -> None:
        try:
            trusted = keys if keys is not None else [NoteKey.from_vkey(vkey) for vkey in self.header.keys]
            checkpoint = verify_checkpoint_with_any(self.header.checkpoint.encode(), trusted, self.header.origin)
        except LedgerError as error:
            self.add("checkpoint", f"checkpoint is not valid: {error}")
            return
        if checkpoint.size != self.header.size:
            self.add("checkpoint", "checkpoint is of another size than the bundle says")
            return
        self.checkpoint = checkpoint

    def read_range(self, lines: Iterator[bytes]) -> None:
        header = self.header
        frontier = Frontier(header.first, header.left)
        self._compare_known(frontier)
        end = header.first + header.count
        while frontier.size < end:
            stops = [checkpoint.size for checkpoint in self.pending if checkpoint.size > frontier.size]
            wanted = min(_CHUNK, min([end, *stops]) - frontier.size)
            chunk = self._entries(lines, wanted, frontier.size)
            frontier, _ = frontier.append(chunk)
            if len(chunk) < wanted:
                self.add("count", f"{header.count} entries were promised and {self.entries} came")
                return
            self._compare_known(frontier)
        root = _root_with_right(frontier, header.right, header.size)
        if self.checkpoint and root != self.checkpoint.root:
            self.add("root", "the entries do not lead to the signed root: one was changed, dropped, added or moved")
        if self.checkpoint:
            self._settle_known(header.size, root)

    def read_selection(self, lines: Iterator[bytes]) -> None:
        for position in range(self.header.count):
            number = 2 * position + 2
            entry, proof_line = next(lines, None), next(lines, None)
            if entry is None or proof_line is None:
                self.add("count", f"{self.header.count} entries were promised and {self.entries} came")
                return
            index, proof = read_proof_line(_bounded(proof_line, number + 1), number + 1)
            data = _bounded(entry, number).removesuffix(b"\n")
            self._read_entry(data, index)
            if self.checkpoint is None:
                continue
            root, size = self.checkpoint.root, self.checkpoint.size
            if not verify_leaf_inclusion(leaf_hash(data), index, size, proof, root):
                self.add("inclusion", f"entry {index} is not in the log as it stands here", index)
        if self.checkpoint:
            self._settle_known(self.checkpoint.size, self.checkpoint.root)

    def report(self, *, are_keys_pinned: bool) -> BundleReport:
        return BundleReport(
            header=self.header,
            checkpoint=self.checkpoint,
            entries=self.entries,
            acts=dict(sorted(self.acts.items())),
            are_keys_pinned=are_keys_pinned,
            known_checkpoints_met=self.met,
            known_checkpoints_uncovered=len(self.pending),
            findings=tuple(self.findings),
        )

    def _entries(self, lines: Iterator[bytes], wanted: int, first: int) -> list[bytes]:
        chunk = []
        for offset, line in enumerate(islice(lines, wanted)):
            index = first + offset
            entry = _bounded(line, index - self.header.first + 2).removesuffix(b"\n")
            self._read_entry(entry, index)
            chunk.append(entry)
        return chunk

    def _read_entry(self, data: bytes, index: int) -> None:
        self.entries += 1
        try:
            self.acts[act_of(data).value] += 1
        except EntryFormatError as error:
            self.add("entry_format", str(error), index)

    def _compare_known(self, frontier: Frontier) -> None:
        if any(known.size == frontier.size for known in self.pending):
            self._settle_known(frontier.size, frontier.root())

    def _settle_known(self, size: int, root: bytes) -> None:
        here = [known for known in self.pending if known.size == size]
        self.pending = [known for known in self.pending if known.size != size]
        for checkpoint in here:
            if checkpoint.root == root:
                self.met += 1
            else:
                self.add("known_checkpoint", f"the log was rewritten: the checkpoint held for size {size} disagrees")


def _root_with_right(frontier: Frontier, right: Sequence[bytes], size: int) -> bytes:
    """Root of the whole log from its edge after a range and the complete subtrees that follow."""
    if not right:
        return frontier.root()
    stack = list(complete_peaks(frontier.size, frontier.peaks))
    for node, digest in zip(complete_nodes(frontier.size, size), right, strict=True):
        level = node.level
        while stack and stack[-1][0] == level:
            digest = node_hash(stack.pop()[1], digest)
            level += 1
        stack.append((level, digest))
    return fold_right([digest for _, digest in stack])


def _bounded(line: bytes, number: int) -> bytes:
    if len(line) > MAX_LINE_SIZE_BYTES:
        raise BundleFormatError(number, f"is longer than {MAX_LINE_SIZE_BYTES} bytes")
    return line
