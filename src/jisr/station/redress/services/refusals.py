"""A refused act leaves its reason code in the ledger, and nothing else."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.db import transaction

from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.redress.problems import RedressProblem


def whole_or_refused[**Parameters, Result](
    act: Callable[Concatenate[Actor, Parameters], Result],
) -> Callable[Concatenate[Actor, Parameters], Result]:
    """Make `act` one transaction; what it refuses is entered under its code. The case is the first argument, if any."""

    @wraps(act)
    def guarded(actor: Actor, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            with transaction.atomic():
                return act(actor, *args, **kwargs)
        except RedressProblem as problem:
            case = str(args[0]) if args and problem.status != 404 else ""
            record(actor, Act.REFUSAL, "redress", case if len(case) == 36 else "", decision=problem.code)
            raise

    return guarded
