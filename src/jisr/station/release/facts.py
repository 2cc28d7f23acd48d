"""The facts of a release decision, looked up in the rooms that hold them."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import (
    AssessmentFacts,
    Consent,
    Facts,
    Purpose,
    Recipient,
    SpecialCategory,
)
from jisr.core.sealing import CardKey
from jisr.station.partners import queries as partners
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
    consents: frozenset[Consent],
    purpose: Purpose,
    now: datetime,
    *,
    assessment: AssessmentFacts,
    grounds: frozenset[SpecialCategory] = frozenset(),
    is_stopped: bool = False,
    is_life_at_risk: bool = False,
) -> Facts:
    """What is known now about this station and the partner.

    Args:
        consents: of originators, for this partner.
        assessment, is_life_at_risk: what due diligence says of it.
    """
    return Facts(
        own_station=settings.IDENTITY.station_id,
        own_scale=partners.own_scale(),
        agreement=partners.agreement_facts(recipient.station_id, now, purpose),
        assessment=assessment,
        consents=consents,
        special_grounds=grounds,
        is_stopped=is_stopped,
        is_life_at_risk=is_life_at_risk,
        has_own_valid_card=_has_valid_key(settings.IDENTITY.station_id, partners.own_station().card.signing_keys, now),
    )


def _has_valid_key(station_id: str, keys: Iterable[CardKey], now: datetime) -> bool:
    """Whether one of the keys of a card is valid now and has not been revoked by its owner."""
    revoked = partners.revoked_keys(station_id)
    return any(key.is_valid_at(now) and key.key_id not in revoked for key in keys)
