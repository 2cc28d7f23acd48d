"""Every write of this room."""

from jisr.station.warnings.services.answering import acknowledge_received, note_arrival, report_action
from jisr.station.warnings.services.clocks import escalate, note_run_outs
from jisr.station.warnings.services.drafting import change_draft, draft_warning, propose_warning, withdraw_warning
from jisr.station.warnings.services.following import (
    close_warning,
    mark_refused,
    mark_sent,
    note_acknowledgement,
    note_feedback,
)

__all__ = [
    "acknowledge_received",
    "change_draft",
    "close_warning",
    "draft_warning",
    "escalate",
    "mark_refused",
    "mark_sent",
    "note_acknowledgement",
    "note_arrival",
    "note_feedback",
    "note_run_outs",
    "propose_warning",
    "report_action",
    "withdraw_warning",
]
