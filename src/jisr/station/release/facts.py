"""The facts of a release decision, looked up in the rooms that hold them."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import (
    AssessmentFacts,
    Consent,
    Facts,
    Permission,
    Purpose,
    Recipient,
    SpecialCategory,
)
from jisr.core.sealing import CardKey
from jisr.station.exchange import queries as exchange
from jisr.station.partners import queries as partners
from jisr.station.release.pieces import Piece
from jisr.station.release.problems import ReleaseProblem


def recipient_of(station_id: str, now: datetime) -> Recipient:
    """A partner as the release decision sees it.

    Raises:
        ReleaseProblem: there is no such partner.
    """
    partner = partners.partner(station_id)
    if partner is None:
        message = _("There is no partner %(station)s.") % {"station": station_id}
        raise ReleaseProblem("recipient_unknown", message, field="recipients", status=404)
    return Recipient(
        partner.station_id,
        partner.country,
        partner.state,
        has_valid_card=partner.card is not None and _has_valid_key(station_id, partner.card.sealing_keys, now),
    )


def facts_for(
    recipient: Recipient,
    pieces: Iterable[Piece],
    purpose: Purpose,
    now: datetime,
    *,
    assessment: AssessmentFacts,
    grounds: frozenset[SpecialCategory] = frozenset(),
    is_stopped: bool = False,
    is_life_at_risk: bool = False,
) -> Facts:
    """What is known now about this station, the partner, and consents of originators.

    Args:
        assessment, is_life_at_risk: what due diligence says of it.
    """
    return Facts(
        own_station=settings.IDENTITY.station_id,
        own_scale=partners.own_scale(),
        agreement=partners.agreement_facts(recipient.station_id, now, purpose),
        assessment=assessment,
        consents=_consents(pieces, recipient.station_id),
        special_grounds=grounds,
        is_stopped=is_stopped,
        is_life_at_risk=is_life_at_risk,
        has_own_valid_card=_has_valid_key(settings.IDENTITY.station_id, partners.own_station().card.signing_keys, now),
    )


def _has_valid_key(station_id: str, keys: Iterable[CardKey], now: datetime) -> bool:
    """Whether one of the keys of a card is valid now and has not been revoked by its owner."""
    revoked = partners.revoked_keys(station_id)
    return any(key.is_valid_at(now) and key.key_id not in revoked for key in keys)


def _consents(pieces: Iterable[Piece], station_id: str) -> frozenset[Consent]:
    """Consents granted for received dispatches, spelled out for each piece that came in them."""
    received = [(piece, piece.source_dispatch) for piece in pieces if piece.source_dispatch]
    granted = {
        dispatch: exchange.consents(direction="out", state="granted", record_id=dispatch)
        for dispatch in {dispatch for _, dispatch in received}
    }
    return frozenset(
        Consent(consent.partner, piece.item.id, station_id, Permission(consent.permission))
        for piece, dispatch in received
        for consent in granted[dispatch]
        if consent.permission in Permission
        and (consent.permission != Permission.PASS_ON or station_id in consent.to_whom)
    )
