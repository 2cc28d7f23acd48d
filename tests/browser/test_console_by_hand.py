"""The console as people use it: by keyboard, in three languages, light and dark, on a narrow screen, on paper."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page

from jisr.core.sealing import DispatchKind
from jisr.station.accounts.models import User
from jisr.station.exchange.testing import InMemoryPartner

ACCESSIBILITY = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PASSWORD = "exercise-pass-1"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

type OpenAs = Callable[..., Page]


@pytest.fixture
def troubles() -> list[str]:
    """What the browser complained about: script errors, and whatever the policy kept from loading or running."""
    return []


@pytest.fixture
def open_as(browser: Browser, live_server: Any, people: dict[str, User], troubles: list[str]) -> Iterator[OpenAs]:
    """open_as("analyst", "/path/", language="ar", theme="dark", width=360) -> the page, signed in by the form."""
    contexts = []

    def open_page(role: str, path: str = "/", *, language: str = "en", theme: str = "light", width: int = 1280) -> Page:
        User.objects.filter(pk=people[role].pk).update(language=language)
        context = browser.new_context(
            base_url=live_server.url, color_scheme=theme, viewport={"width": width, "height": 900}
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto("/sign-in/")
        page.fill("[name=login]", role)
        page.fill("[name=password]", PASSWORD)
        page.click("main form[action] button.primary, main form button.primary")
        page.wait_for_url(f"{live_server.url}/")
        if path != "/":
            page.goto(path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def two_warnings(people: dict[str, User], actor: Callable[..., Any]) -> InMemoryPartner:
    """Two warnings from Madrid: one due within the hour, one tomorrow."""
    partner = InMemoryPartner("madrid", "ES")
    partner.become_active(actor("liaison"), actor("cooperation"))
    for title, minutes in (("EXERCISE: first", 50), ("EXERCISE: second", 1500)):
        partner.send(
            DispatchKind.WARNING,
            {
                "title": title,
                "threat": "EXERCISE",
                "place": "Port",
                "country": "MA",
                "window": {"from": None, "until": None},
                "probability": 0.6,
                "yardstick": "icd203",
                "recommended_action": "EXERCISE",
                "acknowledge_by": (timezone.now() + timedelta(minutes=minutes)).isoformat(),
                "portions": [],
                "statements": [],
                "report": {},
            },
        )
    return partner


def test_rows_are_walked_and_opened_by_keyboard(open_as: OpenAs, two_warnings: InMemoryPartner) -> None:
    page = open_as("analyst")
    page.keyboard.press("j")
    assert "EXERCISE: first" in page.locator("[data-row].is-here").inner_text()
    page.keyboard.press("j")
    assert "EXERCISE: second" in page.locator("[data-row].is-here").inner_text()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/purpose/**")  # nothing at hand says for what: asked once
    page.select_option("[name=purpose]", "terrorism")
    page.fill("[name=words]", "EXERCISE: attack in Seville")
    page.click("form:has([name=purpose]) button.primary")
    page.wait_for_url("**/warnings/received/*/")
    assert "EXERCISE: first" in page.locator("h1").inner_text()


def test_help_opens_by_key_but_not_while_typing(open_as: OpenAs) -> None:
    page = open_as("analyst", "/warnings/new/")
    page.locator("[name=title]").press("?")
    assert not page.locator("#keys").is_visible()
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()


def test_rooms_are_reached_by_number(open_as: OpenAs) -> None:
    page = open_as("analyst")
    second = page.locator(".rooms li a").nth(1)
    address = second.get_attribute("href")
    page.keyboard.press("g")
    page.keyboard.press("2")
    page.wait_for_url(f"**{address}")


def test_everything_is_reached_with_tab_and_focus_is_seen(open_as: OpenAs) -> None:
    page = open_as("analyst")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_the_theme_is_kept_from_page_to_page(open_as: OpenAs) -> None:
    page = open_as("analyst")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("[data-theme-switch]")
    dark = page.evaluate(paper)
    assert dark != light
    page.goto("/warnings/")
    assert page.evaluate(paper) == dark


def test_a_clock_goes_on_while_the_page_is_open(open_as: OpenAs, two_warnings: InMemoryPartner) -> None:
    page = open_as("analyst")
    page.clock.install()
    page.reload()
    clock = page.locator("svg.clock[data-due] text").first
    assert clock.text_content() in ("0:49", "0:50")
    page.clock.fast_forward("20:00")
    assert clock.text_content() in ("0:29", "0:30")
    page.clock.fast_forward("40:00")
    assert (clock.text_content() or "").startswith("−0:")
    assert "danger" in (page.locator("svg.clock[data-due]").first.get_attribute("class") or "")


def test_the_word_of_a_probability_appears_while_it_is_typed(open_as: OpenAs) -> None:
    page = open_as("analyst", "/warnings/new/", language="fr")
    page.fill("[name=probability]", "97")
    page.wait_for_selector("#warning-words strong:has-text('quasi certain')")
    page.select_option("[name=yardstick]", "phia")
    page.wait_for_selector("#warning-words:has-text('PHIA')")


PAGES = ["/", "/warnings/", "/warnings/received/", "/warnings/new/", "/account/", "/nowhere/"]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_pages_are_accessible_fit_and_break_no_policy(
    open_as: OpenAs, two_warnings: InMemoryPartner, troubles: list[str], language: str, theme: str, width: int
) -> None:
    page = open_as("analyst", language=language, theme=theme, width=width)
    for path in PAGES:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
        found = Axe().run(page, options={"runOnly": ACCESSIBILITY})
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
    assert [trouble for trouble in troubles if "404" not in trouble] == []


def test_on_paper_there_is_the_marking_and_no_navigation(open_as: OpenAs, two_warnings: InMemoryPartner) -> None:
    page = open_as("analyst")
    page.emulate_media(media="print")
    assert not page.locator(".rooms").is_visible()
    assert page.locator(".stripe").is_visible()
    assert page.locator("footer.print-only").is_visible()
    assert "TLP:AMBER" in page.locator("footer.print-only").inner_text()
