"""What the room must know of a record of another room: its name, its last day, whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from jisr.core.handling import Handling
from jisr.station.exchange.queries import kept as exchange
from jisr.station.intake.queries import kept as intake
from jisr.station.knowledge.queries import kept as knowledge
from jisr.station.partners import queries as partners
from jisr.station.retention.models import RecordKind


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """One record.

    Attributes:
        name: number of a report; short id of the others. Never content.
        last_day: of keeping; None when none is set.
        originator: station id.
        is_received: a partner set its last day.
        longest: the last day that agreements with its recipients allow; None where none limits it.
        is_recalled: quarantined by a recall, to be erased.
    """

    kind: str
    id: UUID
    name: str
    last_day: date | None
    originator: str
    is_received: bool = False
    longest: date | None = None
    is_recalled: bool = False

    @property
    def is_ours(self) -> bool:
        return not self.is_received and self.originator == settings.IDENTITY.station_id


def facts_of(kind: str, record_id: UUID) -> RecordFacts | None:
    """The facts of one record; None where it is unknown or erased."""
    return facts_of_many([(kind, record_id)]).get((kind, record_id))


def facts_of_many(wanted: Iterable[tuple[str, UUID]]) -> dict[tuple[str, UUID], RecordFacts]:
    """`facts_of` for many, with one query for each kind."""
    ids: dict[str, list[UUID]] = {}
    for kind, identifier in wanted:
        ids.setdefault(kind, []).append(identifier)
    found = [
        *_reports(ids.get(RecordKind.REPORT, [])),
        *_dispatches(ids.get(RecordKind.DISPATCH, [])),
        *_statements(ids.get(RecordKind.STATEMENT, [])),
    ]
    return {(facts.kind, facts.id): facts for facts in found}


def _reports(ids: list[UUID]) -> Iterable[RecordFacts]:
    for row in intake.reports_by_id(ids).values() if ids else ():
        if row.erased_at is None:
            yield report_facts(row)


def report_facts(row: Any) -> RecordFacts:
    """Facts of a report's row."""
    return RecordFacts(RecordKind.REPORT, row.id, row.number, row.held_until, row.own_handling().originator)


def _dispatches(ids: list[UUID]) -> Iterable[RecordFacts]:
    for row in exchange.dispatches_by_id(ids).values() if ids else ():
        if row.state != "erased":
            yield dispatch_facts(row)


def dispatch_facts(row: Any) -> RecordFacts:
    """Facts of a dispatch's row."""
    is_received = row.direction == "in"
    return RecordFacts(
        kind=RecordKind.DISPATCH,
        id=row.id,
        name=str(row.id)[-12:],
        last_day=row.held_until,
        originator=Handling.from_json(row.handling).originator,
        is_received=is_received,
        longest=None if is_received else _agreed(row.recipients, row.time.date()),
        is_recalled=row.state == "quarantined",
    )


def _statements(ids: list[UUID]) -> Iterable[RecordFacts]:
    for identifier, (last_day, originator, sender) in (knowledge.statement_dates(ids) if ids else {}).items():
        yield RecordFacts(
            RecordKind.STATEMENT, identifier, str(identifier)[-12:], last_day, originator, is_received=bool(sender)
        )


def _agreed(recipients: Iterable[str], sent_on: date) -> date | None:
    """The shortest of the longest times that agreements with the recipients allow."""
    now = timezone.now()
    facts = [partners.agreement_facts(name, now) for name in recipients]
    days = [agreement.longest_retention_days for agreement in facts if agreement and agreement.longest_retention_days]
    return sent_on + timedelta(days=min(days)) if days else None
