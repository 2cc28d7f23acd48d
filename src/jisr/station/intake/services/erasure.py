"""The end of a report: its texts, files and findings are emptied; that it was here, when and from whom, stays."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.station.intake.models import Attachment, FindingRecord, FindingState, Portion, Report
from jisr.station.knowledge import services as knowledge
from jisr.station.ledger.actor import Actor
from jisr.station.vault import holds
from jisr.station.vault.certificates import certify_erasure
from jisr.station.vault.problems import HeldProblem

BATCH: Final = 500
RULE: Final = "retention_ended"


@transaction.atomic
def erase_reports(actor: Actor, report_ids: Sequence[UUID], rule: str) -> UUID | None:
    """Erase reports and all that came with them, under one certificate; None when all were erased before.

    Raises:
        HeldProblem: one of them is under a legal hold.
    """
    held = holds.held().get("report", {})
    if any(identifier in held for identifier in report_ids):
        raise HeldProblem
    rows = Report.objects.select_for_update().filter(id__in=report_ids, erased_at__isnull=True)
    ids = list(rows.values_list("id", flat=True))
    if not ids:
        return None
    files = list(Attachment.objects.filter(report__in=ids).values_list("id", flat=True))
    FindingRecord.objects.filter(report__in=ids).exclude(state=FindingState.ACCEPTED).delete()
    FindingRecord.objects.filter(report__in=ids).update(text="", value="", detail={})
    Portion.objects.filter(report__in=ids).update(text="")
    Attachment.objects.filter(id__in=files).update(name="", content=b"", size=0)
    Report.objects.filter(id__in=ids).update(title="", details={}, problems={}, erased_at=timezone.now())
    for identifier in ids:
        knowledge.forget_text(f"report:{identifier}")
    return certify_erasure(actor, "report", ids, rule, keys=[*ids, *files])


def erase_expired_reports(actor: Actor, today: date) -> int:
    """Erase reports whose last day lies before today, and that are neither held nor extended; how many."""
    count = 0
    while True:
        kept = holds.kept_beyond()["report"]
        due = Report.objects.filter(held_until__lt=today, erased_at__isnull=True).exclude(id__in=kept)
        ids = list(due.order_by("held_until").values_list("id", flat=True)[:BATCH])
        if not ids:
            return count
        erase_reports(actor, ids, RULE)
        count += len(ids)
