"""The database, the clock, the people, the worker, the ledger, the last backup."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.db import connection

from jisr.station.doctor.findings import Finding, fail, moment_text, ok, warn

OLDEST_POSTGRESQL = 150_000
WORKER_SILENCE = timedelta(seconds=60)
OVERDUE = timedelta(minutes=10)
CHECK_AGE = timedelta(days=2)
BACKUP_AGE = timedelta(days=7)
SKEW = timedelta(seconds=5)


def database_checks(now: datetime, *, is_full: bool = False) -> Iterator[Finding]:
    """What can be seen once the database answers. `is_full` recomputes the whole ledger instead of its outline."""
    yield from database()
    yield clock()
    yield from people()
    yield from worker(now)
    yield from ledger(now, is_full=is_full)
    yield backup(now)
    yield from restored()


def database() -> Iterator[Finding]:
    from jisr.station.preparation import pending_migrations

    version = int(_value("SHOW server_version_num"))
    name = _value("SHOW server_version")
    if version < OLDEST_POSTGRESQL:
        yield fail(
            "database", _("PostgreSQL {version} is too old.").format(version=name), _("Use PostgreSQL 15 or newer.")
        )
    else:
        yield ok("database", _("PostgreSQL {version} answers.").format(version=name))
    if pending := pending_migrations():
        count = len(pending)
        said = ngettext(
            "The database misses {count} change of this version.",
            "The database misses {count} changes of this version.",
            count,
        ).format(count=count)
        yield fail("database.migrations", said, "jisr init --upgrade")


def clock() -> Finding:
    """Receipts and clocks of warnings are worth what this clock is worth."""
    from jisr.station.ledger import queries

    remedy = _("Set the clock by NTP (chrony, systemd-timesyncd) before anything else is received or sent.")
    theirs = _value("SELECT clock_timestamp()")
    now = datetime.now(UTC)
    skew = abs(now - theirs)
    if skew > SKEW:
        said = _("This machine and the database disagree by {seconds} seconds.").format(
            seconds=round(skew.total_seconds())
        )
        return fail("clock", said, remedy)
    size = queries.size()
    newest = queries.entry(size - 1) if size else None
    if newest is not None and newest.entry.time > now + SKEW:
        return fail(
            "clock",
            _("The clock is behind the newest entry of the ledger ({moment}).").format(
                moment=moment_text(newest.entry.time)
            ),
            remedy,
        )
    return ok("clock", _("The clock agrees with the database and the ledger."))


def people() -> Iterator[Finding]:
    from jisr.station.accounts.queries import account_views, accounts, has_administrator

    if not has_administrator():
        remedy = "jisr accounts add NAME --role administrator"
        yield fail("accounts.administrator", _("No open account has the administrator's role."), remedy)
    if settings.STATION.second_factor_required:
        without = [view.username for view in account_views(accounts(active=True)) if not view.has_second_factor]
        if count := len(without):
            said = ngettext(
                "{count} open account has not set up its second factor yet.",
                "{count} open accounts have not set up their second factor yet.",
                count,
            ).format(count=count)
            yield warn(
                "accounts.second_factor", said, _("It is asked for at their next sign-in; close accounts nobody uses.")
            )
    elif not settings.EXERCISE:
        yield warn(
            "accounts.second_factor",
            _("The second factor is switched off."),
            _("Set second_factor_required in station.toml."),
        )


def worker(now: datetime) -> Iterator[Finding]:
    silence = _value("SELECT max(last_heartbeat) FROM procrastinate_workers")
    if silence is None or now - silence > WORKER_SILENCE:
        yield fail("worker", _("No worker is running: nothing is delivered, no clock is watched."), "jisr worker")
    else:
        yield ok("worker", _("A worker is running."))
    overdue = _value(
        "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND coalesce(scheduled_at, %s) <= %s",
        now - OVERDUE,
        now - OVERDUE,
    )
    failed = _value("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
    if overdue and silence is not None and now - silence <= WORKER_SILENCE:
        said = ngettext(
            "{count} job waits longer than it should.", "{count} jobs wait longer than they should.", overdue
        )
        yield warn("worker.queue", said.format(count=overdue), _("Start another worker."))
    if failed:
        said = ngettext("{count} job failed for good.", "{count} jobs failed for good.", failed)
        yield warn("worker.failed", said.format(count=failed), _("Read the worker's log."))


def ledger(now: datetime, *, is_full: bool) -> Iterator[Finding]:
    from jisr.core.ledger import LedgerError
    from jisr.station.ledger import queries
    from jisr.station.ledger.actor import system_actor
    from jisr.station.ledger.anchor import anchor_path, read_anchor
    from jisr.station.ledger.checks import run_check

    remedy = _("Keep everything as it is and tell the oversight officer: somebody or something has changed the ledger.")
    size = queries.size()
    counted, last = _row("SELECT count(*), coalesce(max(index), -1) FROM ledger_entry")
    if (counted, last + 1) != (size, size):
        said = _("The ledger counts {size} but holds {counted}.")
        yield fail("ledger", said.format(size=entries_text(size), counted=entries_text(counted)), remedy)
        return
    try:
        anchor = read_anchor(anchor_path())
    except LedgerError as error:
        yield fail("ledger", _("The anchor in the home is not readable: {reason}").format(reason=error), remedy)
        return
    if anchor is not None and anchor.size > size:
        said = _("The ledger is shorter ({size}) than it once was ({anchor}).").format(size=size, anchor=anchor.size)
        yield fail("ledger", said, remedy)
        return
    check = run_check(system_actor("doctor")) if is_full else queries.latest_check()
    if check is not None and not check.holds:
        yield fail(
            "ledger",
            _("The check of {moment} found changes in the ledger.").format(moment=moment_text(check.finished_at)),
            remedy,
        )
    elif check is None or now - check.finished_at > CHECK_AGE:
        said = _("{size}; not checked for two days.").format(size=entries_text(size))
        yield warn("ledger", said, "jisr doctor --full")
    else:
        said = _("{size}; checked {moment}.")
        yield ok("ledger", said.format(size=entries_text(size), moment=moment_text(check.finished_at)))


def entries_text(count: int) -> str:
    return ngettext("{count} entry", "{count} entries", count).format(count=count)


def backup(now: datetime) -> Finding:
    from jisr.station.ledger.queries import entries_about

    about = entries_about("station", settings.IDENTITY.station_id)
    taken = next((stored.entry.time for stored in about if stored.entry.decision == "backup_taken"), None)
    if taken is not None and now - taken < BACKUP_AGE:
        return ok("backup", _("The last backup was taken {moment}.").format(moment=moment_text(taken)))
    said = (
        _("The last backup was taken {moment}.").format(moment=moment_text(taken))
        if taken
        else _("No backup was ever taken.")
    )
    return warn("backup", said, "jisr backup")


def restored() -> Iterator[Finding]:
    """After a restore, partners may know more of this station than it knows itself."""
    file = Path(settings.HOME.path) / "restored.json"
    if file.exists():
        mark = orjson.loads(file.read_bytes())
        said = _("Restored from a backup of {taken_at}; what was exchanged after it is not known here.").format(**mark)
        remedy = _(
            "Ask each partner for the newest dispatches and compare ledgers "
            "(docs/how-to/backup-and-restore.md), then remove {file}."
        )
        yield warn("restored", said, remedy.format(file=file))


def _value(query: str, *parameters: Any) -> Any:
    return _row(query, *parameters)[0]


def _row(query: str, *parameters: Any) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        found = cursor.fetchone()
    assert found is not None
    return tuple(found)
