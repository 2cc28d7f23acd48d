"""The doctor's round: from the home outward, stopping where the rest could not be seen."""

from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path

from jisr.station.doctor.findings import Finding, fail
from jisr.station.doctor.home_checks import home_checks
from jisr.station.home import StationHome, StationHomeError


def examine(folder: Path, *, is_full: bool = False) -> Iterator[Finding]:
    """Look at everything there is to see. Works also where the station itself would not start."""
    now = datetime.now(UTC)
    try:
        home = StationHome.load(folder)
    except StationHomeError as error:
        yield fail("home", str(error), _("Set JISR_HOME, or make a station with: jisr init"))
        return
    yield from home_checks(home, now)
    try:
        open_django()
    except Exception as error:
        said = _("The station does not start: {reason}").format(reason=first_line(error))
        yield fail("database", said, _remedy(home))
        return
    from django.db import DatabaseError

    from jisr.station.doctor.database_checks import database_checks
    from jisr.station.doctor.partner_checks import partner_checks
    from jisr.station.doctor.vault_checks import vault_checks

    try:
        yield from database_checks(now, is_full=is_full)
        yield from vault_checks(home.path, now)
        yield from partner_checks(now)
    except DatabaseError as error:
        yield fail(
            "database", _("The database does not answer: {reason}").format(reason=first_line(error)), _remedy(home)
        )


def open_django() -> None:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jisr.station.settings")
    django.setup()


def first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _remedy(home: StationHome) -> str:
    if home.database_url:
        return _("Is the server running, and is its URL (JISR_DATABASE_URL or station.toml) right?")
    return _("Read {file}.").format(file=home.path / "postgres" / "log")
