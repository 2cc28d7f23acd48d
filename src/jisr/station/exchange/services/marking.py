"""Markings of a dispatch as it arrives: none that contradicts itself, each at the level that our agreement gives it.

Source: docs/protocol.md, section "Markings".
"""

from dataclasses import replace
from functools import partial

from jisr.core.handling import AS_THEY_ARE, Handling, HandlingError, Purpose, arriving_handling, strictest
from jisr.core.sealing import Dispatch
from jisr.station.exchange.bodies import CheckedBody, known_handling, marking_answer
from jisr.station.partners import queries as partners


def marked_here(dispatch: Dispatch, body: CheckedBody) -> tuple[CheckedBody, Handling]:
    """The body with the conditions under which its parts are held here, and those of the whole: the strictest of all.

    Raises:
        SealingError: a marking is malformed, unknown here, without an equal, or contradicts itself.
    """
    try:
        given = {known_handling(dispatch.handling), *body.handlings}
        table = AS_THEY_ARE
        if any(handling.marked_as for handling in given):
            purpose = Purpose(dispatch.purpose) if dispatch.purpose else None
            agreed = partners.agreement_facts(dispatch.sender, dispatch.time, purpose)
            table = agreed.equivalence if agreed else AS_THEY_ARE
        arriving = partial(arriving_handling, on=dispatch.time.date(), table=table, own_scale=partners.own_scale())
        here = {handling: arriving(handling) for handling in given}
    except HandlingError as error:
        raise marking_answer(error) from error
    if all(handling is held for handling, held in here.items()):
        return body, strictest(given)
    held = replace(
        body,
        portions=tuple(replace(part, handling=here[part.handling]) for part in body.portions),
        statements=tuple(replace(part, handling=here[part.handling]) for part in body.statements),
        handlings=tuple(here[handling] for handling in body.handlings),
    )
    return held, strictest(here.values())
