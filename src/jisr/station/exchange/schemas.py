"""Shapes of the room's API."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from jisr.core.sealing import DispatchKind
from jisr.station.exchange.models import DispatchState, RequestState
from jisr.station.web.paging import MAX_OFFSET

type Direction = Literal["in", "out"]


class Page(Schema):
    limit: int = Field(50, ge=1, le=500)
    offset: int = Field(0, ge=0, le=MAX_OFFSET)


class DispatchQuery(Page):
    """What to list; `open` narrows to what waits for an answer (in) or a receipt (out)."""

    direction: Direction = "in"
    kind: DispatchKind | None = None
    partner: str = ""
    text: str = Field("", max_length=200)
    state: DispatchState | None = None
    open: bool = False
    everything: bool = False


class DeliveryOut(Schema):
    id: UUID
    recipient: str
    state: str
    attempts: int
    next_attempt_at: datetime
    last_answer: str
    received_at: datetime | None
    their_index: int | None
    outcome: str
    acknowledged_at: datetime | None
    acknowledgement: UUID | None
    verdict: str
    feedback_at: datetime | None
    certified_act: str
    certified_at: datetime | None


class DispatchOut(Schema):
    """A dispatch without its content. `handling` are the originator's conditions."""

    id: UUID
    dispatch_id: UUID
    direction: Direction
    kind: DispatchKind
    sender: str
    recipients: list[str]
    thread: UUID
    about: UUID | None
    time: datetime
    purpose: str
    title: str
    handling: dict[str, Any]
    state: DispatchState
    due: datetime | None
    acknowledged_at: datetime | None
    subject: str
    stored_at: datetime
    ledger_index: int | None
    digest: str
    suite: str
    deliveries: list[DeliveryOut]

    @staticmethod
    def resolve_handling(view: Any) -> dict[str, Any]:
        handling: dict[str, Any] = view.handling.to_json()
        return handling


class ContentOut(DispatchOut):
    """A dispatch with its content; `body` as it was signed, empty once recalled or erased."""

    body: dict[str, Any]
    recalled: list[str]


class DispatchPageOut(Schema):
    total: int
    items: list[DispatchOut]


class SentOut(Schema):
    """Id of the dispatch that was sent; None when none was needed."""

    id: UUID | None


class AcknowledgeIn(Schema):
    note: str = Field("", max_length=20_000)
    action: str = Field("", max_length=500)


class TextIn(Schema):
    text: str = Field(min_length=1, max_length=20_000)


class CoordinationIn(TextIn):
    recipients: list[str] = Field(min_length=1)
    thread: UUID | None = None


class FeedbackIn(Schema):
    verdict: Literal["useful", "decisive", "already_known", "wrong"]
    comment: str = Field("", max_length=20_000)


class RecallIn(Schema):
    """Without statements and portions the whole dispatch is recalled."""

    reason: str = Field(min_length=1, max_length=20_000)
    statements: list[UUID] = []
    portions: list[UUID] = []


class CorrectionIn(Schema):
    reason: str = Field(min_length=1, max_length=20_000)
    replaces: list[UUID] = Field(min_length=1)
    statements: list[dict[str, Any]] = []
    portions: list[dict[str, Any]] = []


class RequestIn(Schema):
    recipients: list[str] = Field(min_length=1)
    question: str = Field(min_length=1, max_length=20_000)
    legal_basis: str = Field("", max_length=500)
    urgency: Literal["urgent", "priority", "ordinary"] = "ordinary"
    purpose: str
    due: datetime | None = None


class ReasonIn(Schema):
    reason: str = Field(min_length=1, max_length=20_000)


class RequestQuery(Page):
    direction: Direction | None = None
    state: RequestState | None = None


class RequestOut(Schema):
    id: UUID
    direction: Direction
    partners: list[str]
    question: str
    purpose: str
    urgency: str
    asked_at: datetime
    due: datetime
    state: RequestState
    answered_at: datetime | None
    answer: UUID | None
    thread: UUID
    is_late: bool


class RequestPageOut(Schema):
    total: int
    items: list[RequestOut]


class ObligationOut(Schema):
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
