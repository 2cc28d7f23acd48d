"""`jisr oversight`: the same reviews by command, under the same rights."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from jisr.cli.main import run
from jisr.core.ledger import Act
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import prepare, record_many
from jisr.station.oversight.verifier import verifier_page

pytestmark = [pytest.mark.django_db, pytest.mark.integration]
NADIA = Actor("nadia", ("oversight",), 8, "complaint 7")


@pytest.fixture(autouse=True)
def entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JISR_TOKEN", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")
    amina = Actor("amina", ("analyst",), 7, "duty")
    sent = [prepare(amina, Act.DISCLOSURE, "dispatch", f"d{n}", recipient="madrid") for n in range(30)]
    record_many([*sent, prepare(NADIA, Act.CONSULTATION, "report", "r1")])


@pytest.fixture
def say(token_for: Callable[[str], str], capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    def send(*words: str, role: str = "oversight") -> Any:
        code = run(["oversight", *words, "--json", "--token", token_for(role)])
        said = capsys.readouterr()
        return json.loads(said.out) if code == 0 else json.loads(said.err)["error"]["code"]

    return send


def test_search_turns_pages_and_is_recorded(say: Callable[..., Any]) -> None:
    first = say("search", "--partner", "madrid", "--limit", "20")
    second = say("search", "--partner", "madrid", "--limit", "20", "--after", first["older"])
    assert (len(first["items"]), len(second["items"]), second["older"]) == (20, 10, "")
    assert [item["record_id"] for item in say("search", "--words", "complaint")["items"]] == ["r1"]
    last = ledger.entry(ledger.size() - 1)
    assert last is not None
    assert (last.entry.record_kind, last.entry.channel, last.entry.detail["filters"]) == ("ledger", "command", 1)
    assert say("search", "--after", "x") == "no_such_place"


def test_readings_are_shown_and_marked(say: Callable[..., Any]) -> None:
    shown = say("readings")
    assert (shown["unseen"], shown["has_second"]) == (1, False)
    index = str(shown["items"][0]["index"])
    assert say("readings", "--see", index, "--question") == "remark_required"
    assert say("readings", "--see", index, "--question", "--remark", "why?") == {"marked": 1}
    assert say("readings")["items"] == []
    assert say("readings", "--all")["items"][0]["seen_by"] == "oversight"


def test_a_sample_is_drawn_judged_and_shown(say: Callable[..., Any]) -> None:
    today = timezone.localdate().isoformat()
    drawn = say("sample", "releases", "--from", today, "--to", today, "--size", "2", "--seed", "seven")
    answers = [word for question in drawn["questions"] for word in ("--answer", f"{question}=yes")]
    first = str(drawn["items"][0]["index"])
    judged = say("judge", drawn["number"], first, *answers, "--finding", "in_order")
    assert (judged["reviewed"], judged["size"]) == (1, 2)
    assert say("report", drawn["id"])["draws_again"] is True
    assert say("judge", drawn["number"], first, "--finding", "in_order") == "answer_missing"
    assert say("report", "S-0") == "no_such_sample"


def test_statistics_are_previewed_published_and_read(say: Callable[..., Any]) -> None:
    assert say("statistics", "2020-02") == "not_published"
    assert say("statistics", str(timezone.localdate().year), "--preview")["tables"][0]["total"] == 30
    assert say("statistics", "2020-02", "--publish")["period"] == "2020-02"
    assert say("statistics", "2020-Q1", "--publish") == "period_overlaps"
    assert say("statistics", role="analyst")[0]["period"] == "2020-02"
    assert say("statistics", "2020-02", role="analyst")["minimum"] == 5


@pytest.mark.parametrize("words", [["search"], ["readings"], ["report", "S-1"], ["statistics", "2020", "--preview"]])
def test_the_others_may_not(say: Callable[..., Any], words: list[str]) -> None:
    assert say(*words, role="analyst") == "not_permitted"


def test_an_export_comes_with_its_verifier(
    token_for: Callable[[str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, token = tmp_path / "bundle.jsonl", token_for("oversight")
    assert run(["ledger", "export", "--out", str(file), "--with-verifier", "--token", token, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert Path(said["verifier"]).read_bytes() == verifier_page()
    assert Path(said["verifier"]).parent == tmp_path
    assert run(["ledger", "verify", str(file)]) == 0
    assert run(["ledger", "export", "--with-verifier", "--token", token]) == 2
