"""Every write of the room: one transaction and its ledger entry each; what is refused leaves an entry too."""

from jisr.station.retention.services.extending import extend, undo_extension
from jisr.station.retention.services.holding import content_under_hold, end_holds, lift_hold, place_hold, renew_hold
from jisr.station.retention.services.running import RunResult, run

__all__ = [
    "RunResult",
    "content_under_hold",
    "end_holds",
    "extend",
    "lift_hold",
    "place_hold",
    "renew_hold",
    "run",
    "undo_extension",
]
