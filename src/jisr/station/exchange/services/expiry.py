"""The end of keeping what this station sent: its own copy is erased, and the recipients have their own duty."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from jisr.station.exchange.models import Delivery, DeliveryState, Direction, DispatchRecord, DispatchState
from jisr.station.ledger.actor import Actor
from jisr.station.vault import holds
from jisr.station.vault.certificates import certify_erasure

BATCH: Final = 1_000
RULE: Final = "retention_ended"


def erase_expired_sent(actor: Actor, today: date) -> int:
    """Erase this station's copies of sent dispatches whose last day lies before today; how many."""
    count = 0
    while True:
        kept = holds.kept_beyond()["dispatch"]
        due = DispatchRecord.objects.filter(direction=Direction.OUT, held_until__lt=today)
        rows = due.exclude(state=DispatchState.ERASED).exclude(id__in=kept)
        ids = list(rows.order_by("held_until").values_list("id", flat=True)[:BATCH])
        if not ids:
            return count
        _erase_copies(actor, ids)
        count += len(ids)


@transaction.atomic
def _erase_copies(actor: Actor, ids: Sequence[UUID]) -> None:
    """What was never delivered is cancelled: nothing is left of it to send."""
    Delivery.objects.filter(record__in=ids, state=DeliveryState.QUEUED).update(state=DeliveryState.CANCELLED)
    DispatchRecord.objects.filter(id__in=ids).update(
        signed_bytes=b"", remaining=None, title="", title_words=[], state=DispatchState.ERASED
    )
    certify_erasure(actor, "dispatch", ids, RULE)
