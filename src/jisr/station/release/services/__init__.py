"""Every write of the room."""

from jisr.station.release.services.deciding import refuse, release, resume, stop, withdraw
from jisr.station.release.services.flagging import flag_neutrality
from jisr.station.release.services.proposing import propose
from jisr.station.release.services.waiting import approve_when_consented, ask_and_wait, go_on, paraphrase

__all__ = [
    "approve_when_consented",
    "ask_and_wait",
    "flag_neutrality",
    "go_on",
    "paraphrase",
    "propose",
    "refuse",
    "release",
    "resume",
    "stop",
    "withdraw",
]
