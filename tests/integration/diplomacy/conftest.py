"""Rabat is the station under test; Madrid and Bamako keep joint records with it. EXERCISE data only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # this file is read before Django is set up
    from jisr.station.diplomacy.testing import Counterpart
    from jisr.station.exchange.testing import PartnerNetwork


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> PartnerNetwork:
    from jisr.station.exchange.testing import PartnerNetwork

    made = PartnerNetwork()
    monkeypatch.setattr("jisr.station.exchange.services.delivery.post_messages", made.post)
    return made


@pytest.fixture
def agree(actor: Callable[..., Any]) -> Callable[[str], None]:
    """Record an agreement in force with a partner."""

    def record(station_id: str) -> None:
        from jisr.core.handling import Classification, DataCategory, OnwardRule, Purpose
        from jisr.station.partners.services import AgreementTerms, record_agreement

        today = datetime.now(UTC).date()
        terms = AgreementTerms(
            title="EXERCISE memorandum",
            reference=f"EX-{station_id}",
            parties=[station_id],
            purposes=[Purpose.HUMAN_TRAFFICKING],
            data_categories=[DataCategory.SUSPECT],
            highest_classification=Classification.CONFIDENTIAL,
            longest_retention_days=365,
            onward=OnwardRule.ASK,
            redress_contact="redress@example.org",
            valid_from=today - timedelta(days=30),
            valid_until=today + timedelta(days=335),
        )
        record_agreement(actor("liaison"), terms)

    return record


@pytest.fixture
def counterpart(
    network: PartnerNetwork, actor: Callable[..., Any], agree: Callable[[str], None]
) -> Callable[..., Counterpart]:
    """counterpart("madrid", "ES") -> an active partner with an agreement."""

    def make(station_id: str, country: str, *, with_agreement: bool = True) -> Counterpart:
        from jisr.station.diplomacy.testing import Counterpart
        from jisr.station.exchange.testing import InMemoryPartner

        partner = network.add(InMemoryPartner(station_id, country))
        partner.become_active(actor("liaison"), actor("cooperation"))
        if with_agreement:
            agree(station_id)
        return Counterpart(partner)

    return make


@pytest.fixture
def madrid(counterpart: Callable[..., Counterpart]) -> Counterpart:
    return counterpart("madrid", "ES")


@pytest.fixture
def bamako(counterpart: Callable[..., Counterpart]) -> Counterpart:
    return counterpart("bamako", "ML")
