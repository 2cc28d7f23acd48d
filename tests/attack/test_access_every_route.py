"""Every role tries every page and every API route: the answer is what the table says, cell by cell."""

import re
import uuid

import pytest
from django.test import Client

from jisr.station.accounts.roles import TABLE, Access, Right, Role
from jisr.station.permissions import Route, api_routes, pages

pytestmark = pytest.mark.django_db

UUID = str(uuid.UUID(int=7))
SAMPLES = {"int": "999999999", "str": "sample", "slug": "sample", "uuid": UUID, "uuidstr": UUID, "path": "sample"}
REASON = {"X-Jisr-Reason": "EXERCISE complaint number 12"}


@pytest.fixture(autouse=True)
def no_navigation(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate is tried two thousand times; what waits in each room need not be counted each time."""
    monkeypatch.setattr("jisr.station.web.context.links_for", lambda request: [])


def address_of(route: Route) -> str:
    path = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found.group(1) or "str", "sample"), route.path)
    path = re.sub(r"\{(?:(\w+):)?(\w+)\}", lambda found: SAMPLES.get(found.group(1) or "uuid", "sample"), path)
    return "/" + path.replace("^", "").replace("$", "")


def test_every_address_asks_for_a_right_or_says_why_it_is_open():
    unguarded = [route.path for route in [*pages(), *api_routes()] if not route.is_guarded]
    assert unguarded == []


def test_no_api_operation_is_open():
    assert [f"{route.method} {route.path}" for route in api_routes() if route.right is None] == []


def gate_answer(client: Client, route: Route) -> str:
    """What the gate in front of a page says: "in", "refused", "sign_in" or "reason"."""
    response = client.get(address_of(route))
    if response.status_code == 405:
        response = client.post(address_of(route))
    target = response.get("Location", "")
    if response.status_code == 302 and target.startswith("/sign-in/"):
        return "sign_in"
    if response.status_code == 302 and target.startswith("/account/reason/"):
        return "reason"
    if response.status_code == 302 and target.startswith("/account/purpose/"):
        return "in"  # the role opens it; only for what is still to be said
    return "refused" if response.status_code == 403 and was_refused_by_gate(route.right) else "in"


def was_refused_by_gate(right: Right) -> bool:
    """The newest ledger entry is this refusal."""
    from jisr.station.ledger import queries

    last = queries.entry(queries.size() - 1).entry
    return (last.record_kind, last.record_id, last.decision) == ("right", right.value, "not_permitted")


EXPECTED = {Access.FULL: "in", Access.WITH_REASON: "reason", None: "refused"}


@pytest.mark.parametrize("role", list(Role))
def test_pages(role, people):
    client = Client(raise_request_exception=False)
    wrong = []
    for route in pages():
        if route.right is None:
            continue
        client.force_login(people[role])
        expected = EXPECTED[TABLE[route.right].get(role)]
        if (answer := gate_answer(client, route)) != expected:
            wrong.append(f"{route.path}: {answer}, not {expected}")
    assert wrong == []


def test_pages_send_strangers_to_the_sign_in(db):
    client = Client(raise_request_exception=False)
    wrong = [route.path for route in pages() if route.right is not None and gate_answer(client, route) != "sign_in"]
    assert wrong == []


def call(client: Client, route: Route, headers: dict[str, str]) -> tuple[int, str]:
    response = client.generic(route.method, address_of(route), b"{}", content_type="application/json", headers=headers)
    is_json = response.headers.get("Content-Type", "").startswith("application/json")
    return response.status_code, response.json().get("code", "") if is_json and response.status_code >= 400 else ""


@pytest.mark.parametrize("role", list(Role))
def test_api(role, token_for):
    client = Client(raise_request_exception=False)
    headers = {"Authorization": f"Bearer {token_for(role)}"}
    wrong = []
    for route in api_routes():
        status, code = call(client, route, headers)
        access = TABLE[route.right].get(role)
        expected = {Access.FULL: "in", Access.WITH_REASON: "reason_required", None: "not_permitted"}[access]
        is_stopped = status == 403 and code in ("not_permitted", "reason_required")
        if (code if is_stopped else "in") != expected:
            wrong.append(f"{route.method} {route.path}: {status} {code}, not {expected}")
        if access is Access.WITH_REASON and call(client, route, headers | REASON)[0] == 403:
            wrong.append(f"{route.method} {route.path}: refused although a reason was given")
    assert wrong == []


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer jisr_made-up"}, {"Authorization": "Basic YTpi"}])
def test_api_without_a_valid_token(db, headers):
    client = Client(raise_request_exception=False)
    wrong = [route.path for route in api_routes() if call(client, route, headers) != (401, "not_signed_in")]
    assert wrong == []
