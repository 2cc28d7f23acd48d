"""Identities judged by keys alone, and two names read while they are typed."""

from collections.abc import Callable, Mapping

import pytest
from navigators import WAIT_MS, Person
from playwright.sync_api import expect

from jisr.core.handling import Classification, Handling, Tlp
from jisr.exercise.stations import ExerciseStation
from jisr.exercise.story import Story

pytestmark = pytest.mark.browser

HANDLING = Handling("madrid", Classification.RESTRICTED, Tlp.AMBER).to_json()
# No other journey speaks of these.
PAIRS = (("Bennis Zekri", "بنيس زكري"), ("Larbi Oulhaj", "العربي أولحاج"))


@pytest.fixture
def pairs(stations: Mapping[str, ExerciseStation]) -> None:
    """Two pairs at Madrid that may each be one."""
    story = Story(stations)
    for name in (name for pair in PAIRS for name in pair):
        claim = {"schema": "Person", "prop": "name", "value": name, "grade": "B2", "handling": HANDLING}
        story.voice("madrid", "analyst").post("/knowledge/statements", {**claim, "category": "suspect"})
    story.close()


@pytest.mark.usefixtures("pairs")
def test_a_pair_is_judged_and_undone_by_keys(sign_in: Callable[..., Person]) -> None:
    # Given an analyst before the pairs that await a decision
    analyst = sign_in("madrid", "analyst")
    page = analyst.go("/knowledge/identities/")
    here = page.locator("[data-row].is-here")

    # When she presses a key for a verdict before she has taken a pair, one is taken and nothing decided
    page.keyboard.press("u")
    expect(here).to_have_count(1)
    expect(here.locator("[data-key=s]")).to_be_visible()

    # And when she moves on, one is in hand that can be decided
    page.keyboard.press("j")
    expect(here.locator("[data-key=u]")).to_be_visible()
    names = here.locator("h3 a").all_inner_texts()

    # When she decides, the decision stands in its place and is in hand
    page.keyboard.press("u")
    expect(here.get_by_role("status")).to_contain_text("Unsure", timeout=WAIT_MS)
    expect(here).to_be_focused()

    # And when she undoes it with a reason, the pair is open again and in hand
    page.keyboard.press("z")
    page.keyboard.type("EXERCISE: hasty")
    page.keyboard.press("Enter")
    expect(here.locator("[data-key=s]")).to_be_visible(timeout=WAIT_MS)
    assert here.locator("h3 a").all_inner_texts()[:2] == names[:2]
    decided = analyst.go("/knowledge/identities/decided/")
    expect(decided.get_by_text("EXERCISE: hasty")).to_have_count(1)
    assert analyst.complaints == []


@pytest.mark.usefixtures("stations")
@pytest.mark.parametrize(("language", "is_narrow"), [("ar", True), ("fr", False), ("en", True)])
def test_two_names_are_read_while_they_are_typed(
    sign_in: Callable[..., Person], language: str, *, is_narrow: bool
) -> None:
    # Given the page of two names
    analyst = sign_in("rabat", "analyst", language, narrow=is_narrow)
    page = analyst.go("/knowledge/names/why/")

    # When two names are typed
    page.locator("[name=first]").fill("عبد الكريم بنموسى الريفي")
    page.locator("[name=second]").press_sequentially("Abdul Kareem bin Moosa")

    # Then they stand part by part, the letters in the direction of the first, and no name in the address
    letters = page.locator("#reading-of-names .letters").first
    expect(letters).to_have_attribute("dir", "rtl", timeout=WAIT_MS)
    expect(page.locator("#reading-of-names mark")).to_have_text("الريفي")
    assert analyst.path == "/knowledge/names/why/"
    assert not analyst.overflows()
    assert analyst.complaints == []
