"""The room's routes: the way of a card from one station to an active partner, as a program walks it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jisr.station.partners import queries, services

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/partners"


@pytest.fixture
def call(token_for: Callable[[str], str]) -> Callable[..., Any]:
    """call("liaison", "post", "/stations", {...}) -> the response."""
    secrets: dict[str, str] = {}

    def send(role: str, method: str, path: str, body: Any = None) -> Any:
        secret = secrets.setdefault(role, token_for(role))
        headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}
        more = {"data": body, "content_type": "application/json"} if body is not None else {}
        return getattr(Client(headers=headers), method)(ROOT + path, **more)

    return send


def test_from_card_to_active_partner(call: Any, madrid: Any) -> None:
    answer = call("liaison", "post", "/stations", {"card": madrid.card_bytes.decode()})
    assert answer.status_code == 201, answer.content
    assert answer.json()["state"] == "proposed"
    own = queries.own_station().card
    for role in ("liaison", "cooperation"):
        part = call(role, "get", "/stations/madrid/words?language=ar").json()
        heard = madrid.reads_out(own, part["to_hear"], "ar")
        body = {"language": "ar", "call": part["call"], "heard": {str(number): word for number, word in heard.items()}}
        answer = call(role, "post", "/stations/madrid/comparisons", body)
        assert answer.status_code == 200, answer.content
    assert answer.json() == {"is_verified": True, "officers": ["liaison", "cooperation"]}
    assert call("liaison", "post", "/stations/madrid/activate").json()["state"] == "active"
    listed = call("analyst", "get", "/stations?state=active").json()
    assert (listed["total"], listed["items"][0]["station_id"]) == (1, "madrid")
    assert [each["matched"] for each in call("analyst", "get", "/stations/madrid/comparisons").json()] == [True, True]


def test_the_own_card_can_be_given_to_a_partner(call: Any) -> None:
    from datetime import UTC, datetime

    from jisr.core.sealing import verify_card

    given = call("analyst", "get", "/own-card").json()
    assert verify_card(given["card"].encode(), datetime.now(UTC)).digest == given["digest"]
    assert given["code"].endswith(given["digest"])


def test_refusals_have_a_code_a_sentence_and_a_field(call: Any, verified: Any) -> None:
    answer = call("liaison", "post", "/stations", {"card": "not a card"})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, "bad_card", "card")
    answer = call("liaison", "post", "/stations/madrid/suspend", {"reason": ""})
    assert answer.status_code == 422
    answer = call("liaison", "post", "/stations/nobody/activate")
    assert (answer.status_code, answer.json()["code"]) == (404, "partner_unknown")


def test_agreements_and_interests(call: Any, active: Any) -> None:
    body = {
        "title": "EXERCISE memorandum",
        "reference": "EX-1",
        "parties": ["madrid"],
        "purposes": ["terrorism"],
        "data_categories": ["suspect"],
        "highest_classification": "secret",
        "longest_retention_days": 365,
        "redress_contact": "redress@madrid.example",
        "valid_from": "2026-01-01",
        "valid_until": "2036-12-31",
    }
    made = call("liaison", "post", "/agreements", body)
    assert made.status_code == 201, made.content
    thread = made.json()["thread"]
    amended = call("liaison", "put", f"/agreements/{thread}", {**body, "title": "Amended", "version": 1}).json()
    assert (amended["title"], amended["version"], amended["highest_classification"]) == ("Amended", 2, "secret")
    assert len(call("analyst", "get", f"/agreements/{thread}/versions").json()) == 2
    assert call("liaison", "post", "/agreements", {**body, "highest_classification": "x"}).status_code == 400
    asked = {
        "owner": "madrid",
        "title": "Axis",
        "topics": ["drugs"],
        "valid_from": "2026-01-01T00:00:00Z",
        "valid_until": "2036-01-01T00:00:00Z",
    }
    interest = call("analyst", "post", "/interests", asked)
    assert interest.status_code == 201, interest.content
    assert call("releaser", "get", "/interests?owner=madrid").json()["total"] == 1
    assert call("analyst", "delete", f"/interests/{interest.json()['id']}").status_code == 204
    assert call("administrator", "get", "/interests").status_code == 403


@pytest.mark.parametrize(
    ("role", "method", "path", "body"),
    [
        ("analyst", "post", "/stations", {"card": "x"}),
        ("cooperation", "post", "/stations/madrid/activate", None),
        ("analyst", "post", "/stations/madrid/comparisons", {"code": "x"}),
        ("administrator", "post", "/stations/madrid/revoke", {"reason": "because"}),
        ("liaison", "post", "/own-card/rotate", None),
        ("releaser", "post", "/agreements", {}),
    ],
)
def test_rights_are_kept(call: Any, verified: Any, role: str, method: str, path: str, body: Any) -> None:
    assert call(role, method, path, body).status_code == 403


def test_a_partner_is_found_by_its_card_digest(call: Any, active: Any, officers: Any) -> None:
    assert call("analyst", "get", "/stations/madrid").json()["card_digest"] == active.card.digest
    services.revoke(officers[0], "madrid", "Keys were lost.")
    assert call("analyst", "get", "/stations/madrid").json()["card_digest"] == ""
