"""What other rooms ask of this one: which keys still have their case."""

from collections.abc import Sequence
from uuid import UUID

from jisr.station.redress.models import Case
from jisr.station.vault import records


def register_all() -> None:
    records.register("redress", _held)


def _held(ids: Sequence[UUID]) -> set[UUID]:
    return set(Case.objects.filter(pk__in=ids).values_list("pk", flat=True))
