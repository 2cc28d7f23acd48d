"""The check of the whole ledger: are the stored entries the ones that were signed?

It reads every entry and computes the tree anew. What it finds:

| code | meaning |
|---|---|
| entry_missing | a gap in the numbering: an entry was dropped |
| entry_changed | an entry's bytes do not have the hash they were stored with, or can't be read |
| copy_changed | a column for searching says something else than the entry's bytes |
| node_changed | a stored inner node is missing, superfluous or differs from the computed one |
| head_changed | the stored size or peaks differ from the entries |
| checkpoint_disagrees | the entries do not lead to the root of a checkpoint signed earlier: entries were rewritten or
moved | | checkpoint_signature | the newest checkpoint is not signed with this station's keys | | log_shorter | a
checkpoint, or the anchor outside the database, is of a longer log: the end was cut off |

The newest valid signed checkpoint covers all entries before it, so older ones need only the comparison of roots.
Whoever holds the database *and* the keys can forge all of this; then the partners' copies of earlier checkpoints tell.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from jisr.core.ledger import (
    Checkpoint,
    Entry,
    Frontier,
    LedgerError,
    NodeRow,
    leaf_hash,
    log_origin,
    read_unverified,
)
from jisr.core.ledger.hashing import DIGEST_SIZE_BYTES
from jisr.station.ledger import partner_keys
from jisr.station.ledger.signing import all_own_note_keys
from jisr.station.ledger.store import purpose_in, read_head

_CHUNK = 5_000
_MAX_FINDINGS_OF_A_KIND = 20

_ENTRIES = """
SELECT index, data, leaf, time, actor, channel, act, record_kind, record_id, recipient, decision,
    justification, purpose, roles
FROM ledger_entry WHERE index >= %s ORDER BY index LIMIT %s
"""
_NODES_BETWEEN = """
SELECT position, digest FROM ledger_node WHERE level = %s AND position >= %s AND position < %s ORDER BY position
"""
_NODE_COUNT = "SELECT count(*) FROM ledger_node"
_CHECKPOINTS = "SELECT size, root, note FROM ledger_checkpoint ORDER BY size"

type EntryRow = tuple[int, bytes, bytes, datetime, str, str, str, str, str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class IntegrityFinding:
    """One thing that is wrong; `index` is the entry, node position or size it is about."""

    code: str
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrityReport:
    """Outcome of a check.

    Attributes:
        size: number of entries read.
        root: root hash computed from them.
        checkpoints: number of own checkpoints compared.
        findings: everything wrong, at most 20 of a kind; empty when the ledger holds.
    """

    size: int
    root: bytes
    checkpoints: int
    findings: tuple[IntegrityFinding, ...]

    @property
    def holds(self) -> bool:
        """Nothing was found wrong."""
        return not self.findings


def check_integrity(anchor: Checkpoint | None = None) -> IntegrityReport:
    """Check the whole ledger in one snapshot of the database, without holding up writers.

    Args:
        anchor: newest checkpoint kept outside the database, see `anchor`; None where there is none.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if not connection.savepoint_ids:  # the outermost transaction may still choose its isolation
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return _Check(anchor).run()


