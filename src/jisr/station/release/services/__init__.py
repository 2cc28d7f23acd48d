"""Every write of the room."""

from jisr.station.release.services.deciding import refuse, release, resume, stop, withdraw
from jisr.station.release.services.proposing import propose

__all__ = ["propose", "refuse", "release", "resume", "stop", "withdraw"]
