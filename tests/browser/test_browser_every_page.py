"""Every page a person can reach from the navigation: in three languages, on a wide and a narrow window, by axe."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from navigators import Person, Watching

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("story")]

#: Whoever comes later looks only at the kinds of page that nobody before could open.
READERS = (
    ("rabat", "analyst"),
    ("madrid", "liaison"),
    ("rabat", "releaser"),
    ("rabat", "oversight"),
    ("rabat", "administrator"),
)
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
NARROW_RULES = {
    "runOnly": ["color-contrast", "target-size", "scrollable-region-focusable"],
    "resultTypes": ["violations"],
}
DIRECTION = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
FIRST_RECORD = "main .row .what a[href^='/'], main td a[href^='/']"
FURTHER = "main nav.tabs a[href^='/'], main .head .buttons a[href^='/']"
DOWNLOAD = re.compile(r"/(file|export|csv|bundle|receipt|qr)\b|\.pdf\b")


@pytest.fixture(scope="session")
def looked_at() -> set[tuple[str, str, str]]:
    """Kinds of page seen so far: language, station, kind."""
    return set()


def kind_of(address: str) -> str:
    """The address without the ids and the filter in it."""
    return re.sub(r"/([0-9a-f-]{36}|\d+)(?=/|$)", "/*", address.partition("?")[0])


def pages(person: Person, language: str, looked_at: set[tuple[str, str, str]]) -> Iterator[str]:
    """Open each page in the navigation, its tabs and actions, and the first record it leads to.

    Another station's lists lead to other records, so they are opened too, but only what nobody saw before is yielded.
    """
    person.go("/")
    station = person.station.plan.station_id
    waiting = [str(link.get_attribute("href")) for link in person.page.locator("nav.rooms a[href^='/']").all()]
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if (language, station, kind) in looked_at or DOWNLOAD.search(address):
            continue
        is_new = not any(seen[0] == language and seen[2] == kind for seen in looked_at)
        looked_at.add((language, station, kind))
        person.go(address)
        links = [*person.page.locator(FIRST_RECORD).all()[:1], *person.page.locator(FURTHER).all()]
        waiting += [str(link.get_attribute("href")) for link in links]
        if is_new:
            yield address


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize(("station", "account"), READERS)
def test_pages_are_whole(
    sign_in: Callable[..., Person], looked_at: set[tuple[str, str, str]], station: str, account: str, language: str
) -> None:
    """When a person opens every page of theirs, then each is accessible, in their language, and opens."""
    person = sign_in(station, account, language)
    if account == "oversight":
        person.go("/account/reason/?next=/")
        Watching(person).give_reason("EXERCISE: a look at every page")
    axe, faults = Axe(), []
    for address in pages(person, language, looked_at):
        root = person.page.locator("html")
        assert root.get_attribute("dir") == DIRECTION[language], address
        assert str(root.get_attribute("lang")).startswith(language), address
        assert person.page.locator("h1").count() == 1, f"{address}: one heading"
        faults += [f"{address}: wider than the window"] * person.overflows()
        faults += complaints_of(axe, person, address, WCAG)
    assert faults == []
    assert person.complaints == []
    assert person.outside == []


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_pages_fit_a_narrow_window_in_the_dark(sign_in: Callable[..., Person], language: str) -> None:
    """Given a window of 360 pixels and a dark screen, when every page is opened, then nothing is cut or faint."""
    person = sign_in("rabat", "analyst", language, narrow=True, dark=True)
    axe, faults = Axe(), []
    for address in pages(person, language, set()):
        faults += [f"{address}: wider than the window"] * person.overflows()
        faults += complaints_of(axe, person, address, NARROW_RULES)
    assert faults == []


def complaints_of(axe: Axe, person: Person, address: str, rules: dict[str, list[str]]) -> list[str]:
    """What axe finds wrong on the page on screen."""
    found = axe.run(person.page, options=rules).response["violations"]
    return [f"{address}: {each['id']}: {each['help']} — {each['nodes'][0]['html'][:160]}" for each in found]
