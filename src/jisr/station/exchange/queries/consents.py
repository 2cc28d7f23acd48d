"""Consents asked and answered, as values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from jisr.core.sealing import DispatchKind, SealingError
from jisr.core.statements import Statement
from jisr.station.exchange.bodies import Portion, check_body
from jisr.station.exchange.models import Consent, ConsentState, Direction, DispatchRecord
from jisr.station.exchange.records import body_of
from jisr.station.exchange.services.cascades import is_active
from jisr.station.exchange.services.consent_answering import prepared_terms, seen_of
from jisr.station.exchange.services.consent_following import terms_of
from jisr.station.exchange.services.consent_rows import foreign_originators
from jisr.station.exchange.terms import ConsentTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """An originator's consent: asked by this station (out) or of it (in). `request` is the dispatch that asked.

    Attributes:
        items: ids, as they travelled, of what it is about; () = the whole dispatch.
        reason: why it is asked, in the words of the one who asks.
        terms: conditions as decided, or, of one asked of this station, as somebody has prepared them; None before.
        seen: what the second person must have looked at; "" while nothing is prepared.
        originators: stations whose consent it is, where it was granted.
    """

    id: UUID
    record_id: UUID
    title: str
    direction: str
    partner: str
    permission: str
    to_whom: tuple[str, ...]
    items: tuple[str, ...]
    state: str
    reason: str
    asked_at: datetime
    asked_by: str
    answer_by: datetime | None
    prepared_by: str
    prepared_by_id: int | None
    prepared_at: datetime | None
    seen: str
    terms: ConsentTerms | None
    decided_at: datetime | None
    decided_by: str
    until: date | None
    originators: tuple[str, ...]
    request: UUID
    decision: UUID | None
    withdrawal: UUID | None

    @property
    def is_incoming(self) -> bool:
        return self.direction == Direction.IN

    @property
    def is_open(self) -> bool:
        return self.state == ConsentState.ASKED

    @property
    def is_expired(self) -> bool:
        """Granted, and its last day is over."""
        return self.state == ConsentState.GRANTED and self.until is not None and self.until < timezone.now().date()

    @property
    def shown_state(self) -> str:
        return "expired" if self.is_expired else self.state


def consents(*, direction: str = "", state: str = "", record_id: UUID | None = None) -> list[ConsentView]:
    """Consents asked, newest first."""
    rows = _rows()
    if direction:
        rows = rows.filter(direction=direction)
    if state:
        rows = rows.filter(state=state)
    if record_id:
        rows = rows.filter(record_id=record_id)
    return _views(rows.order_by("-asked_at"))


def consent(consent_id: UUID) -> ConsentView | None:
    """One consent."""
    found = _views(_rows().filter(pk=consent_id))
    return found[0] if found else None


def standing_consents(record_id: UUID) -> list[ConsentView]:
    """Consents to use a received dispatch that hold now: granted, not withdrawn, not ended, by an active partner."""
    granted = consents(direction=Direction.OUT, state=ConsentState.GRANTED, record_id=record_id)
    return [view for view in granted if not view.is_expired and is_active(view.partner)]


def consent_for(record_id: UUID, permission: str, station_id: str = "") -> bool:
    """Whether the originator of a received dispatch lets it be used so now (for `pass_on`: to this station)."""
    return any(
        view.permission == permission and (not station_id or station_id in view.to_whom)
        for view in standing_consents(record_id)
    )


def asked_parts(view: ConsentView) -> tuple[tuple[Portion, ...], tuple[Statement, ...]]:
    """The portions and statements that a consent is about, as they travelled."""
    row = DispatchRecord.objects.filter(pk=view.record_id).first()
    if row is None:
        return (), ()
    try:
        body = check_body(DispatchKind(row.kind), body_of(row))
    except SealingError:
        return (), ()
    wanted = set(view.items)
    return (
        tuple(part for part in body.portions if not wanted or part.id in wanted),
        tuple(part for part in body.statements if not wanted or part.id in wanted),
    )


def originators_to_ask(view: ConsentView) -> list[str]:
    """Other stations whose say it is what a partner asks of this one."""
    row = DispatchRecord.objects.filter(pk=view.record_id).first()
    return sorted(foreign_originators(row) - {view.partner}) if row else []


def count_consents_to_prepare(user: object = None) -> int:
    """Consents that partners ask of this station and that are not answered."""
    return Consent.objects.filter(direction=Direction.IN, state=ConsentState.ASKED).count()


def consents_to_decide(person: int) -> list[ConsentView]:
    """Answers that somebody else has prepared, the earliest asked first."""
    rows = _rows().filter(direction=Direction.IN, state=ConsentState.ASKED, prepared_at__isnull=False)
    return _views(rows.exclude(prepared_by_id=person).order_by("asked_at"))


def _rows() -> QuerySet[Consent]:
    return Consent.objects.select_related("record").defer("record__signed_bytes")


def _views(rows: QuerySet[Consent]) -> list[ConsentView]:
    found = list(rows)
    asked = DispatchRecord.objects.in_bulk([row.request for row in found])
    return [_view(row, asked.get(row.request)) for row in found]


def _view(row: Consent, request: DispatchRecord | None) -> ConsentView:
    is_prepared = row.prepared_at is not None and row.state == ConsentState.ASKED
    return ConsentView(
        id=row.id,
        record_id=row.record_id,
        title=row.record.title,
        direction=row.direction,
        partner=row.partner,
        permission=row.permission,
        to_whom=tuple(row.to_whom),
        items=tuple(row.items),
        state=row.state,
        reason=str(body_of(request).get("reason", "")) if request else "",
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        answer_by=row.answer_by,
        prepared_by=row.prepared_by,
        prepared_by_id=row.prepared_by_id,
        prepared_at=row.prepared_at,
        seen=seen_of(row) if is_prepared else "",
        terms=prepared_terms(row) if is_prepared else terms_of(row),
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        until=row.until,
        originators=tuple(row.originators),
        request=row.request,
        decision=row.decision,
        withdrawal=row.withdrawal,
    )
