"""Single dispatches and threads, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from jisr.core.handling import Handling
from jisr.core.sealing import DispatchKind, SealingError
from jisr.core.statements import Basis, Statement
from jisr.station.exchange.bodies import Portion, check_body
from jisr.station.exchange.models import Delivery, DeliveryState, Direction, DispatchRecord, DispatchState
from jisr.station.exchange.records import body_of, handling_of, recalled_parts
from jisr.station.exchange.redaction import without
from jisr.station.knowledge import queries as knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryView:
    """A dispatch at one recipient.

    Attributes:
        state: "queued", "sent" (tried, no receipt yet), "received", "acknowledged", "failed" or "cancelled".
        last_answer: stable code of the last try.
        verdict: "useful", "decisive", "already_known", "wrong" or "".
        certified_act: "quarantined", "erased", "amended" or "": what the recipient has certified about this dispatch.
    """

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


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchView:
    """A dispatch without its content."""

    id: UUID
    dispatch_id: UUID
    direction: str
    kind: DispatchKind
    sender: str
    recipients: tuple[str, ...]
    thread: UUID
    about: UUID | None
    time: datetime
    purpose: str
    title: str
    handling: Handling
    state: str
    due: datetime | None
    acknowledged_at: datetime | None
    subject: str
    stored_at: datetime
    ledger_index: int | None
    digest: str
    suite: str
    deliveries: tuple[DeliveryView, ...] = ()

    @property
    def is_incoming(self) -> bool:
        return self.direction == Direction.IN

    @property
    def partner(self) -> str:
        """The sender, or the one recipient; "" when there are several."""
        return self.sender if self.is_incoming else (self.recipients[0] if len(self.recipients) == 1 else "")

    @property
    def is_readable(self) -> bool:
        """Whether its content may be shown: recalled and erased content may not."""
        return self.state not in (DispatchState.QUARANTINED, DispatchState.ERASED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A recall or correction that this station sent of one of its dispatches."""

    record_id: UUID
    about: UUID
    kind: DispatchKind
    time: datetime
    recipients: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchPage:
    """A dispatch with its content; nothing of it is here once it is recalled or erased.

    `recalled` are ids, as they travelled, of statements and portions that later dispatches took back or replaced.
    """

    view: DispatchView
    values: Mapping[str, Any]
    portions: tuple[Portion, ...]
    statements: tuple[Statement, ...]
    recalled: frozenset[str]

    @property
    def apart(self) -> tuple[tuple[str, tuple[Statement, ...]], ...]:
        """Facts, and apart from them assessments."""
        return tuple((basis.value, tuple(one for one in self.statements if one.basis is basis)) for basis in Basis)

    @property
    def threat_portion(self) -> Portion | None:
        """The portion that carries the threat of a warning with its marking."""
        threat = self.values.get("threat")
        return next((portion for portion in self.portions if threat and portion.text == threat), None)

    @property
    def further_portions(self) -> tuple[Portion, ...]:
        """The portions that say more than the threat."""
        return tuple(portion for portion in self.portions if portion is not self.threat_portion)


def own_lineages_in(page: DispatchPage) -> set[str]:
    """Origins of this station to which something in a dispatch goes back."""
    report = page.values.get("report")
    said = report.get("lineage") if isinstance(report, dict) else None
    lineages = {statement.lineage for statement in page.statements} | ({said} if isinstance(said, str) else set())
    return knowledge.own_lineages(lineages - {""})


def find(record_id: UUID) -> DispatchView | None:
    """One dispatch without its content."""
    row = DispatchRecord.objects.defer("signed_bytes").filter(pk=record_id).first()
    return view(row, row.deliveries.all()) if row else None


def find_many(record_ids: Iterable[UUID]) -> dict[UUID, DispatchView]:
    """Several dispatches without their content, by id; unknown ids are left out."""
    rows = DispatchRecord.objects.defer("signed_bytes").filter(pk__in=list(record_ids))
    return {found.id: found for found in views(rows)}


