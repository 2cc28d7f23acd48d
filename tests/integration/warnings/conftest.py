"""Rabat warns; Madrid and Bamako are partners in memory with real keys, seals and ledgers, each under an agreement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

if TYPE_CHECKING:  # this file is read before Django is set up
    from jisr.station.exchange.testing import InMemoryPartner, PartnerNetwork
    from jisr.station.warnings.drafts import Draft


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> PartnerNetwork:
    from jisr.station.exchange.testing import PartnerNetwork

    made = PartnerNetwork()
    monkeypatch.setattr("jisr.station.exchange.services.delivery.post_messages", made.post)
    return made


@pytest.fixture
def madrid(network: PartnerNetwork, actor: Callable[..., Any]) -> InMemoryPartner:
    return _partner_under_agreement(network, actor, "madrid", "ES")


@pytest.fixture
def bamako(network: PartnerNetwork, actor: Callable[..., Any]) -> InMemoryPartner:
    return _partner_under_agreement(network, actor, "bamako", "ML")


def _partner_under_agreement(
    network: PartnerNetwork, actor: Callable[..., Any], station_id: str, country: str
) -> InMemoryPartner:
    from django.utils import timezone

    from jisr.core.handling import Classification, DataCategory, OnwardRule, Purpose
    from jisr.station.exchange.testing import InMemoryPartner
    from jisr.station.partners.services import AgreementTerms, record_agreement

    partner = network.add(InMemoryPartner(station_id, country))
    partner.become_active(actor("liaison"), actor("cooperation"))
    today = timezone.now().date()
    terms = AgreementTerms(
        title=f"EXERCISE agreement with {station_id}",
        reference="EXERCISE 1/2026",
        parties=[station_id],
        purposes=list(Purpose),
        data_categories=list(DataCategory),
        highest_classification=Classification.SECRET,
        longest_retention_days=365,
        onward=OnwardRule.ASK,
        redress_contact="redress@example.org",
        valid_from=today - timedelta(days=30),
        valid_until=today + timedelta(days=365),
    )
    record_agreement(actor("liaison"), terms)
    return partner


@pytest.fixture
def draft() -> Callable[..., Draft]:
    """draft(recipients=("madrid",), probability=0.85, ...) -> a draft that stands as it is."""
    from django.utils import timezone

    from jisr.core.handling import Classification, Handling, OnwardRule, Purpose, Tlp
    from jisr.station.warnings.drafts import Draft

    def make(**changes: Any) -> Draft:
        now = timezone.now()
        values: dict[str, Any] = {
            "title": "تمرين: تهديد لتجمع عام في إشبيلية",
            "threat": "تمرين: يرجح أن مجموعة من ثلاثة أشخاص تعد لعمل يستهدف تجمعاً عاماً.",
            "language": "ar",
            "place": "إشبيلية",
            "country": "ES",
            "window_from": now + timedelta(hours=12),
            "window_until": now + timedelta(days=3),
            "probability": 0.85,
            "yardstick": "icd203",
            "recommended_action": "تمرين: تعزيز المراقبة حول مكان التجمع.",
            "purpose": Purpose.TERRORISM,
            "handling": Handling(
                originator="rabat",
                classification=Classification.CONFIDENTIAL,
                tlp=Tlp.AMBER,
                onward=OnwardRule.ASK,
                action_on=OnwardRule.ALLOWED,
                court_use=OnwardRule.ASK,
            ),
            "recipients": ("madrid",),
            "acknowledge_within_minutes": 60,
        }
        return Draft(**{**values, **changes})

    return make


@pytest.fixture
def sent_warning(
    madrid: InMemoryPartner, actor: Callable[..., Any], draft: Callable[..., Draft]
) -> Callable[..., UUID]:
    """sent_warning(recipients=...) -> id of a warning that was proposed, released by another person and delivered."""

    def make(**changes: Any) -> UUID:
        from django.utils import timezone

        from jisr.station.exchange.services.delivery import deliver_due
        from jisr.station.release import services as release
        from jisr.station.warnings import services

        chosen = draft(**changes)
        warning_id = services.draft_warning(actor("analyst"), chosen)
        proposal = services.propose_warning(actor("analyst"), warning_id)
        release.release(actor("releaser"), proposal)
        for station_id in chosen.recipients:
            deliver_due(station_id, timezone.now())
        return warning_id

    return make
