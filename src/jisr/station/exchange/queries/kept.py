"""What of this room is kept until when, and which of some ids still have a record."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from jisr.station.exchange.models import DispatchRecord, DispatchState
from jisr.station.exchange.records import body_of


def existing(ids: Sequence[UUID]) -> set[UUID]:
    return set(DispatchRecord.objects.filter(id__in=ids).values_list("id", flat=True))


def newest(count: int) -> list[UUID]:
    rows = DispatchRecord.objects.exclude(state=DispatchState.ERASED).order_by("-stored_at")
    return list(rows.values_list("id", flat=True)[:count])


def dated_dispatches() -> QuerySet[DispatchRecord]:
    """Dispatches with a last day whose content is still here, the nearest first."""
    rows = DispatchRecord.objects.defer("signed_bytes").filter(held_until__isnull=False)
    return rows.exclude(state=DispatchState.ERASED).order_by("held_until", "id")


def dispatches_by_id(ids: Sequence[UUID]) -> dict[UUID, DispatchRecord]:
    """Dispatches of these ids."""
    return DispatchRecord.objects.defer("signed_bytes").in_bulk(list(ids))


def content(record_id: UUID) -> dict[str, Any] | None:
    """Title and portions of a dispatch in whatever state; None when it is unknown or erased. For legal holds alone."""
    row = DispatchRecord.objects.filter(pk=record_id).exclude(state=DispatchState.ERASED).first()
    if row is None:
        return None
    portions = body_of(row).get("portions", [])
    return {
        "title": row.title,
        "portions": [{name: each[name] for name in ("id", "text", "lang")} for each in portions],
    }
