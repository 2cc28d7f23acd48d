"""`jisr mark`: a tear-line, a matter that is not neutral, and a person of special care."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jisr.cli.main import run
from jisr.core.extraction import FindingKind
from jisr.core.handling import DataCategory, OnwardRule, SpecialCategory
from jisr.station.intake import queries, services
from jisr.station.intake.services.drafts import ReportDraft, default_handling
from jisr.station.knowledge import queries as knowledge

pytestmark = pytest.mark.django_db


@pytest.fixture
def jisr(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.delenv("JISR_TOKEN", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")

    def call(*words: str, token: str = "") -> Any:
        code = run(["mark", *words, *(["--token", token] if token else []), "--json"])
        printed = capsys.readouterr()
        return json.loads(printed.out) if code == 0 else json.loads(printed.err)["error"]["code"]

    return call


@pytest.fixture
def report(actor: Callable[..., Any]) -> queries.ReportView:
    text = "EXERCISE: John Exerciseman met the source in Nador on 3 April 2026."
    made = services.receive_report(actor("analyst"), ReportDraft(text, "ZAFRAN", default_handling(), language="en"))
    view = queries.report(made)
    assert view is not None
    return view


def test_a_portion_becomes_a_tear_line_only_where_its_conditions_allow(
    jisr: Callable[..., Any], report: queries.ReportView, token_for: Callable[..., Any], tmp_path: Path
) -> None:
    portion, analyst = str(report.portions[0].id), token_for("analyst")
    assert jisr("portion", portion, "--tear-line", token=analyst) == "tear_line_not_passable"
    file = tmp_path / "marking.json"
    file.write_text(json.dumps({**report.portions[0].handling.to_json(), "onward": "allowed", "tlp": "green"}))
    marked = jisr("portion", portion, "--handling", str(file), "--tear-line", "--not-neutral", "racial", token=analyst)
    assert marked["handling"]["onward"] == "allowed"
    view = queries.report(report.id)
    assert view is not None
    assert view.portions[0].is_tear_line
    assert view.portions[0].handling.onward is OnwardRule.ALLOWED
    assert [flag.value for flag in view.portions[0].neutrality] == ["racial"]
    file.write_text(json.dumps({**report.portions[0].handling.to_json(), "tlp": "clear"}))
    refused = jisr("portion", portion, "--handling", str(file), "--no-tear-line", token=analyst)
    assert refused == "tlp_clear_but_classified"


def test_a_matter_is_flagged_and_unflagged(
    jisr: Callable[..., Any], report: queries.ReportView, token_for: Callable[..., Any]
) -> None:
    analyst = token_for("analyst")
    assert jisr("report", report.number, "--not-neutral", "political", token=analyst)["neutrality"] == ["political"]
    assert queries.neutrality_of(report.id) == {"political"}
    assert jisr("report", report.number, "--neutral", token=analyst)["neutrality"] == []
    assert not queries.neutrality_of(report.id)


def test_what_a_person_is_can_be_said_and_taken_back(
    jisr: Callable[..., Any], report: queries.ReportView, token_for: Callable[..., Any], actor: Callable[..., Any]
) -> None:
    finding = next(one for one in report.findings if one.kind is FindingKind.PERSON)
    services.decide_finding(
        actor("analyst"), finding.id, "accept", category=DataCategory.WITNESS, special=[SpecialCategory.LAWYER]
    )
    (statement,) = knowledge.statements_of_report(report.id)
    assert statement.special == {SpecialCategory.LAWYER}
    analyst, entity = token_for("analyst"), statement.entity_id
    assert jisr("person", entity, "--is", "journalist", "--note", "told us", token=analyst)["special"] == ["journalist"]
    said = knowledge.special_of({entity})[entity]
    assert said == {SpecialCategory.LAWYER, SpecialCategory.JOURNALIST}
    assert jisr("person", entity, "--is", "journalist", "--take-back", token=analyst)["special"] == []
