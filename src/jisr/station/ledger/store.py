"""The Merkle log in PostgreSQL: appending at the locked head, and nodes for proofs.

Hand-written SQL, each with its purpose. Tables are those of `models`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from jisr.core.ledger import Entry, Frontier, NodeId, NodeRow, leaf_hash

_DIGEST_SIZE_BYTES = 32

# Lock the head: writers stand in line here until the transaction before has ended.
_LOCK_HEAD = "SELECT size, peaks FROM ledger_head WHERE id = 1 FOR UPDATE"
# The first append to an empty ledger makes the head; two at once make one.
_MAKE_HEAD = "INSERT INTO ledger_head (id, size, peaks) VALUES (1, 0, '') ON CONFLICT (id) DO NOTHING"
# Read the head without waiting for writers.
_READ_HEAD = "SELECT size, peaks FROM ledger_head WHERE id = 1"
# Entries, the complete nodes they brought into being, and the new head, in one statement.
_APPEND = """
WITH entries AS (
    INSERT INTO ledger_entry
        (index, data, leaf, time, actor, channel, act, record_kind, record_id, recipient, decision,
         justification, purpose, roles)
    SELECT * FROM unnest(
        %s::bigint[], %s::bytea[], %s::bytea[], %s::timestamptz[], %s::text[], %s::text[], %s::text[],
        %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
), nodes AS (
    INSERT INTO ledger_node (level, position, digest)
    SELECT * FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[])
)
UPDATE ledger_head SET size = %s, peaks = %s WHERE id = 1
"""
# Leaf hashes by index.
_LEAVES = "SELECT index, leaf FROM ledger_entry WHERE index = ANY(%s)"
# Inner nodes by level and position.
_NODES = """
SELECT level, position, digest FROM ledger_node
WHERE (level, position) IN (SELECT * FROM unnest(%s::smallint[], %s::bigint[]))
"""


@dataclass(frozen=True, slots=True)
class Appended:
    """Where entries landed: `first_index` and the edge of the log after them."""

    first_index: int
    frontier: Frontier


def append_entries(entries: Sequence[Entry]) -> Appended:
    """Add entries at the end, in the caller's transaction; other writers wait until that ends."""
    with transaction.atomic(savepoint=False):
        head = locked_head()
        data = [entry.to_bytes() for entry in entries]
        frontier, rows = head.append(data)
        with connection.cursor() as cursor:
            cursor.execute(_APPEND, _append_parameters(head.size, entries, data, rows, frontier))
    return Appended(head.size, frontier)


def locked_head() -> Frontier:
    """The edge of the log, held by this transaction until it ends."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_HEAD)
        row = cursor.fetchone()
        if row is None:
            cursor.execute(_MAKE_HEAD)
            cursor.execute(_LOCK_HEAD)
            row = cursor.fetchone()
    return _frontier(row)


def read_head() -> Frontier:
    """The edge of the log as last committed."""
    with connection.cursor() as cursor:
        cursor.execute(_READ_HEAD)
        row = cursor.fetchone()
    return _frontier(row) if row else Frontier()


class StoredNodes:
    """Complete nodes from the tables (`jisr.core.ledger.NodeSource`)."""

    def fetch(self, ids: Sequence[NodeId]) -> Mapping[NodeId, bytes]:
        """The nodes asked for, in at most two queries; absent ones are left out."""
        leaves = [node.position for node in ids if node.level == 0]
        inner = [node for node in ids if node.level > 0]
        found: dict[NodeId, bytes] = {}
        with connection.cursor() as cursor:
            if leaves:
                cursor.execute(_LEAVES, [leaves])
                found |= {NodeId(0, index): bytes(leaf) for index, leaf in cursor.fetchall()}
            if inner:
                cursor.execute(_NODES, [[node.level for node in inner], [node.position for node in inner]])
                found |= {NodeId(level, position): bytes(digest) for level, position, digest in cursor.fetchall()}
        return found


def purpose_in(entry: Entry) -> str:
    """The purpose that an entry states among its details; "" where it states none."""
    return str(entry.detail.get("purpose", ""))


def _append_parameters(
    first: int, entries: Sequence[Entry], data: Sequence[bytes], rows: Sequence[NodeRow], frontier: Frontier
) -> list[Any]:
    inner = [pair for row in rows if row.level for pair in row.nodes()]
    return [
        list(range(first, first + len(entries))),
        list(data),
        [leaf_hash(item) for item in data],
        [entry.time for entry in entries],
        [entry.actor for entry in entries],
        [entry.channel for entry in entries],
        [entry.act.value for entry in entries],
        [entry.record_kind for entry in entries],
        [entry.record_id for entry in entries],
        [entry.recipient for entry in entries],
        [entry.decision for entry in entries],
        [entry.justification for entry in entries],
        [purpose_in(entry) for entry in entries],
        [",".join(entry.roles) for entry in entries],
        [node.level for node, _ in inner],
        [node.position for node, _ in inner],
        [digest for _, digest in inner],
        frontier.size,
        b"".join(frontier.peaks),
    ]


def _frontier(row: tuple[int, bytes]) -> Frontier:
    size, joined = row[0], bytes(row[1])
    peaks = tuple(joined[at : at + _DIGEST_SIZE_BYTES] for at in range(0, len(joined), _DIGEST_SIZE_BYTES))
    return Frontier(size, peaks)
