"""The doctor's look at the database, the people, the worker and the ledger: each fault is named, with what to do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from jisr.cli.accounts import ROLES
from jisr.cli.exchange import PURPOSES
from jisr.cli.init import KINDS
from jisr.core.handling import Purpose
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Role
from jisr.station.doctor.database_checks import clock, database_checks
from jisr.station.doctor.findings import State
from jisr.station.doctor.partner_checks import partner_checks
from jisr.station.ledger.actor import system_actor
from jisr.station.ledger.checks import run_check
from jisr.station.ledger.services import Act, record
from jisr.station.partners.vocabulary import KIND_LABELS

pytestmark = pytest.mark.django_db


def states(*, is_full: bool = False) -> dict[str, State]:
    return {finding.name: finding.state for finding in database_checks(datetime.now(UTC), is_full=is_full)}


def execute(query: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)


@pytest.fixture
def _a_worker(db):
    execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")


@pytest.mark.usefixtures("_a_worker")
def test_a_station_in_good_health(people):
    record(system_actor("test"), Act.ADMINISTRATION, "station", "rabat")
    found = states(is_full=True)
    assert {name for name, state in found.items() if state is State.FAIL} == set()
    assert found["worker"] is State.OK
    assert found["ledger"] is State.OK
    assert all(finding.state is not State.FAIL for finding in partner_checks(datetime.now(UTC)))


def test_no_worker_or_a_silent_one(people):
    assert states()["worker"] is State.FAIL
    execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes')")
    assert states()["worker"] is State.FAIL


@pytest.mark.usefixtures("_a_worker")
def test_jobs_that_wait_too_long_or_failed(people):
    insert = "INSERT INTO procrastinate_jobs (task_name, queue_name, status, scheduled_at) VALUES ('t', 'q', %s, %s)"
    execute(insert, "todo", timezone.now() - timedelta(hours=1))
    execute(insert, "failed", None)
    found = states()
    assert found["worker.queue"] is State.WARN
    assert found["worker.failed"] is State.WARN


def test_a_backup_that_was_never_taken_or_long_ago(people, monkeypatch):
    assert states()["backup"] is State.WARN
    record(system_actor("test"), Act.ADMINISTRATION, "station", "rabat", decision="backup_taken")
    assert states()["backup"] is State.OK
    monkeypatch.setattr("jisr.station.doctor.database_checks.BACKUP_AGE", timedelta(0))
    assert states()["backup"] is State.WARN


def test_nobody_administers_the_station(people):
    User.objects.filter(username="administrator").update(is_active=False)
    assert states()["accounts.administrator"] is State.FAIL


@pytest.mark.parametrize(
    "harm",
    ["DELETE FROM ledger_entry WHERE index = 1", "DELETE FROM ledger_entry WHERE index = 2"],
    ids=["an entry in the middle is gone", "the newest entry is gone"],
)
def test_a_ledger_with_missing_entries(people, harm):
    for number in range(3):
        record(system_actor("test"), Act.ADMINISTRATION, "station", str(number))
    execute(harm)
    assert states()["ledger"] is State.FAIL


def test_a_changed_entry_is_found_by_the_full_examination(people):
    for number in range(3):
        record(system_actor("test"), Act.ADMINISTRATION, "station", str(number))
    run_check(system_actor("test"))
    execute("UPDATE ledger_entry SET data = convert_to('forged', 'UTF8') WHERE index = 1")
    assert states(is_full=True)["ledger"] is State.FAIL


def test_a_clock_behind_the_ledger(people, monkeypatch):
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("jisr.station.ledger.services.timezone.now", lambda: later)
    record(system_actor("test"), Act.ADMINISTRATION, "station", "rabat")
    monkeypatch.undo()
    assert clock().state is State.FAIL


def test_the_command_and_the_station_use_the_same_words():
    assert set(KINDS) == set(KIND_LABELS)
    assert set(ROLES) == {role.value for role in Role}
    assert set(PURPOSES) == {purpose.value for purpose in Purpose}
