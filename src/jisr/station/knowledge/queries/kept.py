"""Which statements are kept until when."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count

from jisr.station.knowledge.models import StatementRecord, StatementState


def statements_ending(until: date) -> list[tuple[date, int]]:
    """How many own statements end on each day up to `until`, the nearest first."""
    rows = StatementRecord.objects.filter(held_until__lte=until, received_from="").exclude(state=StatementState.ERASED)
    return list(rows.order_by("held_until").values_list("held_until").annotate(count=Count("id")))


def statement_dates(ids: Sequence[UUID]) -> dict[UUID, tuple[date | None, str, str]]:
    """Last day, originator and sender ("" for own ones) of statements whose content is still here."""
    rows = StatementRecord.objects.filter(id__in=ids).exclude(state=StatementState.ERASED)
    return {row[0]: row[1:] for row in rows.values_list("id", "held_until", "originator", "received_from")}
