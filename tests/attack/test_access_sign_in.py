"""Attacks on the door: guessing, fixed and stolen sessions, forged forms, roads around the second factor."""

import re
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from jisr.station.accounts.middleware import LONGEST_SESSION_HOURS, SIGNED_IN_AT_KEY
from jisr.station.accounts.models import User
from jisr.station.ledger.queries import entries_about

pytestmark = pytest.mark.django_db

PASSWORD = "exercise-pass-1"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, username: str, password: str, **headers: str):
    return client.post("/sign-in/", {"login": username, "password": password}, headers=headers)


def decisions(username: str) -> list[str]:
    return [stored.entry.decision for stored in entries_about("session", username)]


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


# --- guessing


def test_guessing_one_account_is_stopped_even_with_the_right_password(people):
    client = Client()
    for _attempt in range(5):
        assert "sessionid" not in sign_in(client, "analyst", "wrong-guess-12").cookies
    response = sign_in(client, "analyst", PASSWORD)
    assert response.status_code == 200
    assert client.get("/account/").status_code == 302
    assert decisions("analyst").count("sign_in_failed") == 5


def test_other_accounts_stay_open_while_one_is_guessed(people):
    for _attempt in range(6):
        sign_in(Client(REMOTE_ADDR="198.51.100.7"), "analyst", "wrong-guess-12")
    client = Client(REMOTE_ADDR="203.0.113.5")
    assert sign_in(client, "releaser", PASSWORD).status_code == 302
    assert client.get("/account/").status_code == 200


def test_guessing_many_accounts_from_one_address_is_stopped(people):
    client = Client(REMOTE_ADDR="198.51.100.7")
    for number in range(20):
        sign_in(client, f"nobody{number}", "wrong-guess-12")
    sign_in(client, "releaser", PASSWORD)
    assert client.get("/account/").status_code == 302


def test_a_header_does_not_change_the_address_that_is_counted(people):
    client = Client(REMOTE_ADDR="198.51.100.7")
    for number in range(20):
        sign_in(client, f"nobody{number}", "wrong-guess-12", **{"X-Forwarded-For": f"192.0.2.{number}"})
    sign_in(client, "releaser", PASSWORD, **{"X-Forwarded-For": "192.0.2.200"})
    assert client.get("/account/").status_code == 302


def test_the_answer_does_not_tell_whether_an_account_exists(people):
    def answer(name: str) -> str:
        body = sign_in(Client(), name, "wrong-guess-12").content.decode()
        body = re.sub(r"(value|csrfmiddlewaretoken|X-CSRFToken)[^>]*", "", body)
        return body.replace(name, "NAME")

    assert answer("analyst") == answer("nobody-here")


def test_a_password_typed_as_the_name_is_not_kept(people):
    sign_in(Client(), "my-secret-password-typed-too-early", "x")
    assert decisions("my-secret-password-typed-too-early") == []
    assert decisions("unknown") == ["sign_in_failed"]


def test_a_closed_account_cannot_sign_in(people):
    User.objects.filter(username="analyst").update(is_active=False)
    client = Client()
    sign_in(client, "analyst", PASSWORD)
    assert client.get("/account/").status_code == 302


# --- sessions


def test_a_session_planted_before_sign_in_is_worthless(people):
    client = Client()
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = client.session.session_key
    assert sign_in(client, "analyst", PASSWORD).status_code == 302
    assert client.session.session_key != before
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before or "planted-session-key"
    assert thief.get("/account/").status_code == 302


def test_the_session_ends_with_the_sign_out(people):
    client = Client()
    sign_in(client, "analyst", PASSWORD)
    stolen = client.cookies.copy()
    client.post("/sign-out/")
    thief = Client()
    thief.cookies = stolen
    assert thief.get("/account/").status_code == 302
    assert decisions("analyst")[:2] == ["signed_out", "signed_in"]


def test_a_signed_in_reader_cannot_be_signed_out_by_a_link(client_as):
    client = client_as("analyst")
    client.get("/sign-out/")
    assert client.get("/account/").status_code == 200


def test_an_idle_session_ends(client_as, monkeypatch):
    client = client_as("analyst")
    assert client.get("/account/").status_code == 200
    later = timezone.now() + timedelta(minutes=31)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert client.get("/account/").status_code == 302


def test_a_busy_session_ends_too(client_as):
    client = client_as("analyst")
    session = client.session
    session[SIGNED_IN_AT_KEY] = time.time() - LONGEST_SESSION_HOURS * 3600 - 1
    session.save()
    assert client.get("/account/").status_code == 302


def test_a_new_password_ends_every_other_session(people, client_as, actor):
    from jisr.station.accounts.services import set_password

    client = client_as("analyst")
    set_password(actor("administrator"), "analyst", "another-long-password-1")
    assert client.get("/account/").status_code == 302


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(people):
    client = Client()
    response = sign_in(client, "analyst", PASSWORD)
    cookie = response.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_pages_leave_no_copy_in_the_browser(client_as):
    assert "no-store" in client_as("analyst").get("/account/")["Cache-Control"]


