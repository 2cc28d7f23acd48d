"""A marking that arrives from a partner: judged as it came, and at the level that the own agreement gives it."""

from dataclasses import replace
from datetime import date

from jisr.core.handling.conditions import Handling
from jisr.core.handling.contradictions import contradictions
from jisr.core.handling.equivalence import Equivalence
from jisr.core.handling.errors import ContradictoryMarkingError, NotEquivalentError
from jisr.core.handling.scales import OWN_SCALE


def arriving_handling(sent: Handling, on: date, table: Equivalence, own_scale: str = OWN_SCALE) -> Handling:
    """The conditions under which it is held here: as sent, at a level never lower than its marks arrive at.

    Args:
        on: the day on which it was sent.
        table: of the agreement with the sender.
        own_scale: id of the scale of the own state, whose levels need no row.

    Raises:
        ContradictoryMarkingError: it contradicts itself.
        NotEquivalentError: it bears a level that the agreement does not name, so that nobody knows how to protect it.
    """
    if found := contradictions(sent, on):
        raise ContradictoryMarkingError(found[0].value, found[0].field)
    level = sent.classification
    for mark in sent.marked_as:
        here = mark.rank if mark.scale in (OWN_SCALE, own_scale) else table.inbound(mark)
        if here is None:
            raise NotEquivalentError(mark.text)
        level = max(level, here)
    return sent if level is sent.classification else replace(sent, classification=level)
