"""A card comes in by file: a new partner is proposed, or a known one's newer card takes its place."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import PartnerState
from jisr.core.sealing import SealingError, StationCard, verify_card
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners.cards import card_of, is_code_of
from jisr.station.partners.models import CardRecord, CardStatus, PartnerStation, Service
from jisr.station.partners.problems import CardProblem, PartnerProblem
from jisr.station.partners.regions import region_of
from jisr.station.partners.services.acting import (
    KIND,
    checked_reason,
    locked_partner,
    move,
    refusals_recorded,
    standing_card,
)
from jisr.station.partners.services.rotation import replace_card
from jisr.station.partners.vocabulary import KIND_LABELS, REGION_LABELS


def add_partner(actor: Actor, card_bytes: bytes, *, region: str = "", code: str = "") -> str:
    """Take a card in. A new station is proposed; a known one's card must be signed by the card before.

    Args:
        card_bytes: the file as received; it may come by any way, nothing in it is believed yet.
        region: see `regions.Region`; default: that of the card's country.
        code: text of the QR code that came with the card by another way; the card must be the one it names.

    Returns:
        The station id.

    Raises:
        PartnerProblem: not a valid card, of this station itself, another card than the one proposed or named, or
            holding keys of a card that was revoked.
    """
    try:
        card = verify_card(card_bytes, timezone.now())
    except SealingError as error:
        problem = CardProblem(error)
        record(actor, Act.REFUSAL, KIND, "", decision=problem.code)
        raise problem from error
    with refusals_recorded(actor, card.station_id):
        _check_card(card, region, code)
        known = PartnerStation.objects.select_for_update().filter(pk=card.station_id).first()
        if known is not None and known.state in (PartnerState.VERIFIED, PartnerState.ACTIVE, PartnerState.SUSPENDED):
            replace_card(actor, known, card_bytes)
        else:
            _propose(actor, known, card, region)
    return card.station_id


@transaction.atomic
def discard_proposal(actor: Actor, station_id: str, reason: str) -> None:
    """Take a proposed card away, so that the right one can be proposed. The card itself is kept as evidence."""
    why = checked_reason(reason)
    station = locked_partner(station_id)
    if station.state != PartnerState.PROPOSED:
        raise PartnerProblem("not_proposed", _("Only a proposed partner can be discarded."), status=409)
    CardRecord.objects.filter(station_id=station_id, status=CardStatus.PROPOSED).update(
        status=CardStatus.DISCARDED, ended_at=timezone.now()
    )
    if CardRecord.objects.filter(station_id=station_id, believed_at__isnull=False).exists():
        move(actor, station, PartnerState.REVOKED, why)
    else:
        service = station.service
        station.delete()
        if not service.stations.exists():
            service.delete()
    record(actor, Act.ALTERATION, KIND, station_id, decision="discarded", justification=why)


def _check_card(card: StationCard, region: str, code: str) -> None:
    if card.station_id == settings.IDENTITY.station_id:
        raise PartnerProblem("own_card", _("This is a card of this station itself."), field="card")
    if code and not is_code_of(code, card):
        raise PartnerProblem(
            "code_differs", _("The card is not the one that the code names. Do not use it."), field="code", status=409
        )
    if region and region not in REGION_LABELS:
        raise PartnerProblem("region_unknown", _("This region is not known."), field="region")
    keys = {key.key_id for key in (*card.signing_keys, *card.sealing_keys)}
    for held in CardRecord.objects.filter(station_id=card.station_id, status=CardStatus.REVOKED):
        old = card_of(held)
        if keys & {key.key_id for key in (*old.signing_keys, *old.sealing_keys)} or card.sequence <= old.sequence:
            raise PartnerProblem(
                "revoked_card",
                _("The card holds keys of a revoked card, or is not newer than that. The partner must make a new one."),
                field="card",
                status=409,
            )


def _propose(actor: Actor, known: PartnerStation | None, card: StationCard, region: str) -> None:
    if known is not None and known.state == PartnerState.PROPOSED:
        _refuse_second_card(card)
    now = timezone.now()
    service = _service(card, region)
    if known is None:
        station = PartnerStation(station_id=card.station_id, service=service, state=PartnerState.PROPOSED)
        station.state_changed_at, station.state_changed_by = now, actor.name
    else:
        station = known
        move(actor, station, PartnerState.PROPOSED)
    station.endpoint, station.languages = card.endpoint, list(card.languages)
    station.service, station.proposed_at, station.proposed_by = service, now, actor.name
    try:
        with transaction.atomic():
            station.save(force_insert=known is None)
            CardRecord.objects.create(
                station_id=card.station_id,
                sequence=card.sequence,
                digest=card.digest,
                signed_bytes=card.signed_bytes,
                issued_at=card.issued_at,
                status=CardStatus.PROPOSED,
                origin="file",
                received_at=now,
                received_by=actor.name,
            )
    except IntegrityError:  # two officers at the same moment
        _refuse_second_card(card)
    record(actor, Act.COLLECTION, KIND, card.station_id, decision="proposed", detail={"sequence": card.sequence})


def _refuse_second_card(card: StationCard) -> None:
    if standing_card(card.station_id).digest == card.digest:
        raise PartnerProblem("already_proposed", _("This card is already proposed."), status=409)
    raise PartnerProblem(
        "other_card_proposed",
        _(
            "Another card is already proposed under this name. One of the two may be false: ask the partner, and "
            "discard the wrong one before you add this one."
        ),
        field="card",
        status=409,
    )


def _service(card: StationCard, region: str) -> Service:
    """The service that the card names: the one already known by the same name in the same country, or a new one."""
    kind = card.service_kind if card.service_kind in KIND_LABELS else "fusion_centre"
    known = Service.objects.filter(country=card.country, kind=kind, names__en=card.names["en"]).first()
    if known is None:
        names = dict(card.names)
        known = Service.objects.create(
            country=card.country, kind=kind, names=names, region=region_of(card.country).value
        )
    if region and known.region != region:
        known.region = region
        known.save(update_fields=["region"])
    return known