# --- forged forms


@pytest.mark.parametrize(
    "path", ["/sign-in/", "/sign-out/", "/account/preferences/", "/account/tokens/", "/account/reason/"]
)
def test_a_form_from_elsewhere_is_refused(people, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["analyst"])
    assert client.post(path, {"language": "fr", "theme": "dark"}).status_code == 403
    assert User.objects.get(username="analyst").language == "en"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_sign_in_and_reason_lead_nowhere_outside(people, client_as, target):
    response = Client().post("/sign-in/", {"login": "analyst", "password": PASSWORD, "next": target})
    assert response["Location"] == "/"
    response = client_as("oversight").post("/account/reason/", {"reason": "EXERCISE complaint 7", "next": target})
    assert response["Location"] == "/"


# --- the second factor


@pytest.fixture
def _second_factor_required(settings):
    settings.STATION = replace(settings.STATION, second_factor_required=True)


@pytest.mark.usefixtures("_second_factor_required")
def test_nothing_opens_before_the_second_factor_is_set_up(people, client_as):
    client = client_as("analyst")
    for path in ("/account/", "/account/permissions/", "/account/recovery-codes/"):
        assert client.get(path)["Location"] == "/account/second-factor/set-up/"


@pytest.mark.usefixtures("_second_factor_required")
def test_set_up_then_sign_in_with_a_code_or_a_recovery_code_once(people):
    client = Client()
    sign_in(client, "analyst", PASSWORD)
    page = client.get("/account/second-factor/set-up/")
    assert page.status_code == 200, page.get("Location")
    secret = page.context["form"].secret
    assert client.post("/account/second-factor/set-up/", {"code": code_of(secret)}).status_code == 302
    codes = client.get("/account/recovery-codes/").context["unused_codes"]
    assert client.get("/account/").status_code == 200

    client = Client()
    assert sign_in(client, "analyst", PASSWORD)["Location"] == "/sign-in/code/"
    assert client.get("/account/").status_code == 302  # the password alone opens nothing
    client.post("/sign-in/code/", {"code": "000000"})
    assert client.get("/account/").status_code == 302
    client.post("/sign-in/code/", {"code": codes[0]})
    assert client.get("/account/").status_code == 200

    client = Client()
    sign_in(client, "analyst", PASSWORD)
    client.post("/sign-in/code/", {"code": codes[0]})  # a recovery code opens once
    assert client.get("/account/").status_code == 302
    assert "sign_in_failed" in decisions("analyst")


def test_guessing_the_code_is_stopped(people):
    user = people["analyst"]
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    client = Client()
    sign_in(client, "analyst", PASSWORD)
    for _attempt in range(5):
        client.post("/sign-in/code/", {"code": "000000"})
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert client.get("/account/").status_code == 302


def test_secrets_of_authenticators_are_encrypted_in_the_database(people):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(people["analyst"], secret)
    row = Authenticator.objects.get(user=people["analyst"], type=Authenticator.Type.TOTP)
    assert secret not in str(row.data)


def test_a_temporary_password_opens_only_the_page_that_replaces_it(people):
    User.objects.filter(username="analyst").update(is_password_temporary=True)
    client = Client()
    sign_in(client, "analyst", PASSWORD)
    assert client.get("/account/permissions/")["Location"] == "/account/password/"
    new = "chosen-by-the-person-alone-1"
    response = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert response.status_code == 302
    assert client.get("/account/permissions/").status_code == 200


# --- the reason for reading


def test_a_reason_is_asked_recorded_and_runs_out(people, client_as, monkeypatch):
    from django.test import RequestFactory

    from jisr.station.accounts.access import actor_of, requires
    from jisr.station.accounts.roles import Right

    client = client_as("oversight")
    seen = []

    @requires(Right.REPORT_READ)
    def page(request):
        seen.append(actor_of(request).justification)
        from django.http import HttpResponse

        return HttpResponse("content")

    def open_page():
        request = RequestFactory().get("/reports/7/")
        request.user, request.session = people["oversight"], client.session
        return page(request)

    assert open_page()["Location"] == "/account/reason/?next=%2Freports%2F7%2F"
    assert client.post("/account/reason/", {"reason": "too short"}).status_code == 200
    assert open_page().status_code == 302
    assert (
        client.post("/account/reason/", {"reason": "EXERCISE complaint 2026-12", "next": "/reports/7/"})["Location"]
        == "/reports/7/"
    )
    assert open_page().content == b"content"
    assert seen == ["EXERCISE complaint 2026-12"]
    given = entries_about("session", "oversight")[0].entry
    assert (given.decision, given.justification) == ("reason_given", "EXERCISE complaint 2026-12")
    later = timezone.now() + timedelta(minutes=16)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert open_page().status_code == 302


def test_a_part_of_a_page_sends_the_whole_page_to_the_door(people):
    response = Client().get(
        "/account/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/reports/7/?page=2"}
    )
    assert response["HX-Redirect"] == "/sign-in/?next=%2Freports%2F7%2F%3Fpage%3D2"
