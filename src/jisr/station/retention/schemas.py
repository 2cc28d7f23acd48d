"""Forms of the routes."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from jisr.station.retention.models import RecordKind
from jisr.station.web.paging import MAX_OFFSET


class EndingQuery(Schema):
    days: int = Field(30, ge=0, le=3660)
    kind: RecordKind | None = None
    limit: int = Field(50, ge=1, le=500)
    offset: int = Field(0, ge=0, le=MAX_OFFSET)


class EndingOut(Schema):
    """A record whose last day comes. `ends`: the day after which it is erased."""

    kind: str
    record_id: UUID
    name: str
    last_day: date | None
    ends: date
    originator: str
    received: bool
    held_until: date | None
    extension: UUID | None


class DayOut(Schema):
    day: date
    count: int


class EndingPage(Schema):
    """Reports and dispatches one by one; own statements by day."""

    total: int
    items: list[EndingOut]
    statements: list[DayOut]


class ErasedQuery(Schema):
    rule: str = Field("", max_length=40)
    kind: str = Field("", max_length=20)
    limit: int = Field(50, ge=1, le=500)
    offset: int = Field(0, ge=0, le=MAX_OFFSET)


class ErasedOut(Schema):
    """A certificate. `root`: RFC 9162 Merkle root over the sorted ids, as the ledger's entry names it."""

    id: UUID
    kind: str
    rule: str
    count: int
    root: str
    at: datetime
    by: str
    ledger_index: int
    keys_destroyed_at: datetime | None


class ErasedPage(Schema):
    total: int
    items: list[ErasedOut]


class ErasureProofOut(Schema):
    """That one record is in a certificate: leaf data is the 16 bytes of its id; hashes in hex, leaf side first."""

    certificate: UUID
    kind: str
    rule: str
    at: datetime
    ledger_index: int
    keys_destroyed_at: datetime | None
    index: int
    size: int
    root: str
    path: list[str]


class HoldIn(Schema):
    kind: RecordKind
    record_id: UUID
    reason: str = Field(max_length=2000)
    legal_reference: str = Field(max_length=200)
    until: date


class RenewIn(Schema):
    reason: str = Field(max_length=2000)
    until: date


class ReasonIn(Schema):
    reason: str = Field(max_length=2000)


class HoldOut(Schema):
    id: UUID
    kind: str
    record_id: UUID
    name: str
    reason: str
    legal_reference: str
    until: date
    placed_at: datetime
    placed_by: str
    renewed_at: datetime | None
    renewed_by: str
    lifted_at: datetime | None
    lifted_by: str
    lift_reason: str
    stands: bool


class PortionOut(Schema):
    id: str
    text: str
    lang: str


class HeldContentOut(Schema):
    title: str
    portions: list[PortionOut]


class ExtensionIn(Schema):
    kind: RecordKind
    record_id: UUID
    reason: str = Field(max_length=2000)
    until: date


class ExtensionOut(Schema):
    id: UUID
    kind: str
    record_id: UUID
    name: str
    last_day: date
    until: date
    reason: str
    at: datetime
    by: str


class MadeOut(Schema):
    id: UUID


class RunIn(Schema):
    """`as_of`: as if it were that day; at an exercise station only."""

    as_of: date | None = None


class RunOut(Schema):
    day: date
    statements: int
    reports: int
    sent: int
    received: int
    holds_over: int
