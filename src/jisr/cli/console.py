"""What every command shares: output for people or programs, failures, the reader's language, opening the station."""

import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

if TYPE_CHECKING:
    from jisr.station.home import StationHome
    from jisr.station.ledger.actor import Actor

LANGUAGES = ("ar", "fr", "en")
LOCALE_FOLDER = Path(__file__).parent / "locale"

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


class CommandError(click.ClickException):
    """An expected failure: shown on stderr without a stack trace.

    Attributes:
        code: stable, for programs that read the JSON form.
    """

    def __init__(self, message: str, code: str = "failed") -> None:
        super().__init__(message)
        self.code = code


def language_of_locale() -> str:
    """ "ar", "fr" or "en": the first that LANGUAGE, LC_ALL, LC_MESSAGES or LANG names; English otherwise."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        for choice in value.split(":"):
            if (code := choice[:2].lower()) in LANGUAGES:
                return code
        if value:
            break
    return "en"


def show(data: Any, as_json: bool, text: str | Callable[[], str] = "") -> None:
    """Print `data` as one JSON document, or `text` for a person."""
    if as_json:
        sys.stdout.write(orjson.dumps(data, option=orjson.OPT_INDENT_2, default=str).decode() + "\n")
        return
    shown = text() if callable(text) else text
    if shown:
        click.echo(shown)


def open_station(*, as_itself: bool = False) -> "StationHome":
    """Configure Django for the station in JISR_HOME and speak the reader's language from here on.

    Args:
        as_itself: the command works with the hands of the station (worker, backup, checks) and sees across
            compartments; any other sees only what is in none, until it knows for whom it reads.

    Raises:
        StationHomeError: there is no station, or its database cannot be reached.
    """
    from jisr.station.home import StationHome

    home = StationHome.load()
    if home.database_url:
        from jisr.station.database import probe

        probe(home.database_url)
    os.environ.setdefault("JISR_LOG", "off")  # a command says itself what went wrong
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jisr.station.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.utils import translation

    translation.activate(language_of_locale())
    if not as_itself:
        from jisr.station.compartments.reader import STRANGER, read_as

        read_as(STRANGER)
    opened: StationHome = settings.HOME
    return opened if opened.path == home.path else home


def command_actor(job: str = "") -> "Actor":
    """The person at the keyboard of the station's machine, as the ledger names them."""
    from jisr.station.ledger.actor import Actor

    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = str(os.getuid())
    return Actor(name=f"command:{user}", channel="command", justification=f"jisr {job}".strip())
