"""Who may see what of an entity: for each partner and one purpose, what the release rules would let go today.

This foretells; it releases nothing. A release is decided anew, with its own assessment and consents.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from jisr.core.handling import (
    AssessmentFacts,
    DataCategory,
    Facts,
    Item,
    ItemKind,
    PartnerState,
    Purpose,
    Reason,
    Recipient,
    Release,
    compose,
)
from jisr.station.knowledge.models import StatementRecord
from jisr.station.knowledge.rows import handling_of
from jisr.station.partners.queries import PartnerView, agreement_facts, partners

_PERSONAL_SCHEMATA = frozenset({"Person", "LegalEntity", "BankAccount", "Address", "CryptoWallet", "Vehicle"})


@dataclass(frozen=True, slots=True)
class PartnerAudience:
    """What one partner could be shown. obstacles: the reasons against the rest, each with how many statements."""

    station_id: str
    name: str
    country: str
    state: PartnerState
    going: frozenset[str]
    total: int
    obstacles: tuple[tuple[Reason, int], ...]


def audience(statements: Sequence[StatementRecord], purpose: Purpose, language: str) -> list[PartnerAudience]:
    """Every partner that is not revoked, those who could be shown most first. language: "ar", "fr" or "en"."""
    items = tuple(_item(statement) for statement in statements if statement.is_standing)
    rows = [_row(partner, items, purpose, language) for partner in partners() if partner.state != PartnerState.REVOKED]
    return sorted(rows, key=lambda row: (-len(row.going), row.name))


def _row(partner: PartnerView, items: tuple[Item, ...], purpose: Purpose, language: str) -> PartnerAudience:
    now = timezone.now()
    facts = Facts(
        own_station=settings.IDENTITY.station_id,
        agreement=agreement_facts(partner.station_id, now, purpose),
        assessment=AssessmentFacts(required=settings.STATION.human_rights_assessment_required),
    )
    recipient = Recipient(partner.station_id, partner.country, partner.state, has_valid_card=partner.card is not None)
    composed = compose(Release(items), recipient, purpose, now, facts)
    against: Counter[str] = Counter()
    reasons: dict[str, Reason] = {}
    for _item_kept, why in composed.withheld:
        for reason in why:
            against[reason.code] += 1
            reasons.setdefault(reason.code, reason)
    return PartnerAudience(
        partner.station_id,
        partner.name(language),
        partner.country,
        partner.state,
        frozenset(item.id for item in composed.going),
        len(items),
        tuple((reasons[code], count) for code, count in against.most_common()),
    )


def _item(statement: StatementRecord) -> Item:
    return Item(
        id=str(statement.id),
        kind=ItemKind.STATEMENT,
        handling=handling_of(statement),
        is_personal=statement.schema in _PERSONAL_SCHEMATA,
        categories=frozenset({DataCategory(statement.category)}) if statement.category else frozenset(),
        is_graded=bool(statement.grade),
        expires=statement.expires,
    )
