"""What must be looked at again because what it rests on has changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jisr.core.handling import Handling
from jisr.station.exchange.models import DispatchRecord, Review
from jisr.station.exchange.records import body_of, handling_of
from jisr.station.exchange.resting import SENT, kind_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """One piece of own work to look at again.

    Attributes:
        originator: who changed it; of what this station sent itself, to whom it went.
        reason: "recalled", "corrected", "consent_withdrawn", "assessment_suspended" or "assessment_ended".
        why: what the originator said; "" where it said nothing that is left here.
        label, url: of the work; "" where its room shows no page of it.
    """

    id: UUID
    record_id: UUID
    cause: UUID
    originator: str
    reason: str
    why: str
    kind: str
    ref: str
    label: str
    url: str
    handling: Handling
    created_at: datetime
    done_at: datetime | None
    done_by: str
    note: str


def reviews(*, is_open: bool = True, record_id: UUID | None = None) -> list[ReviewView]:
    """Work to look at again, the oldest first; of one changed dispatch, or of all; open, or done (newest first)."""
    rows = Review.objects.select_related("record").filter(done_at__isnull=is_open)
    if record_id is not None:
        rows = rows.filter(record_id=record_id)
    found = list(rows.order_by("created_at", "id") if is_open else rows.order_by("-done_at", "-id"))
    causes = DispatchRecord.objects.in_bulk({row.cause for row in found})
    return [_view(row, causes.get(row.cause)) for row in found]


def count_reviews(user: object = None) -> int:
    """How much waits to be looked at again."""
    return Review.objects.filter(done_at__isnull=True).count()


def _view(row: Review, cause: DispatchRecord | None) -> ReviewView:
    shown = kind_of_work(row.kind)
    body = body_of(cause) if cause and row.kind != SENT else {}
    return ReviewView(
        id=row.id,
        record_id=row.record_id,
        cause=row.cause,
        originator=", ".join(row.record.recipients) if row.kind == SENT else row.record.sender,
        reason=row.reason,
        why=str(body.get("reason") or body.get("conditions") or ""),
        kind=row.kind,
        ref=row.ref,
        label=str(shown.label) if shown else row.kind,
        url=shown.address(row.ref) if shown else "",
        handling=handling_of(cause or row.record),
        created_at=row.created_at,
        done_at=row.done_at,
        done_by=row.done_by,
        note=row.note,
    )
