"""Matching what its originator keeps from being matched: from its consent on, and until that ends."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from jisr.station.knowledge.models import StatementRecord, StatementState
from jisr.station.knowledge.services.identities import propose_later


def let_match(statement_ids: Collection[UUID], until: date | None, occasion: str) -> int:
    """Let statements be matched up to a day, and look at once what their entities may be the same as; how many.

    Args:
        until: last day; None = until the consent is taken back.
        occasion: what led to it, e.g. "consent:<id>".
    """
    rows = StatementRecord.objects.filter(id__in=statement_ids, state=StatementState.STANDING)
    touched = set(rows.values_list("canonical_id", flat=True))
    changed = rows.update(match_until=until or date.max)
    if touched:
        propose_later(touched, occasion)
    return changed


def stop_matching(statement_ids: Collection[UUID]) -> int:
    """Match them no longer; what was judged stays, and is flagged by whoever calls. How many."""
    return StatementRecord.objects.filter(id__in=statement_ids, match_until__isnull=False).update(match_until=None)
