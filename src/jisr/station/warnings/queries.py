"""Reads of this room. They know no reader: pages and routes that show content enter that in the ledger themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Min, Q, QuerySet
from django.utils.translation import get_language

from jisr.core.sealing import DispatchKind
from jisr.station.exchange import queries as exchanged
from jisr.station.partners import queries as partners
from jisr.station.warnings.models import Escalation, ReceivedWarning, Recipient, Warning, WarningState

_SILENT = Q(sent_to__acknowledged_at__isnull=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientView:
    """A warning of ours at one partner.

    `standing` is a key of `vocabulary.STANDING`; `is_run_out` says that the clock has run out unacknowledged.
    `changes` are our recalls and corrections of it there, `certified_act` what the partner certified about them.
    """

    id: UUID
    station_id: str
    name: str
    record_id: UUID
    standing: str
    is_run_out: bool
    sent_at: datetime
    acknowledge_by: datetime
    received_at: datetime | None
    acknowledged_at: datetime | None
    note: str
    action: str
    action_at: datetime | None
    verdict: str
    verdict_note: str
    verdict_at: datetime | None
    attempts: int
    last_answer: str
    certified_act: str
    certified_at: datetime | None
    changes: tuple[exchanged.ChangeView, ...] = ()
    escalations: tuple[Escalation, ...] = ()

    @property
    def is_awaited(self) -> bool:
        """Whether the clock still counts."""
        return self.acknowledged_at is None and self.standing not in ("cancelled", "recalled")


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningView:
    """A warning of ours with its state at every recipient.

    `meant_for` names who is to get it; `left_out` those whom the release decision kept it from.
    """

    warning: Warning
    recipients: tuple[RecipientView, ...]
    meant_for: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    @property
    def next_clock(self) -> RecipientView | None:
        """The awaited recipient whose time runs out first."""
        if self.warning.state != WarningState.SENT:
            return None
        awaited = [recipient for recipient in self.recipients if recipient.is_awaited]
        return min(awaited, key=lambda recipient: recipient.acknowledge_by, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedView:
    """A warning that a partner sent us; `title` is "" once its content is recalled or erased."""

    record_id: UUID
    originator: str
    originator_name: str
    title: str
    received_at: datetime
    acknowledge_by: datetime | None
    acknowledged_at: datetime | None
    is_run_out: bool
    action: str
    action_at: datetime | None
    dispatch: exchanged.DispatchView


def board(state: str = "", country: str = "", recipient: str = "") -> QuerySet[Warning]:
    """Warnings of ours, those whose clock runs out first in front, then the newest."""
    rows = Warning.objects.annotate(
        first_clock=Min("sent_to__acknowledge_by", filter=_SILENT & Q(state=WarningState.SENT))
    )
    if state:
        rows = rows.filter(state=state)
    if country:
        rows = rows.filter(country=country)
    if recipient:
        rows = rows.filter(recipients__contains=[recipient])
    return rows.order_by(F("first_clock").asc(nulls_last=True), "-created_at")


def existing(ids: Sequence[UUID]) -> set[UUID]:
    """Those of some ids that are warnings of ours."""
    return set(Warning.objects.filter(pk__in=ids).values_list("pk", flat=True))


def view_all(warnings: Iterable[Warning]) -> list[WarningView]:
    """Warnings with their recipients, in the same order."""
    rows = list(warnings)
    recipients = list(
        Recipient.objects.filter(warning__in=rows).prefetch_related("escalations").order_by("acknowledge_by")
    )
    dispatches = exchanged.find_many({recipient.record_id for recipient in recipients})
    names = station_names()
    changes = exchanged.changes_to(dispatches)
    views: dict[UUID, list[RecipientView]] = {}
    for recipient in recipients:
        found = _recipient(recipient, dispatches.get(recipient.record_id), names, changes)
        views.setdefault(recipient.warning_id, []).append(found)
    return [_warning(row, views.get(row.pk, []), names) for row in rows]


def warning(warning_id: UUID) -> WarningView | None:
    """One warning of ours."""
    found = view_all(Warning.objects.filter(pk=warning_id))
    return found[0] if found else None


def with_outcome() -> list[Warning]:
    """Warnings of ours whose outcome is known, the newest first."""
    return list(Warning.objects.exclude(outcome="").order_by("-outcome_at")[:200])


def warnings_of_report(report_id: UUID) -> list[Warning]:
    """Warnings drafted from a report, newest first."""
    return list(Warning.objects.filter(report_id=report_id).order_by("-created_at"))


def silent_recipients() -> list[tuple[Warning, RecipientView]]:
    """Every partner from which an acknowledgement is awaited, the one whose time runs out first in front."""
    rows = Recipient.objects.filter(acknowledged_at__isnull=True, warning__state=WarningState.SENT)
    rows = rows.select_related("warning").prefetch_related("escalations").order_by("acknowledge_by")
    dispatches = exchanged.find_many({row.record_id for row in rows})
    names = station_names()
    changes = exchanged.changes_to(dispatches)
    found = [(row.warning, _recipient(row, dispatches.get(row.record_id), names, changes)) for row in rows]
    return [(row, view) for row, view in found if view.is_awaited]


def received_rows() -> QuerySet[ReceivedWarning]:
    """Warnings of partners: unanswered first, by their clock, then the newest."""
    return ReceivedWarning.objects.order_by("is_answered", F("acknowledge_by").asc(nulls_last=True), "-received_at")


def view_received(rows: Iterable[ReceivedWarning]) -> list[ReceivedView]:
    """Warnings of partners as values."""
    held = list(rows)
    dispatches = exchanged.find_many(row.record_id for row in held)
    names = station_names()
    return [_received(row, dispatches[row.record_id], names) for row in held if row.record_id in dispatches]


def received(record_id: UUID) -> ReceivedView | None:
    """One warning of a partner."""
    found = view_received(ReceivedWarning.objects.filter(pk=record_id))
    return found[0] if found else None


def unanswered() -> list[ReceivedView]:
    """Warnings of partners that nobody here has acknowledged, the most urgent first."""
    views = view_received(received_rows().filter(is_answered=False))
    return [view for view in views if view.acknowledged_at is None and view.dispatch.is_readable]


def count_urgent(user: object = None) -> int:
    """Warnings that need somebody now: partners that let the time run out, and partners' warnings unacknowledged."""
    silent = sum(1 for _warning, recipient in silent_recipients() if recipient.is_run_out)
    return silent + exchanged.inbox(exchanged.DispatchFilter(kind=DispatchKind.WARNING.value, is_open=True)).count()


