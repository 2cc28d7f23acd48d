"""What is kept beyond its day now: told to every room through `vault.holds`."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from jisr.station.retention.models import Extension, Hold


def held() -> dict[str, dict[UUID, date]]:
    """Records under a legal hold today."""
    rows = Hold.objects.filter(lifted_at__isnull=True, until__gte=today())
    return _by_kind(rows.values_list("kind", "record_id", "until"))


def extended() -> dict[str, dict[UUID, date]]:
    """Records whose time was extended to today or later."""
    rows = Extension.objects.filter(undone_at__isnull=True, until__gte=today())
    return _by_kind(rows.values_list("kind", "record_id", "until"))


def today() -> date:
    """The station's day; times of keeping end with days of UTC, as they travel."""
    return timezone.now().date()


def _by_kind(rows: Iterable[tuple[str, UUID, date]]) -> dict[str, dict[UUID, date]]:
    found: dict[str, dict[UUID, date]] = {}
    for kind, identifier, until in rows:
        found.setdefault(kind, {})[identifier] = until
    return found
