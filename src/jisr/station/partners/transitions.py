"""Which state of a partner may follow which.

proposed   a card has come; nothing it says is believed
verified   two officers have compared words; nothing is exchanged yet
active     dispatches go both ways, within agreements
suspended  held back for a reason; can be undone
revoked    over; only a new card with new keys, compared again, begins anew
"""

from collections.abc import Mapping
from typing import Final

from jisr.core.handling import PartnerState as State

ALLOWED: Final[Mapping[State, frozenset[State]]] = {
    State.PROPOSED: frozenset({State.VERIFIED, State.REVOKED}),
    State.VERIFIED: frozenset({State.ACTIVE, State.SUSPENDED, State.REVOKED}),
    State.ACTIVE: frozenset({State.SUSPENDED, State.REVOKED}),
    State.SUSPENDED: frozenset({State.VERIFIED, State.ACTIVE, State.REVOKED}),
    State.REVOKED: frozenset({State.PROPOSED}),
}


def may_follow(now: State, then: State) -> bool:
    return then in ALLOWED[now]
