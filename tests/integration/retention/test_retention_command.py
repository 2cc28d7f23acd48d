"""`jisr retention` and `jisr backup keys`, as programs call them; and the routes, as they answer."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from jisr.cli.main import run
from jisr.core.statements import Grade
from jisr.station.intake import services as intake_services
from jisr.station.retention.keeping import today
from jisr.station.vault.opening import key_ring

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report(actor: Callable[..., Any]) -> UUID:
    handling = replace(intake_services.default_handling(), retain_until=today() + timedelta(days=2))
    draft = intake_services.ReportDraft(
        text="EXERCISE", source="SAFRAN", handling=handling, grade=Grade.parse("B2"), title="EXERCISE secret title"
    )
    return intake_services.receive_report(actor("analyst"), draft)


@pytest.fixture
def says(
    token_for: Callable[[str], str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    monkeypatch.setenv("LANGUAGE", "en")

    def call(account: str, *words: str) -> Any:
        monkeypatch.setenv("JISR_TOKEN", token_for(account))
        code = run([*words, "--json"])
        printed = capsys.readouterr()
        return json.loads(printed.out if code == 0 else printed.err)

    return call


def test_a_report_is_held_extended_and_let_go_by_command(says: Callable[..., Any], report: UUID) -> None:
    day = (today() + timedelta(days=20)).isoformat()
    listed = says("releaser", "retention", "list")
    assert [one["record_id"] for one in listed["items"]] == [str(report)]
    assert "secret title" not in json.dumps(listed)
    longer = says("releaser", "retention", "extend", "report", str(report), "--why", "EXERCISE", "--until", day)
    assert UUID(longer["id"])
    law = ("--law", "EXERCISE file 7", "--until", day)
    hold = says("releaser", "retention", "hold", "report", str(report), "--why", "EXERCISE", *law)["id"]
    assert says("oversight", "retention", "list", "--holds")["holds"][0]["legal_reference"] == "EXERCISE file 7"
    again = says("releaser", "retention", "hold", "report", str(report), "--why", "EXERCISE", *law)
    assert again["error"]["code"] == "held_already"
    later = (today() + timedelta(days=3)).isoformat()
    assert says("administrator", "retention", "run", "--as-of", later)["reports"] == 0
    assert says("releaser", "retention", "lift", hold, "--why", "EXERCISE")["id"] == hold
    assert says("analyst", "retention", "run")["error"]["code"] == "not_permitted"
    assert says("releaser", "retention", "list", "--erased")["erased"] == []


def test_keys_are_written_and_brought_back_by_command(
    says: Callable[..., Any], report: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JISR_KEYS_PASSPHRASE", "long other words")
    file = str(tmp_path / "station.keys")
    taken = says("administrator", "backup", "keys", file)
    assert taken["live"] >= 1
    assert says("administrator", "backup", "keys", file, "--bring-back")["live"] == taken["live"]
    assert key_ring().keys([report])
    monkeypatch.setenv("JISR_KEYS_PASSPHRASE", "wrong words")
    assert says("administrator", "backup", "keys", file, "--bring-back")["error"]["code"] == "passphrase_wrong"


def test_the_routes_answer_with_days_and_certificates(token_for: Callable[[str], str], report: UUID) -> None:
    client = Client()

    def call(role: str, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {token_for(role)}"}
        send = getattr(client, method)
        data = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        answer = send(f"/api/v1/retention/{path}", headers=headers, **data)
        return answer.status_code, answer.json() if answer.content else None

    status, found = call("analyst", "get", "ending")
    assert (status, found["total"], found["items"][0]["received"]) == (200, 1, False)
    assert call("analyst", "get", f"erased/{report}")[0] == 404
    hold = {"kind": "report", "record_id": str(report), "reason": "EXERCISE", "legal_reference": "File"}
    past = call("releaser", "post", "holds", {**hold, "until": "2020-01-01"})
    assert (past[0], past[1]["code"], past[1]["field"]) == (400, "day_in_the_past", "until")
    unknown = call("releaser", "post", "holds", {**hold, "record_id": str(uuid4()), "until": today().isoformat()})
    assert (unknown[0], unknown[1]["code"]) == (404, "record_unknown")
    made = call("releaser", "post", "holds", {**hold, "until": today().isoformat()})
    assert made[0] == 201
    assert call("releaser", "post", f"holds/{made[1]['id']}/content", {"reason": "EXERCISE"})[0] == 404
    assert call("releaser", "post", f"holds/{made[1]['id']}/lift", {"reason": "EXERCISE"})[0] == 204
    later = (today() + timedelta(days=3)).isoformat()
    assert call("administrator", "post", "run", {"as_of": later})[1]["reports"] == 1
    status, proof = call("oversight", "get", f"erased/{report}")
    assert (status, proof["size"], proof["path"]) == (200, 1, [])
    assert proof["keys_destroyed_at"]
    assert call("oversight", "get", "erased")[1]["items"][0]["root"] == proof["root"]


@pytest.mark.parametrize("page", ["", "erased/", "holds/", "holds/new/"])
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_page_opens_in_every_language(
    client_as: Callable[[str], Any], report: UUID, page: str, language: str
) -> None:
    answer = client_as("releaser").get(f"/retention/{page}", headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert "secret title" not in answer.content.decode()
