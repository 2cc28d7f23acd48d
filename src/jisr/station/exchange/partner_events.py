"""What happens to queued dispatches when a partner's card or state changes, and how partners learn of own keys."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from jisr.core.handling import PartnerState
from jisr.core.sealing import Dispatch, DispatchKind, digest_of, revocation_id
from jisr.core.sealing.encoding import b64decode, parse_object
from jisr.core.sealing.fields import instant
from jisr.station.exchange.bodies import check_body
from jisr.station.exchange.models import Delivery, DeliveryState, Direction
from jisr.station.exchange.records import new_row, own_keys
from jisr.station.exchange.services.answers import share_interest
from jisr.station.exchange.services.delivery import wake
from jisr.station.exchange.services.queueing import deliver_soon
from jisr.station.exchange.services.sending import Outgoing, own_handling, send_many
from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.partners import queries as partners
from jisr.station.partners import signals


def connect() -> None:
    """Listen to the room of partners."""
    signals.card_replaced.connect(_card_replaced, dispatch_uid="exchange.card_replaced")
    signals.keys_revoked.connect(_keys_revoked, dispatch_uid="exchange.keys_revoked")
    signals.partner_revoked.connect(_partner_revoked, dispatch_uid="exchange.partner_revoked")
    signals.own_card_replaced.connect(_own_card_replaced, dispatch_uid="exchange.own_card_replaced")
    signals.own_keys_revoked.connect(_own_keys_revoked, dispatch_uid="exchange.own_keys_revoked")
    signals.interest_shared.connect(_interest_shared, dispatch_uid="exchange.interest_shared")


def _card_replaced(sender: Any, *, station_id: str, **_: Any) -> None:
    """Dispatches are sealed at each attempt, so the new card is used from now on: try at once."""
    wake(station_id)


def _keys_revoked(sender: Any, *, station_id: str, **_: Any) -> None:
    wake(station_id)


def _partner_revoked(sender: Any, *, station_id: str, **_: Any) -> None:
    """Nothing goes to this partner any more."""
    Delivery.objects.filter(recipient=station_id, state=DeliveryState.QUEUED).update(
        state=DeliveryState.FAILED, last_answer="partner_revoked"
    )


def _own_card_replaced(sender: Any, *, card_bytes: bytes, **_: Any) -> None:
    """Tell every partner, by a dispatch that is signed with the key it knows."""
    recipients = _partners_to_tell()
    earlier = own_keys().earlier_signing_keys
    items = [
        Outgoing(
            kind=DispatchKind.CARD,
            recipients=[station_id],
            body={"card": card_bytes.decode("ascii")},
            handling=own_handling(),
            signing_key=earlier[0] if earlier else None,
        )
        for station_id in recipients
    ]
    if items:
        send_many(system_actor("card"), items)


def _own_keys_revoked(sender: Any, *, statement: bytes, **_: Any) -> None:
    """Tell every partner, by the statement itself: it needs no seal and no other key."""
    now = timezone.now()
    for station_id in _partners_to_tell():
        _queue_statement(statement, station_id, now)
        deliver_soon(station_id)


def _interest_shared(
    sender: Any, *, actor: Actor, recipients: Sequence[str], interest: Mapping[str, Any], **_: Any
) -> None:
    share_interest(actor, recipients, interest)


def _queue_statement(statement: bytes, station_id: str, now: datetime) -> None:
    """A revocation in the outbox. Every partner gets the same bytes under the same id; here each has its own row."""
    time = instant(parse_object(b64decode(statement.split(b".")[1])), "time")
    identifier = revocation_id(statement, time)
    body = {"statement": statement.decode("ascii")}
    dispatch = Dispatch(
        kind=DispatchKind.REVOCATION,
        id=identifier,
        sender=own_keys().station_id,
        recipients=(station_id,),
        thread=identifier,
        refers_to=None,
        time=time,
        purpose=None,
        handling=own_handling().to_json(),
        body=body,
    )
    row = new_row(
        dispatch,
        check_body(DispatchKind.REVOCATION, body),
        own_handling(),
        record_id=UUID(identifier),
        direction=Direction.OUT,
        digest=digest_of(statement),
        signed_bytes=statement,
        suite="",
        about=None,
        now=now,
        by="system:card",
    )
    held = type(row).objects.filter(pk=row.pk).first()
    if held is None:
        row.save(force_insert=True)
    else:
        held.recipients = [*held.recipients, station_id]
        held.save(update_fields=["recipients"])
    Delivery.objects.create(record_id=row.pk, recipient=station_id, queued_at=now, next_attempt_at=now)


def _partners_to_tell() -> list[str]:
    told = (PartnerState.ACTIVE, PartnerState.VERIFIED)
    return [partner.station_id for partner in partners.partners() if partner.state in told]
