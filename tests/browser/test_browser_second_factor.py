"""A new colleague at a station that asks for a second factor: nothing opens before both steps of the first sign-in."""

import base64
import dataclasses
import hashlib
import hmac
import struct
import time
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from jisr.station.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "exercise-pass-1"


def code(key: str, at: float) -> str:
    """The six digits an authenticator shows. Source: RFC 6238, RFC 4226 section 5.3."""
    secret = base64.b32decode(key + "=" * (-len(key) % 8))
    digest = hmac.new(secret, struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Any:
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    yield context.new_page()
    context.close()


def sign_in(page: Page) -> None:
    page.goto("/sign-in/")
    page.fill("[name=login]", "analyst")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


def test_the_second_factor_comes_first(page: Page, people: dict[str, User], settings: Any) -> None:
    # Given a station that asks everybody for a second factor, and an analyst who has none yet
    settings.STATION = dataclasses.replace(settings.STATION, second_factor_required=True)
    User.objects.filter(pk=people["analyst"].pk).update(is_second_factor_required=True, language="en")

    # When she signs in, and tries to open a report or the API's page instead
    sign_in(page)
    page.wait_for_url("**/second-factor/**")
    for address in ("/", "/intake/", "/knowledge/", "/warnings/"):
        page.goto(address)
        # Then she always stands before the page where it is set up
        assert page.locator("h1").inner_text() == "Set up the second factor", address

    # When she types a wrong code, then the one her authenticator shows
    key = page.locator("code.secret").inner_text()
    page.fill("[name=code]", "000000")
    page.click("button:has-text('Set up')")
    assert page.locator("h1").inner_text() == "Set up the second factor"
    key = page.locator("code.secret").inner_text() or key
    page.fill("[name=code]", code(key, time.time()))
    page.click("button:has-text('Set up')")

    # Then recovery codes are shown, and the station opens
    page.wait_for_load_state("networkidle")
    page.goto("/intake/")
    assert page.locator("h1").inner_text() == "Reports"
