"""This station's own card: made when it is first asked for, kept with every one before it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from jisr.core.sealing import StationCard, StationKeys, sign_card, verify_card
from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners.cards import card_of
from jisr.station.partners.models import CardRecord, CardStatus


def own_card() -> StationCard:
    """The card that partners are given; the first one is made here."""
    return card_of(own_card_record())


def own_card_record() -> CardRecord:
    """The row of the own card that stands."""
    held = _standing()
    if held is not None:
        return held
    try:
        with transaction.atomic():
            held = issue(system_actor("card"), settings.HOME.keys, timezone.now())
            enter_issue(system_actor("card"), held)
            return held
    except IntegrityError:  # another process was first
        return CardRecord.objects.get(station_id=settings.IDENTITY.station_id, status=CardStatus.CURRENT)


def differences() -> list[str]:
    """What the settings or keys of the station say otherwise than its card: "names", "endpoint", "keys", ..."""
    card, identity = own_card(), settings.IDENTITY
    said = {
        "names": dict(card.names) == identity.names,
        "kind": card.service_kind == identity.kind,
        "country": card.country == identity.country,
        "endpoint": card.endpoint == identity.endpoint,
        "languages": list(card.languages) == list(identity.languages),
        "keys": card.signing_keys[0].key_id == settings.HOME.keys.signing_key.key_id,
    }
    return [name for name, is_same in said.items() if not is_same]


def issue(actor: Actor, keys: StationKeys, now: datetime) -> CardRecord:
    """Sign and keep the next card, in the caller's transaction; `enter_issue` follows."""
    before = _standing(lock=True)
    sequence = before.sequence + 1 if before else 1
    signed = sign_card(keys, **_identity(), sequence=sequence, issued_at=now)
    card = verify_card(signed, now)
    if before is not None:
        before.status, before.ended_at = CardStatus.REPLACED, now
        before.save(update_fields=["status", "ended_at"])
    return CardRecord.objects.create(
        station_id=card.station_id,
        sequence=sequence,
        digest=card.digest,
        signed_bytes=signed,
        issued_at=card.issued_at,
        status=CardStatus.CURRENT,
        origin="own",
        received_at=now,
        received_by=actor.name,
        believed_at=now,
    )


def enter_issue(actor: Actor, held: CardRecord) -> None:
    """The ledger's entry of a new own card; the last act of its transaction."""
    detail = {"sequence": held.sequence}
    record(actor, Act.ADMINISTRATION, "card", held.station_id, decision="issued", detail=detail)


def _identity() -> dict[str, Any]:
    identity = settings.IDENTITY
    return {
        "names": identity.names,
        "service_kind": identity.kind,
        "country": identity.country,
        "endpoint": identity.endpoint,
        "languages": tuple(identity.languages),
    }


def _standing(lock: bool = False) -> CardRecord | None:
    rows = CardRecord.objects.select_for_update() if lock else CardRecord.objects.all()
    return rows.filter(station_id=settings.IDENTITY.station_id, status=CardStatus.CURRENT).first()
