"""Every write of the room: compartments and their members, what is in them, broken glass."""

from jisr.station.compartments.services.compartments import (
    add_member,
    close_compartment,
    end_member,
    hand_over,
    open_compartment,
    renew_member,
    review_compartment,
)
from jisr.station.compartments.services.glass import (
    break_glass,
    close_opening,
    note_attempt,
    read_off_duty,
    review_opening,
)
from jisr.station.compartments.services.placing import inherit, place_arrivals, put_in, take_out
from jisr.station.compartments.services.touching import mark_touches_seen, note_touch

__all__ = [
    "add_member",
    "break_glass",
    "close_compartment",
    "close_opening",
    "end_member",
    "hand_over",
    "inherit",
    "mark_touches_seen",
    "note_attempt",
    "note_touch",
    "open_compartment",
    "place_arrivals",
    "put_in",
    "read_off_duty",
    "renew_member",
    "review_compartment",
    "review_opening",
    "take_out",
]
