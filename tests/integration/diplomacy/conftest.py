"""Rabat is the station under test; Madrid and Bamako keep joint records with it. EXERCISE data only."""

from __future__ import annotations

from collections.abc import Callable
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
def counterpart(network: PartnerNetwork, actor: Callable[..., Any]) -> Callable[..., Counterpart]:
    """counterpart("madrid", "ES") -> an active partner with an agreement."""

    def make(station_id: str, country: str, *, with_agreement: bool = True) -> Counterpart:
        from jisr.station.diplomacy.testing import open_channel, record_agreement_with

        made = open_channel(network, (actor("liaison"), actor("cooperation")), station_id, country)
        if with_agreement:
            record_agreement_with(actor("liaison"), station_id)
        return made

    return make


@pytest.fixture
def madrid(counterpart: Callable[..., Counterpart]) -> Counterpart:
    return counterpart("madrid", "ES")


@pytest.fixture
def bamako(counterpart: Callable[..., Counterpart]) -> Counterpart:
    return counterpart("bamako", "ML")
