"""Three real stations with the exercise played, and people who sign in to them with a real browser."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from navigators import Person
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from jisr.exercise import diplomacy
from jisr.exercise.demo import found_stations
from jisr.exercise.scenario import PREFERRED_PORTS
from jisr.exercise.stations import ExerciseStation, running
from jisr.exercise.story import STEPS, Story

CHROMIUM = os.environ.get("JISR_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "exercise-browser-1"
LOCALES = {"ar": "ar-MA", "fr": "fr-FR", "en": "en-GB"}
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def stations() -> Iterator[dict[str, ExerciseStation]]:
    """Rabat, Madrid and Bamako, founded and running."""
    folder = Path(tempfile.mkdtemp(prefix="jb-"))
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    ports = {station: port + 20 * worker for station, port in PREFERRED_PORTS.items()}
    made = found_stations(folder, PASSWORD, lambda kind, text: None, ports)
    with running(list(made.values())):
        yield made
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def story(stations: dict[str, ExerciseStation]) -> Iterator[Story]:
    """The warning and the tour, played through the API, so that every page has something to show."""
    played = Story(stations)
    for _name, step in (*STEPS, *diplomacy.STEPS):
        step(played)
    yield played
    played.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("Chromium is missing; `make chromium` installs it, or set JISR_CHROMIUM")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


type SignIn = Callable[..., Person]


@pytest.fixture
def sign_in(browser: Browser, stations: dict[str, ExerciseStation]) -> Iterator[SignIn]:
    """sign_in("rabat", "analyst", language="fr", width=360) -> a Person; each has a browser window of their own."""
    contexts: list[BrowserContext] = []

    def make(
        station_id: str, account: str, language: str = "en", *, narrow: bool = False, dark: bool = False
    ) -> Person:
        station = stations[station_id]
        context = browser.new_context(
            viewport=NARROW if narrow else WIDE, locale=LOCALES[language], color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        page = context.new_page()
        person = Person(station, page)
        page.on("console", lambda message: person.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: person.complaints.append(str(error)))
        page.on("request", lambda request: _note_outside(person, request))
        page.goto(f"{station.address}/sign-in/")
        page.fill("input[name=login]", account)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(f"{station.address}/")
        speak(person, language)
        state_purpose(page, station.address)
        return person

    yield make
    for context in contexts:
        context.close()


def speak(person: Person, language: str) -> None:
    """Choose the language of one's own pages."""
    person.go("/account/")
    form = person.page.locator("form:has(select[name=language])")
    if form.locator("select[name=language]").input_value() != language:
        form.locator("select[name=language]").select_option(language)
        form.locator("button[type=submit]").first.click()
        person.page.wait_for_load_state("networkidle")


def state_purpose(page: Page, address: str) -> None:
    """Say for what this person reads, as they would be asked at the first search; who reads no content is not asked."""
    page.goto(f"{address}/account/purpose/?next=/")
    if page.locator("select[name=purpose]").count():
        page.select_option("select[name=purpose]", "terrorism")
        page.fill("textarea[name=words]", "EXERCISE: attack in Seville")
        page.locator("form:has(select[name=purpose]) button[type=submit]").click()
        page.wait_for_url(f"{address}/")


def _note_outside(person: Person, request: Request) -> None:
    if not request.url.startswith((person.station.address, "data:", "blob:")):
        person.outside.append(request.url)
