"""Rabat is the station under test; Madrid and Bamako are partners in memory with real keys and ledgers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # this file is read before Django is set up
    from jisr.station.exchange.testing import InMemoryPartner, PartnerNetwork


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> PartnerNetwork:
    from jisr.station.exchange.testing import PartnerNetwork

    made = PartnerNetwork()
    monkeypatch.setattr("jisr.station.exchange.services.delivery.post_messages", made.post)
    return made


@pytest.fixture
def madrid(network: PartnerNetwork, actor: Callable[..., Any]) -> InMemoryPartner:
    return _active(network, actor, "madrid", "ES")


@pytest.fixture
def bamako(network: PartnerNetwork, actor: Callable[..., Any]) -> InMemoryPartner:
    return _active(network, actor, "bamako", "ML")


def _active(network: PartnerNetwork, actor: Callable[..., Any], station_id: str, country: str) -> InMemoryPartner:
    from jisr.station.exchange.testing import InMemoryPartner

    partner = network.add(InMemoryPartner(station_id, country))
    partner.become_active(actor("liaison"), actor("cooperation"))
    return partner
