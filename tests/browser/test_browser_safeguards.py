"""What the station does not let happen: hidden characters, broken files, reading without a reason."""

from collections.abc import Callable
from pathlib import Path

import pytest
from navigators import WAIT_MS, Person, Reporting, Watching

from jisr.exercise.stations import ExerciseStation
from jisr.exercise.story import Story

pytestmark = pytest.mark.browser

OVERRIDE = "\u202e"
MARKUP = "<img src=x onerror=\"document.title='owned'\">"
HOSTILE = f"EXERCISE. The file gpj.{OVERRIDE}exe was sent by {MARKUP} <b>Karim Alaoui</b> from Nador."
REASON = "EXERCISE: complaint 12 of the exercise"


@pytest.mark.usefixtures("stations")
def test_hidden_characters_and_markup_are_shown_not_obeyed(sign_in: Callable[..., Person]) -> None:
    # Given a report with a character that turns the direction of reading, and with HTML
    analyst = sign_in("rabat", "analyst")

    # When it is taken in
    Reporting(analyst).take_in(HOSTILE, source="THYM", grade="C3", purpose="cybercrime")

    # Then both stand in the text as what they are, and neither does anything
    text = analyst.page.locator(".portion").first
    assert text.locator(".hidden-character").inner_text() == "⟦U+202E⟧"
    assert OVERRIDE not in analyst.text
    assert MARKUP in text.inner_text()
    assert text.locator("img").count() == 0
    assert "owned" not in analyst.page.title()
    assert analyst.complaints == []


@pytest.mark.usefixtures("stations")
def test_a_broken_list_is_explained_in_french(sign_in: Callable[..., Person], tmp_path: Path) -> None:
    # Given an analyst who reads French, and a list of which the end is missing
    analyst = sign_in("rabat", "analyst", "fr")
    broken = tmp_path / "liste.xml"
    broken.write_text('<?xml version="1.0"?><CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>', encoding="utf-8")

    # When she imports it
    page = analyst.go("/intake/lists/new/")
    page.set_input_files("[name=file]", broken)
    page.fill("[name=source]", "THYM")
    page.locator("main form button[type=submit]").last.click()
    analyst.settle()

    # Then the page comes to say in French what is wrong with the file, without a trace of the program
    problem = page.locator("#import-state [role=alert], #import-state .danger").first
    problem.wait_for(timeout=WAIT_MS)
    assert "fichier" in problem.inner_text() or "XML" in problem.inner_text()
    assert "Traceback" not in page.content()

    # And nothing has landed
    row = analyst.go("/intake/lists/").locator("[data-row]", has_text="liste.xml").first
    assert row.inner_text().startswith("liste")
    assert "0 ligne" in row.inner_text()


def test_oversight_reads_for_a_reason_that_is_recorded(
    sign_in: Callable[..., Person], stations: dict[str, ExerciseStation], story: Story
) -> None:
    # Given an oversight officer who has given no reason yet
    oversight = sign_in("rabat", "oversight")
    report = f"/intake/{story.facts['report']}/"

    # When they open a report
    oversight.go(report)

    # Then they are asked why, before anything of it is shown
    assert "/account/reason/" in oversight.path
    assert "تمرين" not in oversight.text

    # When they say why
    Watching(oversight).give_reason(REASON)

    # Then the report is shown, and the reading stands in the ledger with the reason, under their name
    assert oversight.path == report
    assert "تمرين" in oversight.text
    Watching(oversight).open_newest_entry_about("report", story.facts["report"])
    assert "oversight" in oversight.text
    assert REASON in oversight.text
