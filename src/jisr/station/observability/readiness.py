"""Whether the station can do its work: each condition with a stable code."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.db import DatabaseError, connection

from jisr.core.sealing import SealingError
from jisr.station.home import StationHomeError
from jisr.station.preparation import pending_migrations

_migrated: list[bool] = []


def failing_conditions() -> list[str]:
    """Codes of the conditions that do not hold now; empty when the station is ready."""
    conditions: Mapping[str, Callable[[], bool]] = {
        "database": _database_answers,
        "migrations": _is_migrated,
        "keys": _keys_open,
    }
    failing = []
    for code, holds in conditions.items():
        if not holds():
            failing.append(code)
            if code == "database":
                break
    return failing


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def _is_migrated() -> bool:
    """Asked of the database until it once was so; a running process does not change its own migrations."""
    if not _migrated and not pending_migrations():
        _migrated.append(True)
    return bool(_migrated)


def _keys_open() -> bool:
    try:
        return bool(settings.HOME.keys.signing_key)
    except (SealingError, StationHomeError, OSError):
        return False
