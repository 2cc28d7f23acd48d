"""Intake through the API."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jisr.station.intake import queries, services
from jisr.station.knowledge import queries as known

pytestmark = pytest.mark.django_db

BASE = "/api/v1/intake"
TEXT = "EXERCISE: Moussa ag Rhissa, a Malian national, was seen in Bamako."
type TokenFor = Callable[[str], str]


class Api:
    """A program with a token."""

    def __init__(self, token: str) -> None:
        self._client = Client(headers={"Authorization": f"Bearer {token}", "Accept-Language": "en"})

    def __call__(self, method: str, path: str, body: Any = None, expect: int = 200) -> Any:
        response = getattr(self._client, method)(f"{BASE}{path}", body, content_type="application/json")
        assert response.status_code == expect, response.content
        return response.json() if response.content else None

    def upload(self, path: str, name: str, data: bytes, details: Any, expect: int) -> Any:
        body = {"file": SimpleUploadedFile(name, data), "details": json.dumps(details)}
        response = self._client.post(f"{BASE}{path}", body)
        assert response.status_code == expect, response.content
        return response.json()

    def bytes_of(self, path: str) -> bytes:
        response = self._client.get(f"{BASE}{path}")
        assert response.status_code == 200
        return bytes(response.content)


@pytest.fixture
def api(token_for: TokenFor) -> Api:
    return Api(token_for("analyst"))


def test_a_report_from_text_to_statement_and_back(api: Api) -> None:
    made = api("post", "/reports", {"text": TEXT, "source": "SAFRAN", "grade": "B2", "purpose": "terrorism"}, 201)
    report = api("get", f"/reports/{made['id']}")
    assert (report["number"], report["grade"]) == (made["number"], {"scheme": "6x6", "value": "B2"})
    person = next(one for one in report["findings"] if one["kind"] == "person")
    portion = report["portions"][0]
    assert portion["text"][person["start"] : person["end"]] == person["text"]
    decided = api("post", f"/findings/{person['id']}/decision", {"decision": "accept", "category": "suspect"})
    assert [one.id for one in known.statements_of_report(made["id"])] == [decided["statement_id"]]
    api("post", f"/findings/{person['id']}/decision", {"decision": "undo"})
    assert known.statements_of_report(made["id"]) == []
    everything = f"/reports/{made['id']}/findings/decisions"
    assert api("post", everything, {"decision": "accept"}, 400)["code"] == "category_missing"
    assert api("post", everything, {"decision": "accept", "category": "victim"})["decided"] > 0
    assert {one.category for one in known.statements_of_report(made["id"])} == {"victim"}
    assert api("get", f"/reports/{made['id']}")["category"] == "victim"
    api("patch", f"/reports/{made['id']}", {"category": None}, 204)
    assert api("get", f"/reports/{made['id']}")["category"] is None


def test_a_file_with_details(api: Api) -> None:
    made = api.upload("/reports/file", "note.txt", TEXT.encode(), {"source": "SAFRAN", "language": "en"}, 201)
    report = api("get", f"/reports/{made['id']}")
    file = report["files"][0]
    assert api.bytes_of(f"/reports/{made['id']}/files/{file['id']}") == TEXT.encode()


@pytest.mark.parametrize(
    ("name", "data", "details", "status", "code"),
    [
        ("a.exe", b"MZ", {"source": "SAFRAN"}, 422, "unknown_kind"),
        ("a.pdf", b"%PDF-1.4", {"source": "SAFRAN"}, 422, "damaged_file"),
        ("a.txt", b"x", {"source": "S"}, 422, "details_format"),
        ("a.csv", b"name\nx", {"source": "SAFRAN"}, 422, "not_a_report"),
        ("a.txt", b"x", {"source": "SAFRAN", "grade": "Z9"}, 400, "grade_format"),
        ("a.txt", b"x", {"source": "SAFRAN", "handling": {}}, 400, "handling_format"),
    ],
)
def test_failures_have_a_code_and_a_sentence(
    api: Api, name: str, data: bytes, details: Any, status: int, code: str
) -> None:
    answer = api.upload("/reports/file", name, data, details, status)
    assert answer["code"] == code
    assert answer["message"]
    assert queries.reports().count() == 0


def test_listing_correcting_and_marking(api: Api) -> None:
    made = api("post", "/reports", {"text": TEXT, "source": "SAFRAN"}, 201)
    listed = api("get", "/reports?words=Bamako&limit=5")
    assert (listed["total"], listed["items"][0]["id"]) == (1, made["id"])
    api("patch", f"/reports/{made['id']}", {"title": "Changed", "purpose": "weapons"}, 204)
    portion = api("get", f"/reports/{made['id']}")["portions"][0]
    handling = {**portion["handling"], "classification": "secret", "originator": "somebody-else"}
    api("put", f"/portions/{portion['id']}/handling", {"handling": handling}, 204)
    after = api("get", f"/reports/{made['id']}")
    assert (after["title"], after["purpose"]) == ("Changed", "weapons")
    assert (after["handling"]["classification"], after["handling"]["originator"]) == ("secret", "rabat")
    added = api("post", f"/reports/{made['id']}/findings", {"kind": "person", "words": "national"}, 201)
    assert added["id"] in {one["id"] for one in api("get", f"/reports/{made['id']}")["findings"]}
    assert api("get", "/sources")[0]["code_name"] == "SAFRAN"


def test_a_list_in_the_background(api: Api, actor: Callable[..., Any]) -> None:
    data = b"name,nationality\nEXERCISE One,Mali\nEXERCISE Two,Atlantis\n"
    held = api.upload("/imports", "list.csv", data, {"source": "LIST", "category": "suspect"}, 202)
    assert held["state"] == "waiting"
    services.run_import(held["id"], actor("analyst"))
    after = api("get", f"/imports/{held['id']}")
    assert (after["state"], after["rows_landed"], after["rows_wrong"]) == ("finished", 1, 1)
    assert b"Atlantis" in api.bytes_of(f"/imports/{held['id']}/wrong-rows")
    assert api("post", f"/imports/{held['id']}/stop", expect=409)["code"] == "import_not_active"
    assert api("get", "/imports")["total"] == 1


@pytest.mark.parametrize("role", ["administrator", "liaison", "cooperation", "programme"])
def test_roles_without_the_right_read_nothing(token_for: TokenFor, role: str) -> None:
    Api(token_for(role))("get", "/reports", expect=403)


def test_oversight_reads_only_with_a_reason_and_writes_nothing(token_for: TokenFor) -> None:
    token = token_for("oversight")
    Api(token)("get", "/reports", expect=403)
    headers = {"Authorization": f"Bearer {token}", "X-Jisr-Reason": "EXERCISE inspection 7"}
    assert Client(headers=headers).get(f"{BASE}/reports").status_code == 200
    body = json.dumps({"text": "x", "source": "SAFRAN"})
    assert Client(headers=headers).post(f"{BASE}/reports", body, "application/json").status_code == 403
