"""What of this room is kept until when, and which of some ids still have a record."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from jisr.station.intake.models import Attachment, ListImport, Report


def existing_reports(ids: Sequence[UUID]) -> set[UUID]:
    return set(Report.objects.filter(id__in=ids).values_list("id", flat=True))


def existing_attachments(ids: Sequence[UUID]) -> set[UUID]:
    return set(Attachment.objects.filter(id__in=ids).values_list("id", flat=True))


def existing_imports(ids: Sequence[UUID]) -> set[UUID]:
    return set(ListImport.objects.filter(id__in=ids).values_list("id", flat=True))


def newest_reports(count: int) -> list[UUID]:
    rows = Report.objects.filter(erased_at__isnull=True).order_by("-recorded_at")
    return list(rows.values_list("id", flat=True)[:count])


def dated_reports() -> QuerySet[Report]:
    """Reports with a last day whose content is still here, the nearest first."""
    rows = Report.objects.filter(held_until__isnull=False, erased_at__isnull=True)
    return rows.order_by("held_until", "id")


def reports_by_id(ids: Sequence[UUID]) -> dict[UUID, Report]:
    """Reports of these ids."""
    return Report.objects.in_bulk(list(ids))
