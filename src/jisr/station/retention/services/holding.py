"""Legal holds: placed, renewed and lifted by named people, each with a reason; they end by themselves on their day."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from jisr.station.exchange import services as exchange
from jisr.station.exchange.queries import kept as exchange_kept
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.retention.facts import facts_of
from jisr.station.retention.keeping import today
from jisr.station.retention.models import Hold, RecordKind
from jisr.station.retention.problems import (
    HeldAlreadyProblem,
    HoldTooLongProblem,
    PastDayProblem,
    ReasonNeededProblem,
    UnknownHoldProblem,
    UnknownRecordProblem,
)
from jisr.station.retention.services.refusals import whole_or_refused

#: A hold is looked at again at least once a year.
LONGEST_DAYS: Final = 366


@whole_or_refused
def place_hold(actor: Actor, kind: str, record_id: UUID, *, reason: str, legal_reference: str, until: date) -> UUID:
    """Keep a record from being erased up to and with a day; the hold's id.

    The originator of a recalled dispatch is told that it is held, and until when.

    Args:
        kind: "report", "dispatch" or "statement".
        legal_reference: the law, order or file it rests on.

    Raises:
        ReasonNeededProblem, PastDayProblem, HoldTooLongProblem, UnknownRecordProblem, HeldAlreadyProblem.
    """
    given = _needed(reason, "reason"), _needed(legal_reference, "legal_reference")[:200]
    _checked_day(until)
    facts = facts_of(kind, record_id)
    if facts is None:
        raise UnknownRecordProblem
    Hold.objects.filter(kind=kind, record_id=record_id, lifted_at__isnull=True, until__lt=today()).update(
        lifted_at=timezone.now(), lifted_by="system:retention"
    )
    if Hold.objects.filter(kind=kind, record_id=record_id, lifted_at__isnull=True).exists():
        raise HeldAlreadyProblem
    hold = Hold.objects.create(
        kind=kind, record_id=record_id, reason=given[0], legal_reference=given[1], until=until,
        placed_at=timezone.now(), placed_by=actor.name,
    )  # fmt: skip
    if facts.is_recalled:
        exchange.tell_held(record_id, until)
    _enter(actor, hold, "hold_placed", reason)
    return hold.id


@whole_or_refused
def renew_hold(actor: Actor, hold_id: UUID, *, reason: str, until: date) -> None:
    """Let a hold last longer, for a reason.

    Raises:
        UnknownHoldProblem, ReasonNeededProblem, PastDayProblem, HoldTooLongProblem.
    """
    _needed(reason, "reason")
    _checked_day(until)
    hold = _standing(hold_id)
    if until <= hold.until:
        raise PastDayProblem
    hold.until, hold.renewed_at, hold.renewed_by = until, timezone.now(), actor.name
    hold.save(update_fields=["until", "renewed_at", "renewed_by"])
    facts = facts_of(hold.kind, hold.record_id)
    if facts is not None and facts.is_recalled:
        exchange.tell_held(hold.record_id, until)
    _enter(actor, hold, "hold_renewed", reason)


@whole_or_refused
def lift_hold(actor: Actor, hold_id: UUID, *, reason: str) -> None:
    """End a hold; what should have been erased meanwhile is erased by the next run.

    Raises:
        UnknownHoldProblem, ReasonNeededProblem.
    """
    given = _needed(reason, "reason")
    hold = _standing(hold_id)
    hold.lifted_at, hold.lifted_by, hold.lift_reason = timezone.now(), actor.name, given
    hold.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    _enter(actor, hold, "hold_lifted", reason)


@whole_or_refused
def content_under_hold(actor: Actor, hold_id: UUID, *, reason: str) -> dict[str, Any]:
    """The content of a held dispatch that its originator recalled: to be read by nobody but for the hold's purpose.

    Returns:
        {"title", "portions": [{"id", "text", "lang"}]}.

    Raises:
        UnknownHoldProblem, ReasonNeededProblem; UnknownRecordProblem: not a dispatch, or erased.
    """
    given = _needed(reason, "reason")
    hold = _standing(hold_id)
    content = exchange_kept.content(hold.record_id) if hold.kind == RecordKind.DISPATCH else None
    if content is None:
        raise UnknownRecordProblem
    record(
        actor,
        Act.CONSULTATION,
        "dispatch",
        str(hold.record_id),
        justification=given,
        decision="read_under_hold",
        detail={"hold": str(hold.id)},
    )
    return content


def end_holds(actor: Actor, day: date) -> int:
    """Close holds whose last day is over; how many."""
    over = list(Hold.objects.filter(lifted_at__isnull=True, until__lt=day))
    for hold in over:
        hold.lifted_at, hold.lifted_by = timezone.now(), actor.name
        hold.save(update_fields=["lifted_at", "lifted_by"])
        _enter(actor, hold, "hold_over", "")
    return len(over)


def _standing(hold_id: UUID) -> Hold:
    hold = Hold.objects.select_for_update().filter(pk=hold_id).first()
    if hold is None or not hold.stands_on(today()):
        raise UnknownHoldProblem
    return hold


def _needed(text: str, field: str) -> str:
    given = text.strip()
    if not given:
        raise ReasonNeededProblem(field)
    return given


def _checked_day(until: date) -> None:
    if until < today():
        raise PastDayProblem
    if until > today() + timedelta(days=LONGEST_DAYS):
        raise HoldTooLongProblem(LONGEST_DAYS)


def _enter(actor: Actor, hold: Hold, decision: str, reason: str) -> None:
    detail = {"hold": str(hold.id), "until": hold.until.isoformat()}
    record(
        actor,
        Act.ADMINISTRATION,
        hold.kind,
        str(hold.record_id),
        justification=reason.strip(),
        decision=decision,
        detail=detail,
    )
