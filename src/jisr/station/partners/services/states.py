"""A partner's state: active, suspended, revoked. Anything that narrows takes effect at once and needs one officer."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import PartnerState
from jisr.core.sealing import SUITES
from jisr.core.sealing.suites import strongest_common_suite
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners.cards import card_of
from jisr.station.partners.models import CardRecord, CardStatus
from jisr.station.partners.own_card import own_card
from jisr.station.partners.problems import PartnerProblem
from jisr.station.partners.services.acting import (
    KIND,
    checked_reason,
    locked_partner,
    move,
    refusals_recorded,
    standing_card,
)
from jisr.station.partners.signals import partner_revoked
from jisr.station.partners.vocabulary import REGION_LABELS


def activate(actor: Actor, station_id: str) -> None:
    """Open the channel to a verified partner.

    Raises:
        PartnerProblem: not verified.
    """
    with refusals_recorded(actor, station_id):
        station = locked_partner(station_id)
        if station.state == PartnerState.SUSPENDED:
            raise PartnerProblem("suspended", _("The partner is suspended; lift the suspension instead."), status=409)
        move(actor, station, PartnerState.ACTIVE)
        record(actor, Act.ALTERATION, KIND, station_id, decision="activated")


def suspend(actor: Actor, station_id: str, reason: str) -> None:
    """Hold everything to and from a partner back, until `lift_suspension`."""
    with refusals_recorded(actor, station_id):
        why = checked_reason(reason)
        move(actor, locked_partner(station_id), PartnerState.SUSPENDED, why)
        record(actor, Act.ALTERATION, KIND, station_id, decision="suspended", justification=why)


def lift_suspension(actor: Actor, station_id: str) -> None:
    """Undo a suspension: the partner is what it was before."""
    with refusals_recorded(actor, station_id):
        station = locked_partner(station_id)
        if station.state != PartnerState.SUSPENDED:
            raise PartnerProblem("not_suspended", _("The partner is not suspended."), status=409)
        before = PartnerState.ACTIVE if station.state_before == PartnerState.ACTIVE else PartnerState.VERIFIED
        move(actor, station, before)
        record(actor, Act.ALTERATION, KIND, station_id, decision="suspension_lifted")


def revoke(actor: Actor, station_id: str, reason: str) -> None:
    """End all trust in a partner's card at once. A new beginning needs a new card with new keys, compared again."""
    with refusals_recorded(actor, station_id):
        why = checked_reason(reason)
        move(actor, locked_partner(station_id), PartnerState.REVOKED, why)
        end_cards(station_id)
        partner_revoked.send(None, station_id=station_id)
        record(actor, Act.ALTERATION, KIND, station_id, decision="revoked", justification=why)


def end_cards(station_id: str) -> None:
    """Nothing of the standing card is believed from now on."""
    CardRecord.objects.filter(station_id=station_id, status__in=[CardStatus.CURRENT, CardStatus.PROPOSED]).update(
        status=CardStatus.REVOKED, ended_at=timezone.now()
    )


@transaction.atomic
def set_region(actor: Actor, station_id: str, region: str) -> None:
    """Put the partner's service into another region of the network."""
    if region not in REGION_LABELS:
        raise PartnerProblem("region_unknown", _("This region is not known."), field="region")
    station = locked_partner(station_id)
    station.service.region = region
    station.service.save(update_fields=["region"])
    record(actor, Act.ALTERATION, KIND, station_id, decision="region_set", detail={"region": region})


@transaction.atomic
def set_minimum_suite(actor: Actor, station_id: str, algorithm: str) -> None:
    """Agree on a floor with a partner: nothing weaker is sent to it or accepted from it.

    Args:
        algorithm: JOSE algorithm of a suite, see `jisr.core.sealing.SUITES`; "" for the protocol's own floor.

    Raises:
        PartnerProblem: unknown, or not in both cards, so that nothing could be exchanged at all.
    """
    if algorithm and algorithm not in SUITES:
        raise PartnerProblem("suite_unknown", _("This suite is not known."), field="suite")
    station = locked_partner(station_id)
    if algorithm:
        offers = [own_card().suites, card_of(standing_card(station_id)).suites]
        common = strongest_common_suite(offers)
        if common is None or common.strength < SUITES[algorithm].strength:
            raise PartnerProblem(
                "suite_not_common",
                _("This suite is not on both cards: nothing could be exchanged any more."),
                field="suite",
                status=409,
            )
    station.minimum_strength = SUITES[algorithm].strength if algorithm else 0
    station.save(update_fields=["minimum_strength"])
    detail = {"strength": station.minimum_strength}
    record(actor, Act.ALTERATION, KIND, station_id, decision="minimum_suite_set", detail=detail)
