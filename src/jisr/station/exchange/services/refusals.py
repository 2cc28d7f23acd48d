"""The ledger's entry of an act that was refused: a partner may not be written to, a consent is not to be had so."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.db import transaction

from jisr.station.exchange.problems import ConsentProblem, PartnerNotActiveProblem
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners


def whole_or_refused[**Parameters, Result](
    act: Callable[Concatenate[Actor, Parameters], Result],
) -> Callable[Concatenate[Actor, Parameters], Result]:
    """Make `act` one transaction; refused for a partner, it leaves behind the entry of the refusal and nothing else.

    Of acts inside acts the outermost makes the entry: what the inner ones wrote is undone with their transaction.
    """

    @wraps(act)
    def guarded(actor: Actor, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            with transaction.atomic():
                return act(actor, *args, **kwargs)
        except PartnerNotActiveProblem as problem:
            # A name that is no partner's came from outside, and stays out of the ledger.
            known = problem.station_id if partners.partner(problem.station_id) else ""
            record(actor, Act.REFUSAL, "dispatch", "", recipient=known, decision=problem.code)
            raise
        except ConsentProblem as problem:
            record(actor, Act.REFUSAL, "consent", problem.record_id, decision=problem.code)
            raise

    return guarded
