"""Who may act on a case: a named person with the right; decisions are signed by somebody else."""

from uuid import UUID

from jisr.station.accounts.roles import Right, access_of
from jisr.station.ledger.actor import Actor
from jisr.station.redress.models import Case
from jisr.station.redress.problems import CaseClosed, CaseMissing, PersonNeeded, RightMissing
from jisr.station.redress.vocabulary import CaseState


def require_person(actor: Actor, right: Right = Right.REDRESS_WRITE) -> int:
    """The account that acts.

    Raises:
        PersonNeeded, RightMissing.
    """
    if actor.user_id is None:
        raise PersonNeeded
    if access_of(actor.roles, right) is None:
        raise RightMissing
    return actor.user_id


def open_case(case_id: UUID) -> Case:
    """The case, locked for this transaction, while it is open.

    Raises:
        CaseMissing, CaseClosed.
    """
    case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id).first()
    if case is None:
        raise CaseMissing
    if case.state != CaseState.OPEN:
        raise CaseClosed
    return case
