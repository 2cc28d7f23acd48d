"""Which profiles changed, written with the change itself, so that the name index of every process can follow.

A row bears the number of the transaction that wrote it. Transactions end in another order than they begin, so a reader
remembers no row number but the oldest transaction that had not ended when it looked: whatever it has not seen was
written by that one or a later one. Rows it sees twice it knows by their ids.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from jisr.station.knowledge.models import ProfileChange

#: Rows are kept this long; a process that has not looked for half of it reads everything afresh.
KEPT = timedelta(days=2)

_SINCE = """
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
       change.id, change.written_in, change.entities,
       change.written_in = pg_current_xact_id_if_assigned()::text::bigint
  FROM (SELECT 1) AS one
  LEFT JOIN knowledge_profilechange AS change ON change.written_in >= %s AND NOT change.id = ANY(%s)
"""
_NOTE = """
INSERT INTO knowledge_profilechange (written_in, written_at, entities, version)
VALUES (pg_current_xact_id()::text::bigint, %s, %s::uuid[], %s)
"""


@dataclass(frozen=True, slots=True)
class Change:
    """Profiles that one write drew afresh. written_in: its transaction; entities: () for all of them."""

    id: int
    written_in: int
    entities: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new to a reader.

    Attributes:
        horizon: where the next look begins.
        settled: of transactions that have ended.
        own: of the reader's own transaction, which may still be undone.
    """

    horizon: int
    settled: tuple[Change, ...]
    own: tuple[Change, ...]


def note_changes(entities: Iterable[UUID]) -> None:
    """Say that these profiles are drawn afresh in this transaction."""
    changed = sorted(set(entities))
    if changed:
        _note(changed, "")


def note_all_drawn(version: str) -> None:
    """Say that all profiles are drawn afresh, with the keys of this version of the names."""
    _note([], version)


def changes_since(horizon: int, seen: Collection[int]) -> Changes:
    """What was written in transactions from `horizon` on, without the rows seen already."""
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, [horizon, list(seen)])
        rows = cursor.fetchall()
    changes = [(Change(row[1], row[2], tuple(row[3])), bool(row[4])) for row in rows if row[1] is not None]
    return Changes(
        rows[0][0],
        tuple(change for change, is_own in changes if not is_own),
        tuple(change for change, is_own in changes if is_own),
    )


def drawn_version() -> str:
    """The version of the names with which all profiles were last drawn; "" where that was never noted."""
    latest = ProfileChange.objects.filter(entities=[]).order_by("-id").values_list("version", flat=True).first()
    return latest or ""


def forget_old_changes() -> int:
    """Delete the rows that every process has read by now; how many."""
    kept = ProfileChange.objects.filter(entities=[]).order_by("-id").values_list("id", flat=True)[:1]
    old = ProfileChange.objects.filter(written_at__lt=timezone.now() - KEPT)
    return old.exclude(id__in=list(kept)).delete()[0]


def _note(entities: list[UUID], version: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [timezone.now(), entities, version])
