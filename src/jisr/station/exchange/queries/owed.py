"""Requests and obligations, as values."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from jisr.core.handling import Handling
from jisr.station.exchange.models import (
    Direction,
    InformationRequest,
    Obligation,
    RequestState,
)
from jisr.station.exchange.records import handling_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """A request for information; `partners` asked it (in) or were asked (out)."""

    id: UUID
    direction: str
    partners: tuple[str, ...]
    question: str
    purpose: str
    urgency: str
    asked_at: datetime
    due: datetime
    state: str
    answered_at: datetime | None
    answer: UUID | None
    handling: Handling
    thread: UUID

    @property
    def is_late(self) -> bool:
        """Open past its clock, or answered after it."""
        return (self.answered_at or timezone.now()) > self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationView:
    """What one received dispatch binds this station to."""

    id: UUID
    record_id: UUID
    title: str
    originator: str
    kind: str
    never: bool
    item_count: int
    due: datetime | None
    created_at: datetime
    done_at: datetime | None
    done_by: str
    handling: Handling


def requests(direction: str = "", state: str = "") -> QuerySet[InformationRequest]:
    """Requests, those due first in front; rows for this room's own pages."""
    rows = InformationRequest.objects.select_related("record").defer("record__signed_bytes")
    if direction:
        rows = rows.filter(direction=direction)
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("due")


def open_requests(direction: str = "", partner: str = "") -> list[RequestView]:
    """Open requests, those due first in front. direction: "in" (asked of this station), "out", or both."""
    views = [request_view(row) for row in requests(direction, RequestState.OPEN)]
    return [view for view in views if not partner or partner in view.partners]


def information_request(record_id: UUID) -> RequestView | None:
    """One request by the id of its dispatch."""
    row = requests().filter(pk=record_id).first()
    return request_view(row) if row else None


def request_view(row: InformationRequest) -> RequestView:
    """A row as a value."""
    record = row.record
    return RequestView(
        id=record.id,
        direction=row.direction,
        partners=(record.sender,) if row.direction == Direction.IN else tuple(record.recipients),
        question=record.title,
        purpose=record.purpose,
        urgency=row.urgency,
        asked_at=record.time,
        due=row.due,
        state=row.state,
        answered_at=row.answered_at,
        answer=row.answer,
        handling=handling_of(record),
        thread=record.thread,
    )


def obligations(*, is_open: bool = True, record_id: UUID | None = None) -> list[ObligationView]:
    """Obligations, those due first in front, standing conditions last."""
    rows = Obligation.objects.select_related("record").defer("record__signed_bytes")
    if is_open:
        rows = rows.filter(done_at__isnull=True)
    if record_id:
        rows = rows.filter(record_id=record_id)
    return [_obligation(row) for row in rows.order_by("due", "created_at")]


def _obligation(row: Obligation) -> ObligationView:
    return ObligationView(
        id=row.id,
        record_id=row.record_id,
        title=row.record.title,
        originator=row.record.sender,
        kind=row.kind,
        never=row.never,
        item_count=len(row.items),
        due=row.due,
        created_at=row.created_at,
        done_at=row.done_at,
        done_by=row.done_by,
        handling=handling_of(row.record),
    )
