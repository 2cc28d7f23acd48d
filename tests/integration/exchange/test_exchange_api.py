"""The room's API: the same rights, the same services, defined failures."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from jisr.core.sealing import DispatchKind
from jisr.station.exchange.services.delivery import deliver_due
from jisr.station.exchange.testing import InMemoryPartner

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def call(token_for: Callable[[str], str]) -> Callable[..., Any]:
    def go(role: str, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        response = Client().generic(
            method,
            f"/api/v1/exchange{path}",
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token_for(role)}"},
        )
        kind = response.headers.get("Content-Type", "")
        return response.status_code, response.json() if kind.startswith("application/json") else response.content

    return go


@pytest.fixture
def received(madrid: InMemoryPartner) -> UUID:
    return UUID(madrid.send(DispatchKind.INFORMATION, {"title": "EXERCISE", "portions": [], "statements": []}).id)


def test_reading_and_answering(received: UUID, madrid: InMemoryPartner, call: Callable[..., Any]) -> None:
    status, listed = call("analyst", "GET", "/dispatches?open=true")
    assert (status, listed["total"], listed["items"][0]["id"]) == (200, 1, str(received))
    status, shown = call("analyst", "GET", f"/dispatches/{received}")
    assert (status, shown["body"]["title"], shown["handling"]["originator"]) == (200, "EXERCISE", "madrid")
    status, told = call("analyst", "POST", f"/dispatches/{received}/acknowledgement", {"action": "EXERCISE"})
    assert status == 201
    status, again = call("analyst", "POST", f"/dispatches/{received}/acknowledgement", {})
    assert (status, again["code"]) == (409, "acknowledged_already")
    deliver_due("madrid", timezone.now())
    assert madrid.inbox[-1].dispatch.id == told["id"]
    assert len(call("analyst", "GET", f"/threads/{received}")[1]) == 2


def test_request_recall_and_receipt(madrid: InMemoryPartner, call: Callable[..., Any]) -> None:
    body = {"recipients": ["madrid"], "question": "EXERCISE?", "purpose": "terrorism", "urgency": "urgent"}
    status, asked = call("liaison", "POST", "/requests", body)
    assert status == 201
    deliver_due("madrid", timezone.now())
    status, shown = call("liaison", "GET", f"/dispatches/{asked['id']}")
    [delivery] = shown["deliveries"]
    assert delivery["state"] == "received"
    status, receipt = call("liaison", "GET", f"/deliveries/{delivery['id']}/receipt")
    assert (status, receipt.count(b".")) == (200, 2)
    status, _ = call("liaison", "POST", f"/requests/{asked['id']}/withdraw", {"reason": "EXERCISE"})
    assert status == 201
    assert call("liaison", "GET", f"/requests/{asked['id']}")[1]["state"] == "withdrawn"


def test_failures_have_codes(madrid: InMemoryPartner, call: Callable[..., Any]) -> None:
    assert call("analyst", "GET", f"/dispatches/{uuid4()}")[0] == 404
    body = {"recipients": ["nowhere"], "question": "x", "purpose": "terrorism"}
    status, problem = call("liaison", "POST", "/requests", body)
    assert (status, problem["code"], problem["field"]) == (409, "partner_not_active", "recipients")
    status, problem = call("liaison", "POST", "/requests", {**body, "purpose": "gossip"})
    assert (status, problem["code"]) == (400, "purpose_unknown")
    assert call("analyst", "POST", f"/dispatches/{uuid4()}/feedback", {"verdict": "great"})[0] == 422


def test_roles_without_the_right_are_refused(received: UUID, call: Callable[..., Any]) -> None:
    for role in ("administrator", "cooperation", "programme"):
        assert call(role, "GET", f"/dispatches/{received}")[0] == 403
    assert call("releaser", "POST", f"/dispatches/{received}/acknowledgement", {})[0] == 403
    assert call("analyst", "POST", f"/dispatches/{received}/recall", {"reason": "x"})[0] == 403
    assert Client().get("/api/v1/exchange/dispatches").status_code == 401
