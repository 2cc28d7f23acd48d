"""One record of every kind over the API: its content, who may read it, the entry its reading leaves."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from jisr.station.accounts.roles import TABLE, Access, Right, Role
from jisr.station.ledger.queries import entries_about

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = UUID(int=7)
REASON = {"X-Jisr-Reason": "EXERCISE complaint number 12"}

#: kind of record: (path, right, what the answer says, kind of record in the ledger; "" = no content, so no entry)
DETAILS: dict[str, tuple[str, Right, dict[str, Any], str]] = {
    "report": ("/intake/reports/{}", Right.REPORT_READ, {"source": "SAFRAN", "category": "suspect"}, "report"),
    "import": ("/intake/imports/{}", Right.REPORT_WRITE, {"name": "EXERCISE list", "rows_wrong": 1}, "import"),
    "entity": ("/knowledge/entities/{}", Right.KNOWLEDGE_READ, {"caption": "Abdelkrim Benmoussa"}, "entity"),
    "dispatch": ("/exchange/dispatches/{}", Right.EXCHANGE_READ, {"sender": "madrid", "kind": "warning"}, "dispatch"),
    "request": ("/exchange/requests/{}", Right.REQUEST_READ, {"question": "EXERCISE: whose van is it?"}, "dispatches"),
    "warning": ("/warnings/{}", Right.WARNING_READ, {"place": "Port", "recipients": ["madrid"]}, "warning"),
    "received": ("/warnings/received/{}", Right.WARNING_READ, {"originator": "madrid"}, "dispatch"),
    "proposal": ("/release/proposals/{}", Right.RELEASE_READ, {"title": "EXERCISE port"}, "release"),
    "partner": ("/partners/stations/{}", Right.PARTNER_READ, {"station_id": "madrid"}, ""),
    "agreement": ("/partners/agreements/{}", Right.PARTNER_READ, {"reference": "EXERCISE 1/2026"}, ""),
    "interest": ("/partners/interests/{}", Right.INTEREST_READ, {"title": "EXERCISE interest"}, "interest"),
}
TokenFor = Callable[[str], str]


def get(path: str, token: str, **headers: str) -> tuple[int, dict[str, Any]]:
    response = Client(raise_request_exception=False).get(
        f"/api/v1{path}", headers={"Authorization": f"Bearer {token}", "Accept-Language": "en", **headers}
    )
    return response.status_code, response.json()


def test_every_record_is_read_by_those_with_the_right_alone(records: dict[str, Any], token_for: TokenFor) -> None:
    tokens = {role: token_for(role) for role in Role}
    wrong = []
    for kind, (path, right, says, _) in DETAILS.items():
        address = path.format(records[kind])
        for role in Role:
            status, answer = get(address, tokens[role])
            access = TABLE[right].get(role)
            if access is Access.WITH_REASON:
                if (status, answer["code"]) != (403, "reason_required"):
                    wrong.append(f"{role} {address}: {status} without a reason")
                status, answer = get(address, tokens[role], **REASON)
            elif access is None and (status, answer.get("code")) != (403, "not_permitted"):
                wrong.append(f"{role} {address}: {status} {answer}")
            if access is not None and (status != 200 or {name: answer.get(name) for name in says} != says):
                wrong.append(f"{role} {address}: {status} {answer}")
    assert wrong == []


@pytest.mark.parametrize("kind", [kind for kind, detail in DETAILS.items() if detail[3]])
def test_reading_it_is_in_the_ledger(records: dict[str, Any], token_for: TokenFor, kind: str) -> None:
    path, right, _, record_kind = DETAILS[kind]
    role = next(role for role, access in TABLE[right].items() if access is Access.FULL)
    record_id = f"request:{records[kind]}" if kind == "request" else str(records[kind])
    get(path.format(records[kind]), token_for(role))
    entry = entries_about(record_kind, record_id, 1)[0].entry
    assert entry is not None
    assert (entry.act, entry.actor, entry.channel) == ("consultation", role, "api")


@pytest.mark.parametrize("kind", DETAILS)
def test_what_does_not_exist_is_said_in_the_apis_shape(db: None, token_for: TokenFor, kind: str) -> None:
    path, right, _, _ = DETAILS[kind]
    role = next(role for role, access in TABLE[right].items() if access is Access.FULL)
    status, answer = get(path.format("nowhere" if kind == "partner" else NOBODY), token_for(role))
    assert status == 404
    assert set(answer) >= {"code", "message", "field"}


def test_a_received_warning_has_its_words_and_marking(records: dict[str, Any], token_for: TokenFor) -> None:
    _, answer = get(f"/warnings/received/{records['received']}", token_for("analyst"))
    assert answer["body"]["threat"] == "EXERCISE: a threat to the port"
    assert answer["handling"]["originator"] == "madrid"
    assert (answer["state"], answer["acknowledged_at"]) == ("standing", None)


def test_every_answer_is_described(client: Client) -> None:
    described = {
        re.sub(r"{\w+}$", "{}", path.removeprefix("/api/v1")): operation["get"]["responses"]["200"].get("content", {})
        for path, operation in client.get("/api/v1/openapi.json").json()["paths"].items()
        if "get" in operation
    }
    for path, *_ in DETAILS.values():
        assert "$ref" in described[path]["application/json"]["schema"], path
