"""Every page a person can reach from the navigation: in three languages, on a wide and a narrow window, by axe."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from jisr.exercise.story import Story

pytestmark = pytest.mark.browser

READERS = (("rabat", "analyst"), ("rabat", "releaser"), ("madrid", "liaison"), ("rabat", "oversight"), ("rabat", "administrator"))
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
LANGUAGES = ("ar", "fr", "en")
DIRECTION = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
REASON = "EXERCISE: a look at every page"


def addresses(person, story: Story) -> list[str]:  # type: ignore[no-untyped-def]
    """Pages in the navigation, and the first record each of them leads to."""
    page = person.go("/")
    found = [link.get_attribute("href") for link in page.locator("nav.rooms a[href^='/']").all()]
    pages = sorted({address for address in found if address})
    for address in list(pages):
        person.go(address)
        rows = page.locator("main .row a[href^='/'], main td a[href^='/']")
        if rows.count():
            pages.append(rows.first.get_attribute("href"))
    return sorted(set(pages))


def give_reason(person) -> None:  # type: ignore[no-untyped-def]
    page = person.go("/account/reason/?next=/")
    page.locator("[name=reason]").fill(REASON)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("station", "account"), READERS)
def test_pages_are_whole(sign_in: Callable, story: Story, station: str, account: str, language: str) -> None:  # type: ignore[type-arg]
    """Given the exercise has been played, when a person opens every page of theirs, then each is accessible and whole."""
    person = sign_in(station, account, language)
    if account == "oversight":
        give_reason(person)
    axe, faults = Axe(), []
    for address in addresses(person, story):
        page = person.go(address)
        root = page.locator("html")
        assert root.get_attribute("dir") == DIRECTION[language], address
        assert str(root.get_attribute("lang")).startswith(language), address
        assert page.locator("h1").count() == 1, f"{address}: one heading"
        if person.overflows():
            faults.append(f"{address}: wider than the window")
        for violation in axe.run(page, options=RULES).response["violations"]:
            where = violation["nodes"][0]["html"][:160]
            faults.append(f"{address}: {violation['id']}: {violation['help']} — {where}")
    assert faults == []
    assert person.complaints == []
    assert person.outside == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_fit_a_narrow_window_in_the_dark(sign_in: Callable, story: Story, language: str) -> None:  # type: ignore[type-arg]
    """Given a window of 360 pixels and a dark screen, when an analyst opens every page, then nothing is cut or faint."""
    person = sign_in("rabat", "analyst", language, narrow=True, dark=True)
    axe, faults = Axe(), []
    for address in addresses(person, story):
        page = person.go(address)
        if person.overflows():
            faults.append(f"{address}: wider than the window")
        for violation in axe.run(page, options={"runOnly": ["color-contrast", "target-size"]}).response["violations"]:
            faults.append(f"{address}: {violation['id']}: {violation['nodes'][0]['html'][:160]}")
    assert faults == []
