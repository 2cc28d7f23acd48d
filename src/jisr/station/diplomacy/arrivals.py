"""What this room does with dispatches that arrive."""

from jisr.core.sealing import DispatchKind
from jisr.station.diplomacy.services.receiving import receive
from jisr.station.exchange.receivers import register


def register_all() -> None:
    register(DispatchKind.COORDINATION, receive)
