"""What of this room is kept until when, and which of some ids still have a record."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from jisr.station.exchange.models import DispatchRecord, DispatchState


def existing(ids: Sequence[UUID]) -> set[UUID]:
    return set(DispatchRecord.objects.filter(id__in=ids).values_list("id", flat=True))


def dated_dispatches() -> QuerySet[DispatchRecord]:
    """Dispatches with a last day whose content is still here, the nearest first."""
    rows = DispatchRecord.objects.defer("signed_bytes").filter(held_until__isnull=False)
    return rows.exclude(state=DispatchState.ERASED).order_by("held_until", "id")


def dispatches_by_id(ids: Sequence[UUID]) -> dict[UUID, DispatchRecord]:
    """Dispatches of these ids."""
    return DispatchRecord.objects.defer("signed_bytes").in_bulk(list(ids))
