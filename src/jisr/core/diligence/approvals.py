"""Who must approve what: capacities by level, as configuration. Which right stands for a capacity is the station's."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from jisr.core.diligence.vocabulary import State


class Capacity(StrEnum):
    """In what capacity a person approves."""

    DESK = "desk"
    SENIOR = "senior"
    LEGAL = "legal"
    MINISTER = "minister"


#: All of them, each by a different person, none of whom has written in the assessment.
_BY_LEVEL: Final[Mapping[State, tuple[Capacity, ...]]] = {
    State.APPROVE_L1: (Capacity.DESK,),
    State.APPROVE_L2: (Capacity.SENIOR, Capacity.LEGAL),
    State.APPROVE_L3: (Capacity.MINISTER, Capacity.LEGAL),
}

#: Longest validity of an approval, in days.
LONGEST_APPROVAL_DAYS: Final = 365

#: A country assessment older than this does not carry an assessment.
COUNTRY_VALID_DAYS: Final = 365


def capacities_for(state: State) -> tuple[Capacity, ...]:
    """Whose approval is needed in this state; () where none is."""
    return _BY_LEVEL.get(state, ())
