"""What this room does with dispatches that arrive: start clocks on warnings, stop them on acknowledgements."""

from jisr.core.sealing import DispatchKind
from jisr.station.exchange.receivers import ReceivedDispatch, register
from jisr.station.ledger.actor import partner_actor
from jisr.station.warnings import services


def register_all() -> None:
    register(DispatchKind.WARNING, on_warning)
    register(DispatchKind.ACKNOWLEDGEMENT, on_acknowledgement)
    register(DispatchKind.FEEDBACK, on_feedback)


def on_warning(received: ReceivedDispatch) -> None:
    services.note_arrival(received.record_id, received.sender, received.record.stored_at, received.body.due)


def on_acknowledgement(received: ReceivedDispatch) -> None:
    if received.about is None:
        return
    services.note_acknowledgement(
        partner_actor(received.sender),
        received.about,
        received.sender,
        str(received.values.get("note", "")),
        str(received.values.get("action", "")),
        received.record.stored_at,
    )


def on_feedback(received: ReceivedDispatch) -> None:
    if received.about is None:
        return
    services.note_feedback(
        partner_actor(received.sender),
        received.about,
        received.sender,
        str(received.values["verdict"]),
        str(received.values.get("comment", "")),
        received.record.stored_at,
    )
