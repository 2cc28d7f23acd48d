"""Reads of the room, each for one person: what somebody is not in does not exist for them."""

from jisr.station.compartments.queries.compartments import (
    CompartmentView,
    MemberView,
    PlacedView,
    TouchView,
    compartment,
    compartments_of,
    count_waiting,
    placed_subjects,
)
from jisr.station.compartments.queries.openings import (
    OpeningView,
    count_reviews_due,
    opening,
    openings,
    own_openings,
    standing_openings,
)

__all__ = [
    "CompartmentView",
    "MemberView",
    "OpeningView",
    "PlacedView",
    "TouchView",
    "compartment",
    "compartments_of",
    "count_reviews_due",
    "count_waiting",
    "opening",
    "openings",
    "own_openings",
    "placed_subjects",
    "standing_openings",
]
