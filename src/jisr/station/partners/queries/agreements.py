"""Agreements, for the release decision and for the page."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Least
from django.utils import timezone

from jisr.core.handling import (
    AgreementFacts,
    Classification,
    DataCategory,
    Equivalence,
    OnwardRule,
    Purpose,
    national_scale,
)
from jisr.station.partners.models import Agreement
from jisr.station.partners.models.agreements import ENDING_SOON_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView:
    """One version of an agreement. `state`: "future", "in_force", "ending_soon" or "ended"."""

    thread: UUID
    version: int
    is_current: bool
    title: str
    reference: str
    parties: tuple[str, ...]
    purposes: tuple[str, ...]
    data_categories: tuple[str, ...]
    highest_classification: Classification
    longest_retention_days: int
    onward: str
    redress_contact: str
    valid_from: date
    valid_until: date
    last_day: date
    end_reason: str
    note: str
    state: str
    days_left: int
    renews: UUID | None
    renewed_by: UUID | None
    recorded_at: datetime
    recorded_by: str
    tells_onward: bool
    table: Equivalence


def agreement_facts(station_id: str, at: datetime, purpose: Purpose | None = None) -> AgreementFacts | None:
    """The agreement that governs a release to a partner at an instant; None when there never was one.

    An agreement in force or, failing that, the one that ends (or ended) last. Agreements are never added up: where
    several are in force, the one that covers the purpose counts, then the one that protects the highest classification.
    """
    day = at.astimezone(UTC).date()

    def rank(row: Agreement) -> tuple[bool, bool, int, date]:
        covers = purpose is None or purpose.value in row.purposes
        return row.is_in_force_on(day), covers, row.highest_classification, row.last_day

    rows = Agreement.objects.filter(is_current=True, parties__contains=[station_id])
    in_force_first = sorted(rows, key=rank, reverse=True)
    if not in_force_first:
        return None
    if in_force_first[0].is_in_force_on(day):
        return _facts(in_force_first[0])
    return _facts(max(in_force_first, key=lambda row: row.last_day))


def tells_onward(station_id: str, at: datetime) -> bool:
    """Whether an agreement in force says that this partner is told to whom its information was passed on."""
    day = at.astimezone(UTC).date()
    rows = Agreement.objects.filter(is_current=True, tells_onward=True, parties__contains=[station_id])
    return any(row.is_in_force_on(day) for row in rows)


def own_scale() -> str:
    """Id of the classification scale of this station's state; Jisr's own where none is on record."""
    return national_scale(settings.IDENTITY.country)


def agreements(station_id: str = "", state: str = "", day: date | None = None) -> list[AgreementView]:
    """Current versions, those that end first in front; of one partner or all, in one state or all."""
    on = day or timezone.localdate()
    rows = Agreement.objects.filter(is_current=True)
    views = _views(rows.filter(parties__contains=[station_id]) if station_id else rows, on)
    order = {"ending_soon": 0, "in_force": 1, "future": 2, "ended": 3}
    chosen = [view for view in views if not state or view.state == state]
    return sorted(chosen, key=lambda view: (order[view.state], view.last_day, view.title))


def agreement(thread: UUID, day: date | None = None) -> AgreementView | None:
    """The current version of one agreement."""
    found = _views(Agreement.objects.filter(thread=thread, is_current=True), day or timezone.localdate())
    return found[0] if found else None


def agreement_versions(thread: UUID) -> list[AgreementView]:
    """Every version of one agreement, newest first."""
    return _views(Agreement.objects.filter(thread=thread).order_by("-version"), timezone.localdate())


def count_agreements_ending_soon(user: object) -> int:
    """Agreements in force that end within 90 days and have not been renewed. `user` is not looked at."""
    today = timezone.localdate()
    renewed = Agreement.objects.filter(is_current=True, renews__isnull=False).values("renews")
    rows = Agreement.objects.alias(end=Least("valid_until", "ended_on")).filter(
        is_current=True, valid_from__lte=today, end__gte=today, end__lte=today + timedelta(days=ENDING_SOON_DAYS)
    )
    return rows.exclude(thread__in=renewed).count()


def _facts(row: Agreement) -> AgreementFacts:
    return AgreementFacts(
        reference=row.reference,
        valid_from=row.valid_from,
        valid_until=row.last_day,
        purposes=frozenset(Purpose(purpose) for purpose in row.purposes),
        categories=frozenset(DataCategory(category) for category in row.data_categories),
        highest_classification=Classification(row.highest_classification),
        longest_retention_days=row.longest_retention_days,
        onward=OnwardRule(row.onward),
        equivalence=row.table,
    )


def _views(rows: QuerySet[Agreement], day: date) -> list[AgreementView]:
    found = list(rows)
    threads = [row.thread for row in found]
    renewals = Agreement.objects.filter(is_current=True, renews__in=threads).values_list("renews", "thread")
    renewed_by = dict(renewals)
    return [_view(row, renewed_by.get(row.thread), day) for row in found]


def _view(row: Agreement, renewed: UUID | None, day: date) -> AgreementView:
    return AgreementView(
        thread=row.thread,
        version=row.version,
        is_current=row.is_current,
        title=row.title,
        reference=row.reference,
        parties=tuple(row.parties),
        purposes=tuple(row.purposes),
        data_categories=tuple(row.data_categories),
        highest_classification=Classification(row.highest_classification),
        longest_retention_days=row.longest_retention_days,
        onward=row.onward,
        redress_contact=row.redress_contact,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        last_day=row.last_day,
        end_reason=row.end_reason,
        note=row.note,
        state=row.state_on(day),
        days_left=row.days_left_on(day),
        renews=row.renews,
        renewed_by=renewed,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        tells_onward=row.tells_onward,
        table=row.table,
    )
