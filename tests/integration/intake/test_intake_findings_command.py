"""`jisr findings`: what was found in a report is shown and decided on from the command line."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from jisr.cli.main import run
from jisr.station.intake import queries, services
from jisr.station.knowledge import queries as known

pytestmark = pytest.mark.django_db
TEXT = "EXERCISE: Abdelkrim Benmoussa left Nador. He uses +34 600 000 000."


@pytest.fixture
def report_id(actor: Callable[..., Any]) -> UUID:
    draft = services.ReportDraft(text=TEXT, source="SAFRAN", handling=services.default_handling(), language="en")
    return services.receive_report(actor("analyst"), draft)


@pytest.fixture
def jisr(
    token_for: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Any]:
    def call(*words: object, role: str = "analyst", fails: bool = False) -> Any:
        monkeypatch.setenv("JISR_TOKEN", token_for(role))
        code = run([*map(str, words), "--json"])
        out, err = capsys.readouterr()
        assert (code != 0) is fails, err
        return json.loads(err)["error"]["code"] if fails else json.loads(out)

    return call


def test_findings_are_shown_and_taken_in(jisr: Callable[..., Any], report_id: UUID) -> None:
    shown = jisr("findings", report_id, role="releaser")
    assert {one["state"] for one in shown["findings"]} == {"proposed"}
    assert jisr("findings", report_id, "--decide", "accept", fails=True) == "category_missing"
    assert jisr("findings", report_id, "--decide", "accept", role="releaser", fails=True) == "not_permitted"
    taken = jisr("findings", shown["report"], "--decide", "accept", "--category", "suspect")
    assert taken["category"] == "suspect"
    assert {one["state"] for one in taken["findings"]} == {"accepted"}
    [statement] = known.statements_of_report(report_id)
    assert (statement.value, statement.category) == ("Abdelkrim Benmoussa", "suspect")


def test_one_finding_about_somebody_named(jisr: Callable[..., Any], report_id: UUID) -> None:
    found = {one["kind"]: one["id"] for one in jisr("findings", report_id)["findings"]}
    jisr("findings", report_id, "--decide", "accept", "--finding", found["person"], "--category", "witness")
    view = queries.report(report_id)
    assert view is not None
    entity = next(one.entity_id for one in view.accepted)
    jisr("findings", report_id, "--decide", "accept", "--finding", found["phone"], "--about", entity)
    assert {(one.prop, one.category) for one in known.statements_of_report(report_id)} == {
        ("name", "witness"),
        ("phone", "witness"),
    }
    jisr("findings", report_id, "--decide", "undo", "--finding", found["phone"])
    assert {one.prop for one in known.statements_of_report(report_id)} == {"name"}
    assert jisr("findings", report_id, "--decide", "reject", "--finding", report_id, fails=True) == "finding_not_found"
    assert jisr("findings", report_id, "--decide", "undo", fails=True) == "usage"
