"""Every write of the room."""

from jisr.station.release.services.deciding import refuse, release, resume, stop, withdraw
from jisr.station.release.services.flagging import flag_neutrality
from jisr.station.release.services.proposing import propose

__all__ = ["flag_neutrality", "propose", "refuse", "release", "resume", "stop", "withdraw"]
