"""Tainted origin: marked by a person, lifted only by another, with reasons. Nothing drawn from it leaves meanwhile."""

from django.utils import timezone

from jisr.station.accounts.roles import Right
from jisr.station.diligence.models import TaintMark
from jisr.station.diligence.problems import DiligenceProblem
from jisr.station.diligence.services.refusals import person, whole_or_refused
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record

MARKABLE = ("report", "dispatch")


@whole_or_refused
def mark_tainted(actor: Actor, subject: str, reason: str) -> None:
    """Mark "report:<id>" or "dispatch:<id>".

    Raises:
        DiligenceProblem: subject_unknown, reason_needed, already_tainted, named_person_needed, right_missing.
    """
    from jisr.station.diligence import subjects

    by = person(actor, Right.DILIGENCE_WRITE)
    if subject.partition(":")[0] not in MARKABLE or subjects.read(subject) is None:
        raise DiligenceProblem("subject_unknown", "subject")
    if not reason.strip():
        raise DiligenceProblem("reason_needed", "reason")
    if TaintMark.objects.filter(subject=subject, lifted_at__isnull=True).exists():
        raise DiligenceProblem("already_tainted")
    TaintMark.objects.create(
        subject=subject, reason=reason.strip(), marked_by=actor.name, marked_by_id=by, marked_at=timezone.now()
    )
    kind, _colon, identifier = subject.partition(":")
    record(actor, Act.ALTERATION, kind, identifier, justification=reason.strip(), decision="tainted_origin")


@whole_or_refused
def lift_taint(actor: Actor, subject: str, reason: str) -> None:
    """Lift the mark; the legal adviser does, never whoever marked it.

    Raises:
        DiligenceProblem: not_tainted, lift_own_mark, reason_needed, named_person_needed, right_missing.
    """
    by = person(actor, Right.DILIGENCE_APPROVE_LEGAL)
    mark = TaintMark.objects.select_for_update().filter(subject=subject, lifted_at__isnull=True).first()
    if mark is None:
        raise DiligenceProblem("not_tainted")
    if mark.marked_by_id == by:
        raise DiligenceProblem("lift_own_mark")
    if not reason.strip():
        raise DiligenceProblem("reason_needed", "reason")
    mark.lifted_by, mark.lifted_by_id, mark.lifted_at = actor.name, by, timezone.now()
    mark.lift_reason = reason.strip()
    mark.save(update_fields=["lifted_by", "lifted_by_id", "lifted_at", "lift_reason"])
    kind, _colon, identifier = subject.partition(":")
    record(actor, Act.ALTERATION, kind, identifier, justification=reason.strip(), decision="taint_lifted")