def changes_to(record_ids: Iterable[UUID]) -> list[ChangeView]:
    """Recalls and corrections that this station sent of its own dispatches, oldest first."""
    rows = DispatchRecord.objects.filter(
        about__in=list(record_ids),
        direction=Direction.OUT,
        kind__in=[DispatchKind.RECALL, DispatchKind.CORRECTION],
    )
    return [
        ChangeView(
            record_id=row.id,
            about=row.about,
            kind=DispatchKind(row.kind),
            time=row.time,
            recipients=tuple(row.recipients),
            is_whole=body_of(row).get("all") is True,
        )
        for row in rows.order_by("time", "id")
        if row.about is not None
    ]


def dispatch(record_id: UUID) -> DispatchPage | None:
    """One dispatch with its content. Who shows it enters the reading in the ledger."""
    row = DispatchRecord.objects.filter(pk=record_id).first()
    if row is None:
        return None
    found = view(row, row.deliveries.all())
    values = body_of(row) if found.is_readable else {}
    portions: tuple[Portion, ...] = ()
    statements: tuple[Statement, ...] = ()
    if values:
        try:
            body = check_body(found.kind, values)
        except SealingError:  # stored under an earlier version's rules: show what is plain text
            body = None
        if body is not None:
            portions, statements = body.portions, body.statements
    gone = recalled_parts(row)
    return DispatchPage(
        view=found,
        values=without(values, gone),
        portions=tuple(portion for portion in portions if portion.id not in gone),
        statements=tuple(item for item in statements if item.id not in gone),
        recalled=gone,
    )


def thread(thread_id: UUID) -> list[DispatchView]:
    """Everything in a thread, oldest first."""
    rows = DispatchRecord.objects.defer("signed_bytes").filter(thread=thread_id).order_by("time", "id")
    return views(rows)


def dispatches_about(subject: str) -> list[DispatchView]:
    """What was sent about a record of this station ("report:<id>", "warning:<id>", "request:<id>"), oldest first."""
    rows = DispatchRecord.objects.defer("signed_bytes").filter(subject=subject, direction=Direction.OUT)
    return views(rows.order_by("time", "id"))


def delivery_evidence(delivery_id: UUID) -> bytes | None:
    """The signed receipt of a delivery, byte for byte; None without one."""
    receipt = Delivery.objects.filter(pk=delivery_id).values_list("receipt", flat=True).first()
    return bytes(receipt) if receipt else None


def views(rows: QuerySet[DispatchRecord]) -> list[DispatchView]:
    """Rows as values, with their deliveries."""
    return [view(row, row.deliveries.all()) for row in rows.prefetch_related("deliveries")]


def view(row: DispatchRecord, deliveries: Iterable[Delivery] = ()) -> DispatchView:
    """A row as a value."""
    return DispatchView(
        id=row.id,
        dispatch_id=row.dispatch_id,
        direction=row.direction,
        kind=DispatchKind(row.kind),
        sender=row.sender,
        recipients=tuple(row.recipients),
        thread=row.thread,
        about=row.about,
        time=row.time,
        purpose=row.purpose,
        title=row.title if row.state not in (DispatchState.QUARANTINED, DispatchState.ERASED) else "",
        handling=handling_of(row),
        state=row.state,
        due=row.due,
        acknowledged_at=row.acknowledged_at,
        subject=row.subject,
        stored_at=row.stored_at,
        ledger_index=row.ledger_index,
        digest=row.digest,
        suite=row.suite,
        deliveries=tuple(_delivery(item) for item in sorted(deliveries, key=lambda item: item.recipient)),
    )


def _delivery(row: Delivery) -> DeliveryView:
    state = row.state
    if state == DeliveryState.QUEUED and row.attempts:
        state = "sent"
    elif row.acknowledged_at is not None:
        state = "acknowledged"
    return DeliveryView(
        id=row.id,
        recipient=row.recipient,
        state=state,
        attempts=row.attempts,
        next_attempt_at=row.next_attempt_at,
        last_answer=row.last_answer,
        received_at=row.received_at,
        their_index=row.their_index,
        outcome=row.outcome,
        acknowledged_at=row.acknowledged_at,
        acknowledgement=row.acknowledgement,
        verdict=row.verdict,
        feedback_at=row.feedback_at,
        certified_act=row.certified_act,
        certified_at=row.certified_at,
    )
