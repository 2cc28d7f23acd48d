"""After a restore: reports whose keys were destroyed since the backup are erased here too, the rest is indexed."""

from django.utils import timezone

from jisr.station.intake.models import Attachment, FindingRecord, Portion, Report
from jisr.station.intake.services.reports import index_report
from jisr.station.vault.opening import key_ring

_AT_ONCE = 2_000


def mark_erased() -> int:
    """Empty reports without a key that were erased after the backup was taken; how many."""
    count = 0
    ids = list(Report.objects.filter(erased_at__isnull=True).values_list("id", flat=True))
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        gone = [each for each, key in key_ring().store.newest(part).items() if key.is_destroyed]
        FindingRecord.objects.filter(report__in=gone).update(text="", value="", detail={})
        Portion.objects.filter(report__in=gone).update(text="")
        Attachment.objects.filter(report__in=gone).update(name="", content=b"", size=0)
        Report.objects.filter(id__in=gone).update(title="", details={}, problems={}, erased_at=timezone.now())
        count += len(gone)
    return count


def index_again() -> None:
    """Make every report that is still readable searchable."""
    for report in Report.objects.filter(erased_at__isnull=True).iterator(chunk_size=200):
        index_report(report, list(report.portions.all()))
