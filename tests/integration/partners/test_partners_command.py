"""`jisr partner`: from the card file to an active partner, for the holders of two tokens."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from jisr.cli.main import run
from jisr.core.sealing import verify_card
from jisr.station.partners import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def jisr(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """jisr("list") -> the JSON it printed; the error's code where it failed."""
    monkeypatch.delenv("JISR_TOKEN", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")

    def call(*words: str, token: str = "") -> Any:
        code = run(["partner", *words, *(["--token", token] if token else []), "--json"])
        printed = capsys.readouterr()
        return json.loads(printed.out) if code == 0 else json.loads(printed.err)["error"]["code"]

    return call


@pytest.fixture
def card_file(madrid: Any, tmp_path: Path) -> str:
    file = tmp_path / "madrid.json"
    file.write_bytes(madrid.card_bytes + b"\n")
    return str(file)


def test_the_own_card_is_given_out(jisr: Any, tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    document = jisr("card", "--out", str(file))
    assert verify_card(file.read_bytes(), datetime.now(UTC)).digest == document["digest"]


def test_the_qr_code_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["partner", "card", "--qr"]) == 0
    printed = capsys.readouterr().out
    assert queries.own_station().card.digest in printed
    assert "▄" in printed


def test_from_file_to_active(jisr: Any, madrid: Any, card_file: str, token_for: Any) -> None:
    liaison, cooperation = token_for("liaison"), token_for("cooperation")
    assert jisr("add", card_file, token=liaison)["state"] == "proposed"
    own = queries.own_station().card
    for token in (liaison, cooperation):
        part = jisr("verify", "madrid", "--language", "fr", token=token)
        heard = madrid.reads_out(own, part["to_hear"], "fr")
        words = [word for pair in heard.items() for word in ("--word", f"{pair[0]}={pair[1]}")]
        outcome = jisr("verify", "madrid", "--language", "fr", "--call", str(part["call"]), *words, token=token)
    assert outcome == {"is_verified": True, "officers": ["liaison", "cooperation"]}
    assert jisr("activate", "madrid", token=liaison)["state"] == "active"
    assert jisr("suspend", "madrid", "--why", "Ledger under review", token=liaison)["state"] == "suspended"
    assert jisr("lift", "madrid", token=liaison)["state"] == "active"
    assert [row["station_id"] for row in jisr("list", "--state", "active")] == ["madrid"]
    assert jisr("revoke", "madrid", "--why", "Keys lost", "--yes", token=liaison)["state"] == "revoked"


def test_rights_and_wrong_words(jisr: Any, madrid: Any, card_file: str, token_for: Any) -> None:
    assert jisr("add", card_file) == "not_signed_in"
    assert jisr("add", card_file, token=token_for("analyst")) == "not_permitted"
    liaison = token_for("liaison")
    jisr("add", card_file, token=liaison)
    part = jisr("verify", "madrid", token=liaison)
    wrong = [word for number in part["to_hear"] for word in ("--word", f"{number}=nothing")]
    assert jisr("verify", "madrid", *wrong, token=liaison) == "words_differ"
    assert jisr("verify", "madrid", "--word", "x", token=liaison) == "usage"
    assert jisr("verify", "madrid", "--differs", token=liaison) == {"is_verified": False, "differs": True}
    assert [each.matched for each in queries.verifications(madrid.card.digest)] == [False, False]


def test_a_file_that_is_no_card(jisr: Any, tmp_path: Path, token_for: Any) -> None:
    file = tmp_path / "junk"
    file.write_bytes(b"\x00\xff" * 10)
    assert jisr("add", str(file), token=token_for("liaison")) == "bad_card"
    assert jisr("add", str(tmp_path / "absent"), token=token_for("liaison")) == "usage"