def station_names() -> dict[str, str]:
    """Partners' names in the reader's language, by station id."""
    language = (get_language() or "en").split("-")[0]
    return {partner.station_id: partner.name(language) for partner in partners.partners()}


def _warning(row: Warning, recipients: list[RecipientView], names: Mapping[str, str]) -> WarningView:
    reached = {recipient.station_id for recipient in recipients}
    is_out = row.state in (WarningState.SENT, WarningState.CLOSED)
    return WarningView(
        warning=row,
        recipients=tuple(recipients),
        meant_for=tuple(names.get(station, station) for station in row.recipients),
        left_out=tuple(names.get(station, station) for station in row.recipients if is_out and station not in reached),
    )


def _recipient(
    row: Recipient,
    dispatch: exchanged.DispatchView | None,
    names: Mapping[str, str],
    changes: Sequence[exchanged.ChangeView],
) -> RecipientView:
    own_changes = tuple(
        change for change in changes if change.about == row.record_id and row.station_id in change.recipients
    )
    deliveries = dispatch.deliveries if dispatch else ()
    delivery = next((item for item in deliveries if item.recipient == row.station_id), None)
    return RecipientView(
        id=row.pk,
        station_id=row.station_id,
        name=names.get(row.station_id, row.station_id),
        record_id=row.record_id,
        standing="recalled" if any(change.is_whole for change in own_changes) else _standing(row, delivery),
        is_run_out=row.run_out_at is not None
        and row.acknowledged_at is None
        and not any(change.is_whole for change in own_changes),
        sent_at=row.sent_at,
        acknowledge_by=row.acknowledge_by,
        received_at=delivery.received_at if delivery else None,
        acknowledged_at=row.acknowledged_at,
        note=row.note,
        action=row.action,
        action_at=row.action_at,
        verdict=row.verdict,
        verdict_note=row.verdict_note,
        verdict_at=row.verdict_at,
        attempts=delivery.attempts if delivery else 0,
        last_answer=delivery.last_answer if delivery else "",
        certified_act=delivery.certified_act if delivery else "",
        certified_at=delivery.certified_at if delivery else None,
        changes=own_changes,
        escalations=tuple(row.escalations.all()),
    )


def _standing(row: Recipient, delivery: exchanged.DeliveryView | None) -> str:
    if row.action_at:
        return "acted"
    if row.acknowledged_at:
        return "acknowledged"
    state = delivery.state if delivery else ""
    return {"received": "delivered", "acknowledged": "acknowledged", "failed": "failed", "cancelled": "cancelled"}.get(
        state, "on_the_way"
    )


def _received(row: ReceivedWarning, dispatch: exchanged.DispatchView, names: Mapping[str, str]) -> ReceivedView:
    return ReceivedView(
        record_id=row.record_id,
        originator=row.originator,
        originator_name=names.get(row.originator, row.originator),
        title=dispatch.title,
        received_at=row.received_at,
        acknowledge_by=row.acknowledge_by,
        acknowledged_at=dispatch.acknowledged_at,
        is_run_out=row.run_out_at is not None and dispatch.acknowledged_at is None,
        action=row.action if dispatch.is_readable else "",
        action_at=row.action_at,
        dispatch=dispatch,
    )
