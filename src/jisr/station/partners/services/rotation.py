"""A partner changes its keys: a new card signed by the old one, or a revocation that takes effect at once."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import PartnerState
from jisr.core.sealing import Revocation, SealingError, StationCard, verify_revocation, verify_rotation
from jisr.station.ledger.actor import Actor, partner_actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners.cards import card_of
from jisr.station.partners.models import CardRecord, CardStatus, PartnerStation, RevokedKey
from jisr.station.partners.problems import CardProblem, PartnerProblem
from jisr.station.partners.services.acting import KIND, locked_partner, move, refusals_recorded, standing_card
from jisr.station.partners.services.states import end_cards
from jisr.station.partners.signals import card_replaced, keys_revoked, partner_revoked


def receive_card_rotation(station_id: str, card_bytes: bytes) -> StationCard:
    """Put a partner's newer card in the place of the known one. The same card again changes nothing.

    Raises:
        CardProblem: not valid, not newer, or not signed by a key of the known card.
        PartnerProblem: no verified partner of this name.
    """
    actor = partner_actor(station_id)
    with refusals_recorded(actor, station_id):
        station = locked_partner(station_id)
        if station.state not in (PartnerState.VERIFIED, PartnerState.ACTIVE, PartnerState.SUSPENDED):
            raise PartnerProblem("not_verified", _("Only a verified partner can replace its card."), status=409)
        return replace_card(actor, station, card_bytes)


def replace_card(actor: Actor, station: PartnerStation, card_bytes: bytes) -> StationCard:
    """The rotation itself, in the caller's transaction, on a locked row."""
    held = standing_card(station.pk)
    known = card_of(held)
    if bytes(held.signed_bytes) == card_bytes:
        return known
    now = timezone.now()
    revoked = RevokedKey.objects.filter(station_id=station.pk).values_list("key_id", flat=True)
    try:
        card = verify_rotation(known, card_bytes, now, frozenset(revoked))
    except SealingError as error:
        raise CardProblem(error) from error
    if card.country != known.country:
        raise PartnerProblem(
            "country_changed", _("A newer card cannot put the station into another country."), field="card"
        )
    held.status, held.ended_at = CardStatus.REPLACED, now
    held.save(update_fields=["status", "ended_at"])
    CardRecord.objects.create(
        station_id=station.pk,
        sequence=card.sequence,
        digest=card.digest,
        signed_bytes=card_bytes,
        issued_at=card.issued_at,
        status=CardStatus.CURRENT,
        origin="rotation",
        received_at=now,
        received_by=actor.name,
        believed_at=now,
    )
    station.endpoint, station.languages = card.endpoint, list(card.languages)
    station.save(update_fields=["endpoint", "languages"])
    station.service.names = dict(card.names)
    station.service.save(update_fields=["names"])
    card_replaced.send(None, station_id=station.pk, old_digest=known.digest, new_card=card)
    record(actor, Act.ALTERATION, KIND, station.pk, decision="card_replaced", detail={"sequence": card.sequence})
    return card


def receive_revocation(station_id: str, statement: bytes) -> Revocation:
    """Stop believing keys of a partner, at once. A partner left without a signing key is revoked.

    Raises:
        CardProblem: the statement is not by a signing key of the known card.
        UnknownPartnerProblem: no card stands for this partner.
    """
    actor, now = partner_actor(station_id), timezone.now()
    with refusals_recorded(actor, station_id):
        station = locked_partner(station_id)
        card = card_of(standing_card(station_id))
        try:
            revocation = verify_revocation(statement, card, now)
        except SealingError as error:
            raise CardProblem(error) from error
        _keep_revocation(revocation, statement)
        keys_revoked.send(None, station_id=station_id, key_ids=revocation.key_ids)
        if not _can_still_sign(card):
            move(actor, station, PartnerState.REVOKED, revocation.reason.value)
            end_cards(station_id)
            partner_revoked.send(None, station_id=station_id)
        detail = {"keys": len(revocation.key_ids), "reason": revocation.reason.value}
        record(actor, Act.ALTERATION, KIND, station_id, decision="keys_revoked", detail=detail)
    return revocation


def _keep_revocation(revocation: Revocation, statement: bytes) -> None:
    now = timezone.now()
    rows = [
        RevokedKey(
            key_id=key_id,
            station_id=revocation.station_id,
            reason=revocation.reason.value,
            revoked_at=revocation.time,
            received_at=now,
            statement=statement,
        )
        for key_id in revocation.key_ids
    ]
    with transaction.atomic():
        RevokedKey.objects.bulk_create(rows, ignore_conflicts=True)


def _can_still_sign(card: StationCard) -> bool:
    now = timezone.now()
    gone = set(RevokedKey.objects.filter(station_id=card.station_id).values_list("key_id", flat=True))
    return any(key.is_valid_at(now) and key.key_id not in gone for key in card.signing_keys)
