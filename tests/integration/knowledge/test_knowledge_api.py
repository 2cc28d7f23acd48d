"""The routes under /api/v1/knowledge/: the same rights, the same services, explicit shapes."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from jisr.core.handling import Classification, Handling, Tlp

pytestmark = [pytest.mark.django_db, pytest.mark.integration]
BASE = "/api/v1/knowledge"
HANDLING = Handling("rabat", Classification.RESTRICTED, Tlp.AMBER).to_json()
CLAIM = {"schema": "Person", "prop": "name", "value": "Karim Tazi", "grade": "B2", "handling": HANDLING}


class Api:
    """Calls as one role, JSON in and out."""

    def __init__(self, secret: str) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})

    def __call__(self, method: str, path: str, body: Any = None, **query: Any) -> tuple[int, Any]:
        response = self.client.generic(
            method, BASE + path, json.dumps(body) if body is not None else "", content_type="application/json",
            query_params=query,
        )  # fmt: skip
        return response.status_code, json.loads(response.content) if response.content else None


@pytest.fixture
def api(token_for: Callable[[str], str]) -> Callable[[str], Api]:
    return lambda role: Api(token_for(role))


def test_a_statement_is_recorded_found_changed_and_restored(api: Callable[[str], Api]) -> None:
    call = api("analyst")
    status, made = call("POST", "/statements", CLAIM)
    assert status == 201
    status, found = call("GET", "/entities", q="كريم التازي")
    assert (status, found["total"]) == (200, 1)
    assert (found["items"][0]["caption"], found["items"][0]["why"]) == ("Karim Tazi", "name")
    status, changed = call("PATCH", f"/statements/{made['id']}", {"reason": "full name", "value": "Karim El Tazi"})
    assert status == 200
    _, page = call("GET", f"/entities/{made['entity_id']}")
    assert {row["statement"]["value"]: row["state"] for row in page["statements"]} == {
        "Karim El Tazi": "standing",
        "Karim Tazi": "superseded",
    }
    assert page["statements"][0]["statement"]["grade"] == {"scheme": "6x6", "value": "B2"}
    assert call("POST", f"/statements/{changed['id']}/retract", {"reason": "mixed up"})[0] == 204
    assert call("GET", "/entities")[1]["total"] == 0
    assert call("POST", f"/statements/{changed['id']}/restore")[0] == 204
    assert call("GET", "/entities")[1]["total"] == 1


@pytest.mark.parametrize(
    ("change", "code", "field", "status"),
    [
        ({"prop": "birthDate", "value": "yesterday"}, "value_format", "value", 400),
        ({"prop": "wings"}, "value_format", "prop", 400),
        ({"schema": "Dragon"}, "value_format", "schema", 400),
        ({"grade": "Z9"}, "grade_format", "grade", 400),
        ({"handling": {"classification": "cosmic"}}, "handling_format", "handling", 400),
    ],
)
def test_a_wrong_claim_gets_a_code_and_a_field(
    api: Callable[[str], Api], change: dict[str, Any], code: str, field: str, status: int
) -> None:
    answer, problem = api("analyst")("POST", "/statements", {**CLAIM, **change})
    assert (answer, problem["code"], problem["field"]) == (status, code, field)
    assert problem["message"]


def test_what_is_recorded_here_has_this_station_as_its_originator(api: Callable[[str], Api]) -> None:
    call = api("analyst")
    _, made = call("POST", "/statements", {**CLAIM, "handling": {**HANDLING, "originator": "madrid"}})
    _, page = call("GET", f"/entities/{made['entity_id']}")
    assert page["statements"][0]["statement"]["handling"]["originator"] == "rabat"


def test_identities_are_decided_and_undone(api: Callable[[str], Api]) -> None:
    call = api("analyst")
    _, first = call("POST", "/statements", CLAIM)
    _, second = call("POST", "/statements", {**CLAIM, "value": "كريم التازي"})
    _, proposals = call("GET", "/identities")
    assert proposals["total"] == 1
    assert set(proposals["items"][0]["speaking_for"][0]["sentence"]) == {"ar", "fr", "en"}
    pair = {"first": first["entity_id"], "second": second["entity_id"]}
    status, judgement = call("POST", "/identities/judgements", {**pair, "verdict": "same", "note": "photo"})
    assert status == 201
    _, page = call("GET", f"/entities/{second['entity_id']}")
    assert set(page["members"]) == {first["entity_id"], second["entity_id"]}
    assert call("POST", "/identities/judgements", {**pair, "verdict": "different"})[0] == 409
    assert call("DELETE", f"/identities/judgements/{judgement['id']}")[0] == 204
    _, decided = call("GET", "/identities/judgements")
    assert decided["items"][0]["undone_by"] == "analyst"
    assert call("DELETE", f"/identities/judgements/{judgement['id']}")[0] == 404


def test_a_pair_that_comes_back_says_what_is_new_and_a_refusal_says_what_is_in_the_way(
    api: Callable[[str], Api],
) -> None:
    call = api("analyst")
    _, first = call("POST", "/statements", CLAIM)
    _, second = call("POST", "/statements", {**CLAIM, "value": "كريم التازي"})
    pair = {"first": first["entity_id"], "second": second["entity_id"]}
    _, judgement = call("POST", "/identities/judgements", {**pair, "verdict": "different", "note": "another town"})
    assert call("GET", "/identities")[1]["total"] == 0
    number = {**CLAIM, "entity_id": second["entity_id"], "prop": "passportNumber", "value": "AB123456"}
    _, stated = call("POST", "/statements", number)
    (again,) = call("GET", "/identities")[1]["items"]
    assert again["earlier_judgement"] == judgement["id"]
    side = "left" if again["left"]["entity_id"] == second["entity_id"] else "right"
    new = {"statement_id": stated["id"], "side": side, "prop": "passportNumber", "value": "AB123456"}
    assert again["news"] == [new]
    claim = again["speaking_for"][0]
    assert (claim["code"], claim["direction"], claim["strength"]) == ("names_alike", "for", "strong")
    status, refused = call("POST", "/identities/judgements", {**pair, "verdict": "same"})
    assert (status, refused["code"]) == (409, "contradictory_judgement")
    assert judgement["id"] in refused["message"]


def test_names_and_statements_of_a_report(api: Callable[[str], Api]) -> None:
    call = api("analyst")
    call("POST", "/statements", CLAIM)
    _, names = call("GET", "/names", name="Karim Tazi")
    assert [(match["caption"], match["score"]) for match in names] == [("Karim Tazi", 1.0)]
    assert call("GET", "/statements", report=str(uuid4())) == (200, [])
    assert call("GET", "/statements")[1]["code"] == "subject_missing"
    assert call("GET", "/texts", q="frontière")[1] == {"items": [], "total": 0}


def test_rights_are_those_of_the_table(api: Callable[[str], Api]) -> None:
    assert api("releaser")("POST", "/statements", CLAIM)[0] == 403
    assert api("releaser")("GET", "/entities")[0] == 200
    assert api("liaison")("GET", "/texts", q="x")[0] == 403
    assert api("administrator")("GET", "/entities")[0] == 403
    assert Client().get(f"{BASE}/entities").status_code == 401


def test_unknown_ids_are_not_found(api: Callable[[str], Api]) -> None:
    call, nothing = api("analyst"), UUID(int=7)
    assert call("GET", f"/entities/{nothing}")[0] == 404
    assert call("POST", "/statements", {**CLAIM, "entity_id": str(nothing)})[0] == 404
    assert call("POST", f"/statements/{nothing}/restore")[0] == 404
    assert call("POST", f"/statements/{nothing}/retract", {"reason": "x"})[0] == 404
    assert call("PATCH", f"/statements/{nothing}", {"reason": "x"})[0] == 404
