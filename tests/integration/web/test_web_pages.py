"""The base of every page: direction, language, stripes, navigation, errors; nothing that a strict CSP would block."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils import translation

from jisr.station.accounts.models import User
from jisr.station.urls import urlpatterns as station_urlpatterns
from jisr.station.web import errors
from jisr.station.web.navigation import Entry, links_for
from jisr.station.web.problems import Problem

pytestmark = pytest.mark.django_db


def fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret detail of the inside")


def refuses(request: HttpRequest) -> HttpResponse:
    raise Problem("too_late", "Too late for that.", status=409)


urlpatterns = [
    path("fails/", fails),
    path("refuses/", refuses),
    path("api/refuses/", refuses),
    *station_urlpatterns,
]
handler404, handler500 = "jisr.station.web.errors.not_found", "jisr.station.web.errors.server_error"


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def read_as(people: dict[str, User], client_as: Callable[[str], Client]) -> Callable[[str, str], Client]:
    def sign_in(role: str, language: str) -> Client:
        User.objects.filter(pk=people[role].pk).update(language=language)
        return client_as(role)

    return sign_in


@pytest.mark.parametrize(
    ("language", "html_language", "direction"), [("ar", "ar-MA", "rtl"), ("fr", "fr", "ltr"), ("en", "en", "ltr")]
)
def test_every_page_says_its_language_and_direction(
    read_as: Callable[[str, str], Client], language: str, html_language: str, direction: str
) -> None:
    page = read_as("analyst", language).get("/account/").content.decode()
    assert f'<html lang="{html_language}" dir="{direction}"' in page


def test_nothing_in_a_page_needs_what_the_policy_forbids(read_as: Callable[[str, str], Client]) -> None:
    response = read_as("analyst", "en").get("/account/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    for tag, attributes in Elements(response.content.decode()).found:
        assert tag != "style"
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert tag != "script" or attributes.get("src", "").startswith("/static/")  # type: ignore[union-attr]
        for name in ("src", "href", "action"):
            assert not re.match(r"(https?:)?//", attributes.get(name) or "")


def test_an_exercise_is_marked_on_every_page(read_as: Callable[[str, str], Client]) -> None:
    assert "تمرين · كل الأشخاص" in read_as("analyst", "ar").get("/account/").content.decode()


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_not_found_is_said_in_the_readers_language(read_as: Callable[[str, str], Client], language: str) -> None:
    response = read_as("analyst", language).get("/nowhere/")
    assert response.status_code == 404
    title = {"ar": "غير موجود", "fr": "Introuvable", "en": "Not found"}[language]
    assert title in response.content.decode()


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_address_of_a_form_is_a_page_too(read_as: Callable[[str, str], Client], language: str) -> None:
    response = read_as("analyst", language).get("/language/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    with translation.override(language):
        assert translation.gettext("Nothing to see here") in response.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_failure_shows_the_number_that_is_in_the_log_and_no_trace(
    read_as: Callable[[str, str], Client], caplog: pytest.LogCaptureFixture
) -> None:
    client = read_as("analyst", "fr")
    client.raise_request_exception = False
    response = client.get("/fails/")
    page = response.content.decode()
    assert response.status_code == 500
    number = re.search(r"Communiquez ce numéro à l’administrateur\u00a0: (f[0-9a-f]{9})", page)
    assert number
    logged = [getattr(record, "jisr_event", {}) for record in caplog.records if record.name == "jisr.web"]
    assert [event["record"] for event in logged] == [number[1]]
    assert "secret detail" not in page
    assert "Traceback" not in page


@override_settings(ROOT_URLCONF=__name__)
def test_a_problem_is_a_page_a_toast_or_json(read_as: Callable[[str, str], Client]) -> None:
    client = read_as("analyst", "en")
    page = client.get("/refuses/", headers={"referer": "http://testserver/account/"})
    assert page.status_code == 409
    assert "Too late for that." in page.content.decode()
    assert 'href="http://testserver/account/"' in page.content.decode()
    toast = client.get("/refuses/", headers={"HX-Request": "true"})
    assert (toast.status_code, toast["HX-Retarget"]) == (409, "#toasts")
    assert "<html" not in toast.content.decode()
    answer = client.get("/api/refuses/")
    assert answer.json() == {"code": "too_late", "message": "Too late for that.", "field": ""}


@override_settings(ROOT_URLCONF=__name__)
def test_a_problem_never_links_back_to_another_site(read_as: Callable[[str, str], Client]) -> None:
    page = read_as("analyst", "en").get("/refuses/", headers={"referer": "https://evil.example/"})
    assert "evil.example" not in page.content.decode()


def test_too_large_is_413(rf: RequestFactory) -> None:
    request = rf.post("/api/v1/reports/")
    assert errors.too_large(request).status_code == 413


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_language_can_be_chosen_before_signing_in(client: Client, language: str) -> None:
    response = client.post("/language/", {"language": language, "next": "/sign-in/"})
    assert response.headers["Location"] == "/sign-in/"
    assert f'lang="{"ar-MA" if language == "ar" else "fr"}"' in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_choosing_a_language_leads_nowhere_else(client: Client, target: str) -> None:
    assert client.post("/language/", {"language": "ar", "next": target}).headers["Location"] == "/"


def test_an_unknown_language_is_not_kept(client: Client) -> None:
    response = client.post("/language/", {"language": "xx"})
    assert not response.cookies


def test_navigation_shows_only_what_the_reader_may_open(
    people: dict[str, User], rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [
        Entry("People", "accounts:people", "account_manage", "station", 10),
        Entry("Own", "accounts:own", "own_account", "work", 10),
        Entry("Unbuilt", "nowhere:at_all", "own_account", "work", 20),
    ]
    monkeypatch.setattr("jisr.station.web.navigation.offered_entries", lambda: entries)

    def shown(role: str) -> list[tuple[str, list[str]]]:
        request: Any = rf.get("/account/")
        request.user = people[role]
        with translation.override("en"):
            return [(heading, [link.label for link in links]) for heading, links in links_for(request)]

    assert shown("analyst") == [("", ["Own"])]
    assert shown("administrator") == [("Station", ["People"]), ("", ["Own"])]
