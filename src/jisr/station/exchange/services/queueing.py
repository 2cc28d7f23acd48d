"""When deliveries are queued: one run for each partner at a time."""

from datetime import datetime
from uuid import UUID

from jisr.station.jobs import queue_once

DELIVER = "exchange.deliver"
ERASE_UNUSED = "exchange.erase_unused"
QUEUE = "exchange"


def deliver_soon(station_id: str, at: datetime | None = None) -> None:
    """Queue a delivery run for a partner, once; in the caller's transaction, so that it starts after the commit."""
    queue_once(DELIVER, QUEUE, f"{DELIVER}:{station_id}", at=at, station_id=station_id)


def erase_unused_soon(cause: UUID) -> None:
    """Queue the erasure of what a recall concerns, as far as nothing of this station rests on it."""
    queue_once(ERASE_UNUSED, QUEUE, f"{ERASE_UNUSED}:{cause}", cause=str(cause))
