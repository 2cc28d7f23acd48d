"""The frame of the API: one shape for failures, in the reader's language; described without help from outside."""

import json

import pytest
from django.core.cache import cache
from django.test import Client

from jisr.station.api import throttle
from jisr.station.ledger.queries import entries_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(token_for):
    client = Client(raise_request_exception=False)

    def call(method: str, path: str, role: str = "", body: object = None, **headers: str):
        if role:
            headers["Authorization"] = f"Bearer {token_for(role)}"
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        return client.generic(method, f"/api/v1{path}", content, content_type="application/json", headers=headers)

    return call


def test_who_am_i_lists_the_rights_of_the_token(api):
    answer = api("GET", "/accounts/me", "oversight").json()
    assert answer["username"] == "oversight"
    assert answer["rights"]["report_read"] == "with_reason"
    assert "report_write" not in answer["rights"]


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "token"), ("fr", "jeton"), ("ar", "رمز"), ("fr-MA,fr;q=0.9", "jeton"), ("de", "token")],
)
def test_failures_are_in_the_language_of_the_reader(api, language, word):
    response = api("GET", "/accounts/me", **{"Accept-Language": language})
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")
    answer = response.json()
    assert answer["code"] == "not_signed_in"
    assert word in answer["message"]


def test_without_a_wish_the_language_of_the_person_is_used(api, people):
    people["analyst"].language = "fr"
    people["analyst"].save()
    assert "rôles de ce jeton" in api("GET", "/accounts/", "analyst").json()["message"]


def test_a_refused_call_stands_in_the_ledger(api):
    response = api("GET", "/accounts/", "analyst")
    assert (response.status_code, response.json()["code"]) == (403, "not_permitted")
    entry = entries_about("right", "account_manage")[0].entry
    assert (entry.actor, entry.channel, entry.decision) == ("analyst", "api", "not_permitted")


def test_every_wrong_field_is_named(api):
    body = {"username": "x", "roles": ["emperor"], "language": "de"}
    response = api("POST", "/accounts/", "administrator", body)
    assert response.status_code == 422
    answer = response.json()
    assert answer["code"] == "invalid"
    assert {problem["field"] for problem in answer["problems"]} == {"body.username", "body.roles.0", "body.language"}
    assert all(problem["message"] for problem in answer["problems"])


def test_a_problem_of_a_service_keeps_its_code_field_and_status(api):
    body = {"username": "analyst", "roles": ["analyst"]}
    response = api("POST", "/accounts/", "administrator", body)
    assert (response.status_code, response.json()["code"], response.json()["field"]) == (
        409,
        "account_exists",
        "username",
    )


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe\x00", b'{"username": "a", "username"'])
def test_what_is_not_json_is_said_to_be_so(api, body):
    response = api("POST", "/accounts/", "administrator", body)
    assert (response.status_code, response.json()["code"]) == (400, "malformed")


def test_what_is_too_big_is_refused_before_it_is_read(api, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = api("POST", "/accounts/", "administrator", b'{"username": "' + b"x" * 2000 + b'"}')
    assert (response.status_code, response.json()["code"]) == (413, "too_big")


def test_unknown_routes_and_records_answer_in_the_same_shape(api):
    for path in ("/nowhere", "/accounts/me/tokens/77/nothing"):
        response = api("GET", path, "analyst")
        assert (response.status_code, response.json()["code"]) == (404, "not_found")
    response = api("POST", "/accounts/nobody/disable", "administrator")
    assert (response.status_code, response.json()["code"]) == (404, "account_unknown")


def test_too_many_calls_of_one_account_are_slowed_down(api, monkeypatch):
    cache.clear()
    from jisr.station.api.routes import api as site

    limits = (
        [each for each in site.throttle if isinstance(each, throttle.PerMinute)]
        if isinstance(site.throttle, list)
        else []
    )
    assert limits
    monkeypatch.setattr(limits[0], "limit", 3)
    codes = [api("GET", "/accounts/me", "analyst").status_code for _call in range(5)]
    assert codes[:3] == [200, 200, 200]
    assert codes[4] == 429
    answer = api("GET", "/accounts/me", "analyst")
    assert answer.json()["code"] == "too_many_requests"
    assert 0 < int(answer["Retry-After"]) <= 60
    assert api("GET", "/accounts/me", "releaser").status_code == 200
    cache.clear()


def test_an_inside_failure_shows_nothing_of_the_inside(api, monkeypatch):
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("secret detail of the inside")

    monkeypatch.setattr("jisr.station.accounts.api.tokens_of", broken)
    response = api("GET", "/accounts/me/tokens", "analyst")
    assert response.status_code == 500
    assert "secret detail" not in response.content.decode()
    assert response.json()["code"] == "internal"


def test_the_description_is_complete_and_needs_nothing_from_outside(client):
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.")
    operations = [operation for path in schema["paths"].values() for operation in path.values()]
    assert operations
    assert all(operation.get("security") for operation in operations)
    page = client.get("/api/v1/docs").content.decode()
    assert "https://" not in page.replace("https://json-schema.org", "")
    assert "<style" not in page


def test_an_account_is_made_closed_and_opened_again(api):
    made = api(
        "POST", "/accounts/", "administrator", {"username": "amal", "roles": ["analyst"], "full_name": "EXERCISE Amal"}
    )
    assert made.status_code == 201
    assert len(made.json()["password"]) >= 32
    listed = api("GET", "/accounts/?text=amal", "administrator").json()
    assert (listed["total"], listed["items"][0]["username"]) == (1, "amal")
    assert api("POST", "/accounts/amal/disable", "administrator").json()["is_active"] is False
    assert api("POST", "/accounts/amal/enable", "administrator").json()["is_active"] is True
    change = {"full_name": "EXERCISE Amal K.", "roles": ["liaison"], "language": "ar"}
    assert api("PUT", "/accounts/amal", "administrator", change).json()["roles"] == ["liaison"]


def test_a_wrong_method_is_named_in_the_readers_language(client):
    answer = client.delete("/api/v1/accounts/", headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer.json()["message"] == "Cette adresse n’admet pas cette méthode."
    assert "GET" in answer.headers["Allow"]
