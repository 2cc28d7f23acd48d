"""Journeys of several people in several browsers: a first warning, from the report to the feedback.

The report is that of the tutorial, so this also tries the tutorial: every label it names in bold must have stood on a
page that somebody read on the way.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from navigators import Person, Receiving, Releasing, Reporting, Warnings, Watching

from jisr.exercise.scenario import PERSON_ARABIC, PERSON_FRENCH

pytestmark = pytest.mark.browser

TUTORIAL = (Path(__file__).parents[2] / "docs" / "tutorial.md").read_text(encoding="utf-8")
REPORT = TUTORIAL.split("```text\n")[1].split("\n```")[0]
SECRET = REPORT.split("\n\n")[1]
TITLE = "EXERCISE: attack on the ferry terminal in Barcelona"
WORDS = {
    "title": TITLE,
    "threat": "EXERCISE: two men are likely to be preparing an attack on the ferry terminal.",
    "place": "Barcelona, ferry terminal",
    "recommended_action": "EXERCISE: guard the terminal; do not act on the source.",
}
ACTION = "EXERCISE: patrols strengthened at the terminal."


@pytest.mark.usefixtures("story")
def test_a_first_warning(sign_in: Callable[..., Person]) -> None:
    # Given an analyst at Rabat with a report in Arabic about a man whom Rabat knows by a French spelling
    analyst = sign_in("rabat", "analyst")
    analyst.go("/")
    reporting = Reporting(analyst)
    report = reporting.take_in(REPORT, source="SAFRAN", grade="B2", purpose="terrorism")
    marked = analyst.page.locator(".portion mark").all_inner_texts()
    assert PERSON_ARABIC in marked
    reporting.mark_portion(2, "secret", "own")

    # When she confirms what was found and decides who is who
    reporting.accept_person(PERSON_ARABIC, "suspect")
    reporting.accept_everything()
    reporting.decide_same(reporting.is_asked_whether_same(PERSON_FRENCH), "EXERCISE: same name, same town")

    # Then another spelling can be tried
    assert analyst.go("/knowledge/").get_by_role("link", name="Two names").count() == 1

    # And she sees that Madrid must know, and drafts a warning that she can propose but not release
    analyst.go(report)
    who = analyst.page.locator("aside section", has_text="Who must know?")
    assert "Madrid station" in who.inner_text()
    warnings = Warnings(analyst)
    warning = warnings.draft_from_report(WORDS, country="ES", probability=80, recipient="madrid")
    warnings.propose("EXERCISE: urgent")
    analyst.press("See the proposal")
    assert analyst.page.get_by_role("button", name="Release", exact=True).count() == 0

    # When a second person looks at what Madrid would see, beside what stays, and releases it
    releasing = Releasing(sign_in("rabat", "releaser"))
    releasing.person.go("/")
    goes, stays = releasing.open_proposal(TITLE).locator("> div").all()
    assert WORDS["threat"] in goes.inner_text()
    assert SECRET not in goes.inner_text()
    assert SECRET in stays.inner_text()
    releasing.release()

    # Then Madrid's liaison officer finds it in the inbox with its clock and marking, and answers
    liaison = sign_in("madrid", "liaison")
    receiving = Receiving(liaison)
    assert receiving.find_in_inbox(TITLE).locator("svg.clock").count() == 1
    receiving.acknowledge(TITLE, ACTION)
    assert liaison.page.locator(".stripe").inner_text().startswith("Confidential")
    assert SECRET not in liaison.text
    receiving.give_feedback("useful", "EXERCISE: matched a report of our own.")

    # And Rabat's board shows it
    warnings.sees_on_the_board(TITLE, ["Madrid station", "Useful"])
    assert ACTION in analyst.go(warning).locator("main").inner_text()

    # And oversight finds it in the ledger, and may read it for a reason
    oversight = sign_in("rabat", "oversight")
    oversight.go("/")
    watching = Watching(oversight)
    watching.open_newest_entry_about("warning", warning.strip("/").rsplit("/", 1)[-1])
    oversight.press("Open the record")
    watching.give_reason("EXERCISE: a look at the first warning")
    assert TITLE in oversight.text

    people = (analyst, releasing.person, liaison, oversight)
    assert [complaint for person in people for complaint in person.complaints] == []
    assert labels_not_seen(*people) == []


def labels_not_seen(*people: Person) -> list[str]:
    """Labels that the tutorial names in bold and that nobody read on the way."""
    named = re.findall(r"\*\*(.+?)\*\*", TUTORIAL, flags=re.DOTALL)
    labels = dict.fromkeys(re.sub(r"\s+", " ", label) for label in named)
    read = re.sub(r"\s+", " ", " ".join(page for person in people for page in person.read))
    return [label for label in labels if label not in read]
