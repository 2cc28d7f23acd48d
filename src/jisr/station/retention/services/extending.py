"""Keeping longer what is ours: for a reason, by a person, within the agreements, and undone while there is time."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.retention.facts import RecordFacts, facts_of
from jisr.station.retention.keeping import today
from jisr.station.retention.models import Extension
from jisr.station.retention.problems import (
    ExtendedAlreadyProblem,
    LimitProblem,
    NoLastDayProblem,
    PastDayProblem,
    ReasonNeededProblem,
    TooLateProblem,
    UnknownRecordProblem,
)
from jisr.station.retention.services.refusals import whole_or_refused


@whole_or_refused
def extend(actor: Actor, kind: str, record_id: UUID, *, reason: str, until: date) -> UUID:
    """Keep a record of our own up to a later day; the extension's id.

    Raises:
        ReasonNeededProblem, PastDayProblem, UnknownRecordProblem, NoLastDayProblem, ExtendedAlreadyProblem.
        LimitProblem: the originator, or an agreement with a recipient, does not allow it.
    """
    if not reason.strip():
        raise ReasonNeededProblem
    if until <= today():
        raise PastDayProblem
    facts = facts_of(kind, record_id)
    if facts is None:
        raise UnknownRecordProblem
    last_day = _checked(facts, until)
    if Extension.objects.filter(kind=kind, record_id=record_id, undone_at__isnull=True).exists():
        raise ExtendedAlreadyProblem
    extension = Extension.objects.create(
        kind=kind, record_id=record_id, last_day=last_day, until=until, reason=reason.strip(),
        at=timezone.now(), by=actor.name,
    )  # fmt: skip
    _enter(actor, extension, "kept_longer", reason)
    return extension.id


@whole_or_refused
def undo_extension(actor: Actor, extension_id: UUID) -> None:
    """Take an extension back while it lasts; what should have been erased meanwhile is erased by the next run.

    Raises:
        TooLateProblem: no such extension, undone, or over.
    """
    extension = Extension.objects.select_for_update().filter(pk=extension_id).first()
    if extension is None or extension.undone_at is not None or extension.until < today():
        raise TooLateProblem
    extension.undone_at, extension.undone_by = timezone.now(), actor.name
    extension.save(update_fields=["undone_at", "undone_by"])
    _enter(actor, extension, "kept_longer_undone", "")


def _checked(facts: RecordFacts, until: date) -> date:
    if facts.last_day is None:
        raise NoLastDayProblem
    if not facts.is_ours:
        raise LimitProblem("originator_limit")
    if until <= facts.last_day:
        raise LimitProblem("not_longer")
    if facts.longest is not None and until > facts.longest:
        raise LimitProblem("agreement_limit")
    return facts.last_day


def _enter(actor: Actor, extension: Extension, decision: str, reason: str) -> None:
    record(
        actor,
        Act.ALTERATION,
        extension.kind,
        str(extension.record_id),
        justification=reason.strip(),
        decision=decision,
        detail={"extension": str(extension.id), "until": extension.until.isoformat()},
    )
