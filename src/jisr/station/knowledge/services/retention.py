"""The end of holding: own statements are emptied after their last day; a partner's are the exchange's duty."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from jisr.station.knowledge.models import StatementRecord, StatementState
from jisr.station.knowledge.services.projections import refresh_profiles
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, prepare, record_many


@transaction.atomic
def erase_expired(actor: Actor, today: date) -> int:
    """Empty own statements whose last day lies before today; how many."""
    expired = StatementRecord.objects.select_for_update().filter(held_until__lt=today, received_from="")
    rows = list(expired.exclude(state=StatementState.ERASED))
    StatementRecord.objects.filter(id__in=[row.id for row in rows]).update(
        value="", original_value="", source="", state=StatementState.ERASED, ended_at=timezone.now(),
        ended_by=actor.name, end_reason="retention_ended",
    )  # fmt: skip
    refresh_profiles(row.canonical_id for row in rows)
    record_many([prepare(actor, Act.ERASURE, "statement", str(row.id), decision="retention_ended") for row in rows])
    return len(rows)
