"""The same way through the HTTP API."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from jisr.station.exchange.testing import InMemoryPartner
from jisr.station.intake.queries import ReportView
from jisr.station.release.models import Proposal, ProposalState

pytestmark = pytest.mark.django_db
BASE = "/api/v1/release"


@pytest.fixture
def call(token_for: Callable[[str], str]) -> Callable[..., Any]:
    """call("analyst", "post", "/proposals", {...}) -> response."""
    tokens: dict[str, str] = {}

    def make(role: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        tokens.setdefault(role, token_for(role))
        headers = {"Authorization": f"Bearer {tokens[role]}", **headers}
        send = getattr(Client(), method)
        if body is None:
            return send(f"{BASE}{path}", headers=headers)
        return send(f"{BASE}{path}", body, content_type="application/json", headers=headers)

    return make


def test_propose_look_release(madrid: InMemoryPartner, report: ReportView, call: Callable[..., Any]) -> None:
    body = {"report_id": str(report.id), "recipients": ["madrid"], "purpose": "terrorism", "title": "EXERCISE"}
    made = call("analyst", "post", "/proposals", body)
    assert made.status_code == 201
    proposal = made.json()
    (view,) = proposal["views"]
    assert [len(view["body"]["portions"]), len(view["body"]["statements"]), len(view["withheld"])] == [2, 1, 1]
    assert view["permissions"]["pass_on"] == "ask_originator"
    assert view["withheld"][0]["reasons"][0]["code"] == "classification_too_high"
    read = call("releaser", "get", f"/proposals/{proposal['id']}").json()
    released = call("releaser", "post", f"/proposals/{proposal['id']}/release", {"seen": read["seen"]})
    assert released.status_code == 200
    assert set(released.json()["dispatches"]) == {"madrid"}
    assert call("analyst", "get", f"/proposals/{proposal['id']}").json()["state"] == "released"


def test_sentences_are_in_the_callers_language(
    madrid: InMemoryPartner, report: ReportView, call: Callable[..., Any]
) -> None:
    answer = call("analyst", "get", f"/reports/{report.id}/who-must-know", **{"Accept-Language": "fr"})
    assert answer.json()[0]["reasons"][0]["sentence"] == "Un lieu est menacé\u00a0: Espagne."
    assert answer.json()[0]["station_id"] == "madrid"


def test_the_list_is_paged_and_filtered(
    madrid: InMemoryPartner, propose: Callable[..., UUID], call: Callable[..., Any]
) -> None:
    for _ in range(3):
        propose()
    page = call("releaser", "get", "/proposals?state=awaiting&limit=2").json()
    assert (page["total"], len(page["items"])) == (3, 2)
    assert call("releaser", "get", "/proposals?state=refused").json()["total"] == 0


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"recipients": []}, 422),
        ({"recipients": ["atlantis"]}, 404),
        ({"purpose": "taxes"}, 422),
        ({"report_id": "00000000-0000-7000-8000-000000000000"}, 404),
        ({"report_id": None}, 400),
        ({"items": ["00000000-0000-7000-8000-000000000000"]}, 400),
        ({"items": []}, 400),
        ({"grounds": {"cat": "no"}}, 422),
        ({"colour": "red"}, 422),
    ],
)
def test_wrong_proposals(
    madrid: InMemoryPartner, report: ReportView, call: Callable[..., Any], changes: dict[str, Any], status: int
) -> None:
    body = {"report_id": str(report.id), "recipients": ["madrid"], "purpose": "terrorism", "title": "EXERCISE"}
    answer = call("analyst", "post", "/proposals", {**body, **changes})
    assert answer.status_code == status
    assert set(answer.json()) >= {"code", "message", "field"}
    assert not Proposal.objects.exists()


def test_refuse_stop_resume_withdraw(
    madrid: InMemoryPartner, propose: Callable[..., UUID], call: Callable[..., Any]
) -> None:
    first, second = propose(), propose()
    reason = {"X-Jisr-Reason": "EXERCISE inspection"}
    assert call("oversight", "post", f"/proposals/{first}/stop", {"reason": "EXERCISE"}, **reason).status_code == 200
    assert call("oversight", "post", f"/proposals/{first}/resume", {"reason": "EXERCISE"}, **reason).status_code == 200
    assert call("releaser", "post", f"/proposals/{first}/refuse", {"reason": ""}).json()["code"] == "reason_needed"
    assert call("releaser", "post", f"/proposals/{first}/refuse", {"reason": "EXERCISE"}).status_code == 200
    assert call("analyst", "post", f"/proposals/{second}/withdraw", {}).status_code == 200
    assert Proposal.objects.get(pk=second).state == ProposalState.WITHDRAWN
