"""Standing interests between stations: what is told, what stays here, what is kept of a partner's."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from jisr.core.handling import Purpose
from jisr.core.sealing import DispatchKind
from jisr.station.exchange.testing import InMemoryPartner, PartnerNetwork
from jisr.station.partners import queries, services
from jisr.station.partners.problems import PartnerProblem
from jisr.station.partners.services import InterestTerms

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch, actor: Any) -> InMemoryPartner:
    """Madrid, active, opening what it is sent."""
    network = PartnerNetwork()
    monkeypatch.setattr("jisr.station.exchange.services.delivery.post_messages", network.post)
    partner = network.add(InMemoryPartner("madrid", "ES"))
    partner.become_active(actor("liaison"), actor("cooperation"))
    return partner


@pytest.fixture
def own(actor: Any) -> UUID:
    """An own interest in smuggling that also names a (fictional) person."""
    terms = InterestTerms(
        title="Axis",
        topics=[Purpose.MIGRANT_SMUGGLING],
        countries=["ML"],
        names=["Abdelkrim Exercise"],
        patterns=["convoi*"],
        valid_from=NOW,
        valid_until=NOW + timedelta(days=90),
    )
    return services.record_interest(actor("liaison"), "rabat", terms)


def told(far: InMemoryPartner) -> list[dict[str, Any]]:
    """Interests that have reached the partner, oldest first."""
    from jisr.station.exchange.services.delivery import deliver_due

    deliver_due("madrid", datetime.now(UTC))
    return [dict(opened.dispatch.body)["interest"] for opened in far.inbox]


def stated(**changes: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "title": "Axe",
        "topics": ["drugs"],
        "countries": ["MA"],
        "valid_from": NOW.isoformat(),
        "valid_until": (NOW + timedelta(days=9)).isoformat(),
        **changes,
    }


def test_a_partner_is_told_topics_and_countries_only(far: InMemoryPartner, own: UUID, actor: Any) -> None:
    services.share_interest(actor("liaison"), own, ["madrid"])
    (interest,) = told(far)
    assert (interest["id"], interest["topics"], interest["countries"]) == (str(own), ["migrant_smuggling"], ["ML"])
    assert "Exercise" not in str(interest)
    assert "convoi" not in str(interest)


def test_a_withdrawal_is_told_to_those_who_were_told(far: InMemoryPartner, own: UUID, actor: Any) -> None:
    services.share_interest(actor("liaison"), own, ["madrid"])
    services.withdraw_interest(actor("analyst"), own)
    first, last = told(far)
    assert datetime.fromisoformat(first["valid_until"]) > NOW + timedelta(days=80)
    assert datetime.fromisoformat(last["valid_until"]) <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("recipients", "changes", "code"),
    [
        (["madrid"], {"topics": []}, "nothing_to_share"),
        (["nobody"], {}, "partner_not_active"),
        ([], {}, "partner_not_active"),
    ],
)
def test_what_cannot_be_shared(
    far: InMemoryPartner, own: UUID, actor: Any, recipients: list[str], changes: dict[str, Any], code: str
) -> None:
    terms = InterestTerms(
        title="Axis",
        topics=changes.get("topics", [Purpose.DRUGS]),
        names=["Abdelkrim Exercise"],
        valid_from=NOW,
        valid_until=NOW + timedelta(days=3),
    )
    services.change_interest(actor("liaison"), own, terms)
    with pytest.raises(PartnerProblem) as caught:
        services.share_interest(actor("liaison"), own, recipients)
    assert caught.value.code == code
    assert told(far) == []


def test_the_page_shows_what_goes_and_what_stays(far: InMemoryPartner, own: UUID, client_as: Any) -> None:
    client, address = client_as("liaison"), reverse("partners:interest_share", args=[own])
    text = client.get(address).content.decode()
    assert text.index("What goes") < text.index("Migrant smuggling") < text.index("What stays here")
    assert text.index("What stays here") < text.index("Abdelkrim Exercise")
    assert client.post(address, {"recipients": ["madrid"]}).status_code == 302
    assert len(told(far)) == 1


def test_a_partner_states_changes_and_ends_an_interest(far: InMemoryPartner) -> None:
    first = stated()
    far.send(DispatchKind.COORDINATION, {"interest": first})
    (kept,) = queries.interests(datetime.now(UTC), owner="madrid")
    assert (kept.topics, kept.countries) == (frozenset({Purpose.DRUGS}), frozenset({"MA"}))
    far.send(DispatchKind.COORDINATION, {"interest": {**first, "countries": ["ML"]}})
    (changed,) = queries.interests(datetime.now(UTC), owner="madrid")
    assert (changed.id, changed.countries) == (kept.id, frozenset({"ML"}))
    far.send(DispatchKind.COORDINATION, {"interest": {**first, "valid_until": NOW.isoformat()}})
    assert queries.interests(datetime.now(UTC), owner="madrid") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"topics": ["astrology"]},
        {"topics": "drugs"},
        {"countries": ["Morocco"]},
        {"id": "1"},
        {"valid_from": "yesterday"},
        {"valid_until": "2036-01-01T00:00:00"},
        {"title": 7},
        {"topics": [], "countries": []},
        {"patterns": ["*"]},
    ],
)
def test_a_malformed_interest_leaves_nothing(active: Any, changes: dict[str, Any]) -> None:
    with pytest.raises(PartnerProblem):
        services.receive_interest("madrid", stated(**changes), uuid4())
    assert queries.interests(datetime.now(UTC)) == []
