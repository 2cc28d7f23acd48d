"""Nothing is opened without a purpose: every page and route with content, walked with and without one."""

from typing import Any

import pytest
from django.test import Client

from jisr.core.ledger import Act
from jisr.station.accounts.models import ApiToken, User
from jisr.station.accounts.purposes import CONTENT_RIGHTS, SEARCHING_RIGHTS
from jisr.station.accounts.roles import TABLE, Access, Right
from jisr.station.ledger import queries as ledger
from jisr.station.permissions import Route, api_routes, pages

pytestmark = pytest.mark.django_db

UUID = "00000000-0000-0000-0000-000000000007"
#: LED Art. 25, as entries of readings carry it beside who, when, what and why.
FIELDS = {"purpose", "purpose_basis", "session", "address"}


def address_of(route: Route) -> str:
    import re

    def value(found: re.Match[str]) -> str:
        return {"int": "9", "uuid": UUID, "uuidstr": UUID}.get(
            found.group(1) or "", "sample" if found.group(1) else UUID
        )

    return "/" + re.sub(r"[<{](?:(\w+):)?\w+[>}]", value, route.path).replace("^", "").replace("$", "")


def readings_since(size: int) -> list[Any]:
    rows = (ledger.entry(index) for index in range(size, ledger.size()))
    return [row.entry for row in rows if row is not None and row.entry.act is Act.CONSULTATION]


def without_purpose(size: int) -> list[str]:
    return [
        f"{entry.record_kind} {entry.record_id}"
        for entry in readings_since(size)
        if entry.record_kind not in ("session", "ledger") and set(entry.detail) & FIELDS != FIELDS
    ]


@pytest.fixture
def colleague(people: dict[str, Any]) -> User:
    return User.objects.create(username="colleague", roles=["analyst", "releaser", "liaison"])


def content(routes: list[Route]) -> list[Route]:
    return [route for route in routes if route.right in CONTENT_RIGHTS and route.method in ("", "GET")]


def test_every_right_that_shows_content_asks() -> None:
    reads = {right for right, roles in TABLE.items() if Access.WITH_REASON in roles.values()}
    assert reads <= CONTENT_RIGHTS
    assert CONTENT_RIGHTS > SEARCHING_RIGHTS


def test_pages_are_entered_with_a_purpose_or_ask_for_one(colleague: User) -> None:
    wrong, asked, entered = [], 0, 0
    for route in content(pages()):
        client = Client(raise_request_exception=False)
        client.force_login(colleague)
        size = ledger.size()
        response = client.get(address_of(route))
        wrong += [f"{route.path}: {found}" for found in without_purpose(size)]
        is_asked = response.status_code == 302 and response["Location"].startswith("/account/purpose/")
        asked += is_asked
        entered += len(readings_since(size))
        if is_asked and readings_since(size):
            wrong.append(f"{route.path}: read before the question was answered")
        if route.right in SEARCHING_RIGHTS and response.status_code == 200:
            wrong.append(f"{route.path}: opened without a purpose")
    assert wrong == []
    assert asked > 10
    assert entered > 5


def test_routes_are_entered_with_a_purpose_or_refuse(colleague: User, token_for: Any) -> None:
    token_for("analyst")
    secret = ApiToken.new_secret()
    token = ApiToken.objects.get()
    token.user, token.roles, token.purpose, token.secret_hash = colleague, colleague.roles, "", ApiToken.hash_of(secret)
    token.save()
    headers = {"Authorization": f"Bearer {secret}"}
    wrong, refused, entered = [], 0, 0
    for route in content(api_routes()):
        size = ledger.size()
        response = Client(raise_request_exception=False).get(address_of(route), headers=headers)
        wrong += [f"{route.path}: {found}" for found in without_purpose(size)]
        entered += len(readings_since(size))
        code = response.json().get("code", "") if b'"code"' in response.content else ""
        refused += code == "purpose_required"
        if (route.right in SEARCHING_RIGHTS) != (code == "purpose_required"):
            wrong.append(f"{route.path}: {response.status_code} {code}")
    assert wrong == []
    assert refused > 5
    assert entered > 5


def test_oversight_reads_for_its_reason(people: dict[str, Any], token_for: Any) -> None:
    headers = {"Authorization": f"Bearer {token_for('oversight')}", "X-Jisr-Reason": "EXERCISE complaint 12"}
    ApiToken.objects.update(purpose="")
    size = ledger.size()
    assert Client().get("/api/v1/knowledge/entities", headers=headers).status_code == 200
    (entry,) = readings_since(size)
    assert (entry.detail["purpose"], entry.detail["purpose_basis"]) == ("oversight", "reason")
    assert Right.KNOWLEDGE_READ in CONTENT_RIGHTS
