"""`jisr ledger` at a station: who may read through it, what it prints and writes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from jisr.cli.main import run
from jisr.core.ledger import Act, verify_bundle, verify_checkpoint
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.models import LedgerEntry
from jisr.station.ledger.services import prepare, record_many
from jisr.station.ledger.signing import own_note_keys

pytestmark = [pytest.mark.django_db, pytest.mark.integration]


@pytest.fixture(autouse=True)
def entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JISR_TOKEN", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")
    amina = Actor("amina", ("analyst",), 7)
    record_many([prepare(amina, Act.COLLECTION, "report", f"r{number}") for number in range(20)])


@pytest.fixture
def token(token_for: Callable[[str], str]) -> str:
    return token_for("oversight")


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("words", [["list"], ["export"], ["prove", "3"]])
def test_entries_are_read_only_with_the_right(
    words: list[str], token_for: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ledger", *words, "--json"]) == 1
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "not_signed_in"
    assert run(["ledger", *words, "--json", "--token", token_for("administrator")]) == 1
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "not_permitted"


def test_list_narrows_and_is_itself_recorded(token: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger", "list", "--record", "report:r7", "--json", "--token", token]) == 0
    (row,) = printed(capsys)
    assert row["entry"]["record"] == {"kind": "report", "id": "r7"}
    last = ledger.entry(ledger.size() - 1)
    assert last is not None
    assert (last.entry.actor, last.entry.channel, last.entry.record_kind) == ("oversight", "command", "ledger")


def test_export_writes_a_bundle_that_verifies(token: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bundle.jsonl"
    assert run(["ledger", "export", "--first", "5", "--out", str(file), "--token", token]) == 0
    with file.open("rb") as lines:
        report = verify_bundle(lines, keys=own_note_keys(settings.HOME.keys))
    assert (report.holds, report.header.first, report.entries) == (True, 5, 15)
    assert run(["ledger", "verify", str(file)]) == 0


def test_export_outside_the_ledger_is_refused(token: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger", "export", "--last", "999", "--json", "--token", token]) == 1
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "range_outside_ledger"


def test_prove_prints_and_writes(token: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "entry.jsonl"
    assert run(["ledger", "prove", "7", "--out", str(file), "--json", "--token", token]) == 0
    proof = printed(capsys)
    assert (proof["holds"], proof["index"]) == (True, 7)
    with file.open("rb") as lines:
        assert verify_bundle(lines).holds


def test_check_needs_no_token_and_fails_when_the_ledger_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger", "check", "--json"]) == 0
    assert printed(capsys)["holds"] is True
    LedgerEntry.objects.filter(index=3).update(decision="permit")
    assert run(["ledger", "check", "--json"]) == 1
    assert printed(capsys)["findings"] == [{"code": "copy_changed", "index": 3}]
    assert run(["ledger", "check"]) == 1
    assert "does NOT hold" in capsys.readouterr().out


def test_checkpoint_verifies_with_the_keys_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger", "checkpoint", "--json"]) == 0
    document = printed(capsys)
    keys = own_note_keys(settings.HOME.keys)
    assert verify_checkpoint(document["checkpoint"].encode(), keys).size == document["size"] == 20
    assert document["keys"] == [key.to_vkey() for key in keys]
