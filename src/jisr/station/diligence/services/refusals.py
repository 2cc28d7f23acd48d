"""One transaction for each act; a refusal that matters leaves its ledger entry behind and nothing else."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.db import transaction

from jisr.core.diligence import DiligenceError
from jisr.station.accounts.roles import Right, access_of
from jisr.station.diligence.problems import REMEMBERED, DiligenceProblem
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record


def whole_or_refused[**Parameters, Result](
    act: Callable[Concatenate[Actor, Parameters], Result],
) -> Callable[Concatenate[Actor, Parameters], Result]:
    """Make `act` one transaction, turn rule errors into problems, and enter refusals that matter in the ledger."""

    @wraps(act)
    def guarded(actor: Actor, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            with transaction.atomic():
                return act(actor, *args, **kwargs)
        except DiligenceError as error:
            problem = DiligenceProblem.of(error)
        except DiligenceProblem as raised:
            problem = raised
        if problem.code in REMEMBERED:
            about = str(args[0]) if args else ""
            record(actor, Act.REFUSAL, "diligence", about[:90], decision=problem.code)
        raise problem

    return guarded


def person(actor: Actor, *rights: Right) -> int:
    """The account that acts, holding any of the rights.

    Raises:
        DiligenceProblem: named_person_needed, right_missing.
    """
    if actor.user_id is None:
        raise DiligenceProblem("named_person_needed")
    if not any(access_of(actor.roles, right) for right in rights):
        raise DiligenceProblem("right_missing")
    return actor.user_id