@dataclass
class _Check:
    """State of one pass."""

    anchor: Checkpoint | None
    findings: list[IntegrityFinding] = field(default_factory=list)
    nodes_expected: int = 0
    next_index: int = 0

    def add(self, code: str, index: int) -> None:
        if sum(finding.code == code for finding in self.findings) < _MAX_FINDINGS_OF_A_KIND:
            self.findings.append(IntegrityFinding(code, index))

    def run(self) -> IntegrityReport:
        checkpoints = self._checkpoints()
        wanted = {size for size, _, _ in checkpoints} | ({self.anchor.size} if self.anchor else set())
        frontier, roots = self._read_entries(wanted)
        self._compare_head(frontier)
        self._count_nodes()
        self._compare_checkpoints(checkpoints, frontier.size, roots)
        if self.anchor:
            self._compare_root(self.anchor.size, self.anchor.root, frontier.size, roots)
        return IntegrityReport(
            size=frontier.size, root=frontier.root(), checkpoints=len(checkpoints), findings=tuple(self.findings)
        )

    def _read_entries(self, wanted: set[int]) -> tuple[Frontier, dict[int, bytes]]:
        """The edge of the log as its entries make it, and its roots at the sizes wanted."""
        frontier = Frontier()
        roots = {0: frontier.root()}
        stops = sorted(wanted)
        for rows in _chunks():
            leaves = b"".join([self._leaf(row) for row in rows])
            after, node_rows = frontier.append_leaves(leaves)
            self._compare_nodes(node_rows)
            roots |= _roots_inside(
                frontier, leaves, stops[bisect_right(stops, frontier.size) : bisect_right(stops, after.size)]
            )
            frontier = after
        return frontier, roots

    def _leaf(self, row: EntryRow) -> bytes:
        index, data, stored_leaf, *columns = row
        leaf = leaf_hash(bytes(data))
        if index != self.next_index:
            self.add("entry_missing", self.next_index)
        self.next_index = index + 1
        if leaf != bytes(stored_leaf):
            self.add("entry_changed", index)
            return leaf
        try:
            if _columns(Entry.from_bytes(bytes(data))) != tuple(columns):
                self.add("copy_changed", index)
        except LedgerError:
            self.add("entry_changed", index)
        return leaf

    def _compare_nodes(self, rows: Sequence[NodeRow]) -> None:
        with connection.cursor() as cursor:
            for row in rows:
                if row.level == 0 or not row.digests:
                    continue
                computed = {node.position: digest for node, digest in row.nodes()}
                self.nodes_expected += len(computed)
                cursor.execute(_NODES_BETWEEN, [row.level, row.first_index, row.first_index + len(computed)])
                stored = {position: bytes(digest) for position, digest in cursor.fetchall()}
                for position, digest in computed.items():
                    if stored.get(position) != digest:
                        self.add("node_changed", position)

    def _count_nodes(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_NODE_COUNT)
            (stored,) = cursor.fetchone()
        if stored > self.nodes_expected:
            self.add("node_changed", stored - 1)

    def _compare_head(self, frontier: Frontier) -> None:
        try:
            same = read_head() == frontier
        except LedgerError:
            same = False
        if not same:
            self.add("head_changed", frontier.size)

    def _checkpoints(self) -> list[tuple[int, bytes, str]]:
        with connection.cursor() as cursor:
            cursor.execute(_CHECKPOINTS)
            return [(size, bytes(root), note) for size, root, note in cursor.fetchall()]

    def _compare_checkpoints(
        self, checkpoints: Sequence[tuple[int, bytes, str]], size: int, roots: dict[int, bytes]
    ) -> None:
        origin = log_origin(settings.IDENTITY.station_id)
        for signed_size, root, note in checkpoints:
            self._compare_root(signed_size, root, size, roots)
            try:
                is_same = read_unverified(note.encode()) == Checkpoint(origin, signed_size, root)
            except LedgerError:
                is_same = False
            if not is_same:
                self.add("checkpoint_signature", signed_size)
        if checkpoints:
            newest_size, _, newest_note = checkpoints[-1]
            try:
                partner_keys.verify_with_any(newest_note.encode(), all_own_note_keys(settings.HOME.keys), origin)
            except LedgerError:
                self.add("checkpoint_signature", newest_size)

    def _compare_root(self, signed_size: int, root: bytes, size: int, roots: dict[int, bytes]) -> None:
        if signed_size > size:
            self.add("log_shorter", signed_size)
        elif roots.get(signed_size) != root:
            self.add("checkpoint_disagrees", signed_size)


def _roots_inside(frontier: Frontier, leaves: bytes, sizes: Sequence[int]) -> dict[int, bytes]:
    """Roots at these sizes, which lie inside or at the end of the leaves that follow the frontier."""
    roots = {}
    for size in sizes:
        count = (size - frontier.size) * DIGEST_SIZE_BYTES
        (frontier, _), leaves = frontier.append_leaves(leaves[:count]), leaves[count:]
        roots[size] = frontier.root()
    return roots


def _chunks() -> Iterator[list[EntryRow]]:
    after = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_ENTRIES, [after, _CHUNK])
            rows = cursor.fetchall()
            if not rows:
                return
            yield rows
            after = rows[-1][0] + 1


def _columns(entry: Entry) -> tuple[object, ...]:
    return (
        entry.time,
        entry.actor,
        entry.channel,
        entry.act.value,
        entry.record_kind,
        entry.record_id,
        entry.recipient,
        entry.decision,
        entry.justification,
        purpose_in(entry),
        ",".join(entry.roles),
    )
