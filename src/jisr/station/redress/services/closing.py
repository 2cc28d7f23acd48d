"""How a case ends: done, when everything has come back; withdrawn; and, its time over, emptied of who asked."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.redress.models import Case, Decision, Follow, Letter, Requester
from jisr.station.redress.problems import NotDone, PieceMissing, ReasonMissing, RedressProblem
from jisr.station.redress.queries.clocks import late_clocks
from jisr.station.redress.queries.follows import unfinished
from jisr.station.redress.rules import rules
from jisr.station.redress.services.people import open_case, require_person
from jisr.station.redress.services.refusals import whole_or_refused
from jisr.station.redress.vocabulary import CaseState, DecisionState
from jisr.station.vault.services import destroy_keys


@whole_or_refused
def settle(actor: Actor, case_id: UUID, follow_id: UUID, note: str) -> None:
    """Say how it ended with a partner from whom no certificate can come."""
    require_person(actor)
    open_case(case_id)
    if not note.strip():
        raise ReasonMissing("note")
    found = Follow.objects.filter(pk=follow_id, case_id=case_id, settled_at__isnull=True).update(
        settled_at=timezone.now(), settled_by=actor.name, settled_note=note.strip()
    )
    if not found:
        raise PieceMissing
    record(actor, Act.ALTERATION, "redress", str(case_id), decision="settled_by_hand")


@whole_or_refused
def close(actor: Actor, case_id: UUID, note: str = "") -> None:
    """Close the case as done.

    Raises:
        NotDone: `decision_awaited`, `answer_missing`, `certificate_missing` (its message says whose).
    """
    require_person(actor)
    case = open_case(case_id)
    if Decision.objects.filter(case=case, state=DecisionState.PROPOSED).exists():
        raise NotDone("decision_awaited", _("A decision still awaits a second person."))
    if case.answered_at is None:
        raise NotDone("answer_missing", _("The answer has not been handed over yet."))
    if missing := unfinished(case):
        names = ", ".join(sorted({each.partner_name for each in missing}))
        message = _("Still missing: what was asked of %(partners)s. Wait for it, or say how it was settled.")
        raise NotDone("certificate_missing", message % {"partners": names})
    _end(actor, case, CaseState.DONE, note)


@whole_or_refused
def withdraw(actor: Actor, case_id: UUID, reason: str) -> None:
    """The person no longer asks. What was done already stays done."""
    require_person(actor)
    case = open_case(case_id)
    if not reason.strip():
        raise ReasonMissing("reason")
    if Decision.objects.filter(case=case, state=DecisionState.SIGNED).exists() and unfinished(case):
        message = _("A signed decision is being carried out: close the case when that is done.")
        raise RedressProblem("being_carried_out", message, status=409)
    _end(actor, case, CaseState.WITHDRAWN, reason)


def note_late(actor: Actor, now: datetime) -> int:
    """Enter in the ledger every clock that ran out since the last look; how many."""
    found = 0
    for case in Case.objects.filter(state=CaseState.OPEN):
        for clock in late_clocks(case, now):
            if clock not in case.late_noted:
                case.late_noted = [*case.late_noted, clock]
                case.save(update_fields=["late_noted"])
                _note_run_out(actor, case, clock)
                found += 1
        if case.propagate_by and case.propagated_at is None and not unfinished(case):
            case.propagated_at = now
            case.save(update_fields=["propagated_at"])
    return found


def _note_run_out(actor: Actor, case: Case, clock: str) -> None:
    record(actor, Act.ALTERATION, "redress", str(case.id), decision="own_time_ran_out", detail={"kind": clock})


def erase_requesters(actor: Actor, today: date) -> int:
    """Empty who asked, and their letters, of cases whose time is over; the key of each case is destroyed. How many."""
    due = list(Case.objects.filter(erase_after__lt=today, erased_at__isnull=True))
    for case in due:
        Requester.objects.filter(case=case).update(held={})
        Letter.objects.filter(case=case).update(held={})
        case.erased_at = timezone.now()
        case.save(update_fields=["erased_at"])
        record(actor, Act.ERASURE, "redress", str(case.id), decision="erased")
    destroy_keys(actor, [case.id for case in due], "retention_ended")
    return len(due)


def _end(actor: Actor, case: Case, state: CaseState, note: str) -> None:
    now = timezone.now()
    case.state, case.closed_at, case.closed_by, case.closing_note = state, now, actor.name, note.strip()
    if case.propagate_by and case.propagated_at is None and state == CaseState.DONE:
        case.propagated_at = now
    case.erase_after = rules().terms.erase_after(now).date()
    case.save()
    record(
        actor, Act.ALTERATION, "redress", str(case.id), decision="closed" if state == CaseState.DONE else "withdrawn"
    )
