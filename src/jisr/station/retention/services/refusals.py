"""A hold or extension that is refused leaves the entry of the refusal behind, and nothing else."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.db import transaction

from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.retention.problems import RetentionProblem


def whole_or_refused[**Parameters, Result](
    act: Callable[Concatenate[Actor, Parameters], Result],
) -> Callable[Concatenate[Actor, Parameters], Result]:
    """Make `act` one transaction."""

    @wraps(act)
    def guarded(actor: Actor, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            with transaction.atomic():
                return act(actor, *args, **kwargs)
        except RetentionProblem as problem:
            record(actor, Act.REFUSAL, "retention", act.__name__, decision=problem.code)
            raise

    return guarded
