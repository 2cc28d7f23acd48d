"""Every write of the room: looking, handling what was flagged, changing rules."""

from jisr.station.vigilance.services.handling import handle_flag, tell_those_due
from jisr.station.vigilance.services.looking import look
from jisr.station.vigilance.services.ruling import change_rule, rules_now

__all__ = ["change_rule", "handle_flag", "look", "rules_now", "tell_those_due"]
