"""Tables of the room."""

from jisr.station.diplomacy.models.calendars import CalendarToken
from jisr.station.diplomacy.models.commitments import Commitment
from jisr.station.diplomacy.models.engagements import AgendaItem, ChecklistItem, Delegate, Engagement, Leg, Session
from jisr.station.diplomacy.models.joint import Joint, JointOperation, JointVersion, OperationState
from jisr.station.diplomacy.models.recognition import Recognition

__all__ = [
    "AgendaItem",
    "CalendarToken",
    "ChecklistItem",
    "Commitment",
    "Delegate",
    "Engagement",
    "Joint",
    "JointOperation",
    "JointVersion",
    "Leg",
    "OperationState",
    "Recognition",
    "Session",
]
