"""Reviews and flags by command, and what a command shows to whom."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from jisr.cli.main import run
from jisr.core.handling import Classification, Handling, Purpose, Tlp
from jisr.station.compartments import services
from jisr.station.intake import services as intake
from jisr.station.intake.services.drafts import ReportDraft
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, prepare, record_many

pytestmark = pytest.mark.django_db
WHY = "EXERCISE source at risk"


@pytest.fixture
def call(
    token_for: Callable[[str], str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Any]:
    monkeypatch.setenv("LANGUAGE", "en")

    def by(role: str, *words: str) -> Any:
        monkeypatch.setenv("JISR_TOKEN", token_for(role))
        code = run([*words, "--json"])
        printed = capsys.readouterr()
        return json.loads(printed.out) if code == 0 else json.loads(printed.err)["error"]["code"]

    return by


def test_glass_is_reviewed_by_command(call: Callable[..., Any], actor: Callable[..., Any]) -> None:
    made = services.read_off_duty(actor("releaser"), reason=WHY)
    verdict = ("--verdict", "unclear", "--remark", "EXERCISE why at night")
    assert [row["id"] for row in call("oversight", "compartment", "openings")] == [str(made)]
    assert call("releaser", "compartment", "review", str(made), *verdict) == "not_permitted"
    assert call("oversight", "compartment", "review", str(made), *verdict)["verdict"] == "unclear"
    assert call("oversight", "compartment", "review", str(made), *verdict) == "opening_reviewed"


def test_flags_are_handled_by_command(call: Callable[..., Any]) -> None:
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    reader = Actor("analyst", ("analyst",), 1, "", "console")
    record_many(
        [prepare(reader, Act.CONSULTATION, "report", str(uuid4()), at=at + timedelta(seconds=n)) for n in range(130)]
    )
    assert call("oversight", "vigilance", "look")["raised"] == 1
    (flag,) = call("oversight", "vigilance", "list")
    assert len(call("oversight", "vigilance", "show", flag["id"])["evidence"]) == 130
    handled = ("vigilance", "handle", flag["id"], "--finding", "false_alarm", "--why", "EXERCISE a case")
    assert call("oversight", *handled)["state"] == "false_alarm"
    assert call("oversight", *handled) == "flag_handled"


def test_a_command_shows_nothing_hidden_to_who_is_not_in_it(
    call: Callable[..., Any], actor: Callable[..., Any]
) -> None:
    handling = Handling("rabat", Classification.RESTRICTED, Tlp.AMBER)
    draft = ReportDraft(text="EXERCISE", source="ZAFRAN", handling=handling, language="en", purpose=Purpose.DRUGS)
    report = intake.receive_report(actor("analyst"), draft)
    cedar = services.open_compartment(actor("analyst"), name="CEDAR", reason=WHY)
    services.put_in(actor("analyst"), cedar, str(report), reason=WHY)
    hidden = call("releaser", "findings", str(report))
    assert hidden == call("releaser", "findings", str(uuid4()))
    assert isinstance(call("analyst", "findings", str(report)), dict | list)
    assert call("releaser", "compartment", "show", "CEDAR") == "compartment_not_found"
