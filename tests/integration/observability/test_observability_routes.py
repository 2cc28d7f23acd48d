"""Health, readiness and metrics: who may ask, and what is told."""

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client

from jisr.station.ledger.actor import Actor
from jisr.station.ledger.checks import run_check
from jisr.station.ledger.services import Act, record
from jisr.station.observability import readiness

pytestmark = [pytest.mark.django_db, pytest.mark.integration]


def test_health_needs_no_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.ensure_connection", None)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_station_in_order_is_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "failing": []})


def test_database_that_does_not_answer_makes_unready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", fail)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["failing"]) == (503, ["database"])


def test_database_of_another_version_makes_unready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_migrated", [])
    monkeypatch.setattr(readiness, "pending_migrations", lambda: ["ledger.9999_future"])
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["failing"]) == (503, ["migrations"])


def test_metrics_count_requests_by_route_not_by_address(client: Client) -> None:
    client.get("/readyz?name=Benmoussa")
    client.get("/nothing/here/Benmoussa/")
    text = client.get("/metrics").content.decode()
    assert 'jisr_requests_total{method="GET",route="observability:readyz",status="200"}' in text
    assert 'route="none",status="404"' in text
    assert "Benmoussa" not in text
    assert "jisr_request_seconds_bucket" in text


def test_metrics_tell_the_state_of_the_ledger(client: Client) -> None:
    amina = Actor("amina", ("analyst",), 7)
    record(amina, Act.COLLECTION, "report", "r1")
    assert run_check(amina).holds
    text = client.get("/metrics").content.decode()
    assert "jisr_ledger_entries 2.0" in text
    assert "jisr_ledger_holds 1.0" in text
    assert "jisr_ledger_check_age_seconds" in text
    assert "jisr_partner_ledger_breaches 0.0" in text
    assert "amina" not in text


@pytest.mark.parametrize(
    "environment",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=192.0.2.7"},
        {"REMOTE_ADDR": ""},
    ],
)
def test_metrics_are_not_for_other_machines(client: Client, environment: dict[str, str]) -> None:
    answer = client.get("/metrics", **environment)
    assert answer.status_code == 403
    assert b"jisr_requests_total" not in answer.content


def test_metrics_are_for_an_administrator_s_token_from_anywhere(
    client: Client, token_for: Callable[[str], str]
) -> None:
    def status(role: str) -> int:
        header = {"authorization": f"Bearer {token_for(role)}"}
        return client.get("/metrics", headers=header, REMOTE_ADDR="192.0.2.7").status_code

    assert status("administrator") == 200
    assert status("analyst") == status("oversight") == 403
    assert client.get("/metrics", headers={"authorization": "Bearer x"}, REMOTE_ADDR="192.0.2.7").status_code == 403


@pytest.mark.parametrize("route", ["/healthz", "/readyz", "/metrics"])
def test_answers_are_never_kept_by_caches(client: Client, route: str) -> None:
    assert "no-store" in client.get(route)["Cache-Control"]
    assert client.post(route).status_code == 405
