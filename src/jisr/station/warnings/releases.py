"""What this room does when a proposal of one of its warnings has been decided."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from jisr.station.exchange import queries as exchanged
from jisr.station.ledger.actor import Actor
from jisr.station.release import signals
from jisr.station.warnings import services
from jisr.station.warnings.services.following import Sent

_PREFIX = "warning:"


def connect() -> None:
    signals.released.connect(on_released, dispatch_uid="warnings.released")
    signals.closed.connect(on_closed, dispatch_uid="warnings.closed")


def on_released(
    sender: Any, *, actor: Actor, subject: str, dispatches: Mapping[str, UUID], at: datetime, **_: Any
) -> None:
    """Start a clock for every partner the warning went to."""
    warning_id = _warning_of(subject)
    if warning_id is None:
        return
    found = exchanged.find_many(dispatches.values())
    sent = [
        Sent(station_id, record_id, at, found[record_id].due if record_id in found else None)
        for station_id, record_id in dispatches.items()
    ]
    services.mark_sent(actor, warning_id, sent)


def on_closed(sender: Any, *, actor: Actor, subject: str, state: str, **_: Any) -> None:
    """Give a refused warning back to its author; a withdrawal began here and is done."""
    warning_id = _warning_of(subject)
    if warning_id is not None and state == "refused":
        services.mark_refused(actor, warning_id)


def _warning_of(subject: str) -> UUID | None:
    return UUID(subject.removeprefix(_PREFIX)) if subject.startswith(_PREFIX) else None
