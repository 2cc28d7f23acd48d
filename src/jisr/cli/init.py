"""`jisr init`: a new station — identity, keys, database, first administrator."""

import os
import re
import secrets
import sys
from datetime import UTC, datetime
from gettext import gettext as _
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from jisr.cli.console import LANGUAGES, CommandError, command_actor, json_option, language_of_locale, open_station, show

if TYPE_CHECKING:
    from jisr.station.home import StationHome, StationIdentity, StationSettings

KINDS = ("police", "intelligence", "gendarmerie", "border_guard", "customs", "fiu", "fusion_centre")
DEFAULT_ENDPOINT = "http://127.0.0.1:8700/exchange/v1/dispatches"
PASSWORD_VARIABLE = "JISR_ADMIN_PASSWORD"  # noqa: S105 - the name of a variable


@click.command()
@click.option(
    "--id",
    "station_id",
    metavar="ID",
    help="Lower-case name of the station, unique among partners, such as rabat-fusion.",
)
@click.option("--name-ar", help="Name of the station in Arabic.")
@click.option("--name-fr", help="Name of the station in French.")
@click.option("--name-en", help="Name of the station in English.")
@click.option("--country", metavar="CC", help="Country, two letters (ISO 3166-1).")
@click.option("--region", default="", help="Region or city, where a country has several stations.")
@click.option("--kind", type=click.Choice(KINDS), help="Kind of service.")
@click.option("--endpoint", metavar="URL", help="Address to which partners post dispatches.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), help="Language of the console before a person has chosen one."
)
@click.option(
    "--time-zone", default="UTC", show_default=True, help="Time zone of the console, such as Africa/Casablanca."
)
@click.option("--database-url", default="", help="PostgreSQL server; without it the station runs its own.")
@click.option(
    "--host", "hosts", multiple=True, help="Host name by which people and partners reach the station; may be repeated."
)
@click.option("--admin", metavar="NAME", help="Sign-in name of the first administrator.")
@click.option("--plain-http", is_flag=True, help="No TLS in front (loopback or a closed training network only).")
@click.option(
    "--behind-proxy", is_flag=True, help="A reverse proxy ends TLS and sets X-Forwarded-For and X-Forwarded-Proto."
)
@click.option(
    "--exercise",
    is_flag=True,
    help="Exercise station: everything is marked EXERCISE, one account per role, plain HTTP.",
)
@click.option(
    "--upgrade", is_flag=True, help="Bring the database of an existing station to this version, nothing else."
)
@json_option
def init(as_json: bool, upgrade: bool, **answers: Any) -> None:
    """Make a station.

    Asks for what is not given when run in a terminal. The administrator's password is taken from JISR_ADMIN_PASSWORD,
    or made up and printed once.
    """
    if upgrade:
        upgrade_station(as_json)
        return
    identity, settings = identity_and_settings(fill_in(answers))
    home = found_station(identity, settings)
    passwords = make_accounts(answers["admin"], answers["exercise"], settings.default_language)
    report(home, passwords, as_json)


def upgrade_station(as_json: bool) -> None:
    """Migrate an existing station; one ledger entry when anything changed."""
    open_station(as_itself=True)
    from jisr.station.ledger.services import Act, record
    from jisr.station.preparation import pending_migrations, prepare_database

    pending = pending_migrations()
    prepare_database()
    if pending:
        record(
            command_actor("init"),
            Act.ADMINISTRATION,
            "station",
            "database",
            decision="upgraded",
            detail={"migrations": len(pending)},
        )
    show(
        {"migrations": pending}, as_json, _("Database is up to date ({count} changes made).").format(count=len(pending))
    )


def fill_in(answers: dict[str, Any]) -> dict[str, Any]:
    """Ask for what is missing in a terminal; name what is missing elsewhere."""
    questions = {
        "station_id": _("Station id (a-z, 0-9, dash)"),
        "name_en": _("Name in English"),
        "name_fr": _("Name in French"),
        "name_ar": _("Name in Arabic"),
        "country": _("Country (two letters)"),
        "kind": _("Kind of service"),
        "endpoint": _("Address for partners' dispatches"),
        "admin": _("Sign-in name of the first administrator"),
    }
    defaults = {"endpoint": DEFAULT_ENDPOINT, "admin": "administrator", "kind": "fusion_centre"}
    for name, question in questions.items():
        if answers[name]:
            continue
        if sys.stdin.isatty():
            kind = click.Choice(KINDS) if name == "kind" else None
            answers[name] = click.prompt(question, default=defaults.get(name), type=kind)
        elif name in defaults:
            answers[name] = defaults[name]
    options = {
        "station_id": "--id",
        **{name: "--" + name.replace("_", "-") for name in questions if name != "station_id"},
    }
    if missing := [options[name] for name in questions if not answers[name]]:
        raise click.UsageError(_("Missing: {options}").format(options=", ".join(missing)))
    return answers


def identity_and_settings(answers: dict[str, Any]) -> "tuple[StationIdentity, StationSettings]":
    """Checked values for station.toml."""
    from babel import Locale

    from jisr.station.home import StationIdentity, StationSettings

    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]", answers["station_id"]):
        raise CommandError(
            _("A station id is 3 to 40 of a-z, 0-9 and dash, such as rabat-fusion."), "station_id_malformed"
        )
    country = answers["country"].upper()
    if len(country) != 2 or not country.isalpha() or country not in Locale("en").territories:
        raise CommandError(
            _("{country} is not a country code of two letters.").format(country=answers["country"]), "country_unknown"
        )
    address = urlsplit(answers["endpoint"])
    if address.scheme not in ("http", "https") or not address.hostname:
        raise CommandError(
            _("{url} is not an http or https address.").format(url=answers["endpoint"]), "endpoint_malformed"
        )
    local = ["127.0.0.1", "localhost", "[::1]"]
    exercise = bool(answers["exercise"])
    identity = StationIdentity(
        station_id=answers["station_id"],
        names={"ar": answers["name_ar"], "fr": answers["name_fr"], "en": answers["name_en"]},
        country=country,
        kind=answers["kind"],
        endpoint=answers["endpoint"],
        region=answers["region"],
    )
    settings = StationSettings(
        database_url=answers["database_url"],
        default_language=answers["language"] or language_of_locale(),
        exercise=exercise,
        second_factor_required=not exercise,
        allowed_hosts=list(dict.fromkeys([*local, address.hostname, *answers["hosts"]])),
        time_zone=answers["time_zone"],
        https=not (exercise or answers["plain_http"]),
        behind_proxy=answers["behind_proxy"],
        human_rights_assessment_of_personal_data=not exercise,
    )
    return identity, settings


def found_station(identity: "StationIdentity", settings: "StationSettings") -> "StationHome":
    """Write the home, prepare the database, enter the founding in the ledger.

    A founding that fails half-way (an unreachable database, say) leaves no half-made home behind.
    """
    from jisr.core.sealing import StationKeys
    from jisr.station.home import DATABASE_VARIABLE, StationHome

    folder = StationHome.locate()
    if url := os.environ.get(DATABASE_VARIABLE) or settings.database_url:
        from jisr.station.database import connection_settings, probe

        connection_settings(url)
        probe(url)
    keys = StationKeys.generate(identity.station_id, datetime.now(UTC))
    home = StationHome.create(folder, identity, settings, keys)
    try:
        open_station(as_itself=True)
        from jisr.station.ledger.services import Act, record
        from jisr.station.preparation import prepare_database

        prepare_database()
        record(command_actor("init"), Act.ADMINISTRATION, "station", identity.station_id, decision="founded")
    except BaseException:
        for name in ("station.toml", "keys.json"):
            (folder / name).unlink(missing_ok=True)
        raise
    return home


def make_accounts(admin: str, exercise: bool, language: str) -> dict[str, str]:
    """The first administrator and, at an exercise station, one person per role; sign-in name to password."""
    from django.utils.translation import override

    from jisr.station.accounts.roles import ROLE_LABELS, Role, exercise_name
    from jisr.station.accounts.services import create_account, generated_password

    actor = command_actor("init")
    given = os.environ.get(PASSWORD_VARIABLE, "")
    passwords = {admin.strip().lower(): given or generated_password()}
    with override(language):
        people = [(admin, str(ROLE_LABELS[Role.ADMINISTRATOR]), Role.ADMINISTRATOR)]
    if exercise:
        shared = given or f"exercise-{secrets.token_hex(4)}"
        passwords[admin.strip().lower()] = shared
        people = [(admin, exercise_name(Role.ADMINISTRATOR, language), Role.ADMINISTRATOR)]
        people += [(role.value, exercise_name(role, language), role) for role in Role if role is not Role.ADMINISTRATOR]
        # Two officers verify a card, and an author never releases own work: an exercise needs a second liaison officer.
        people.append(("liaison2", exercise_name(Role.LIAISON, language, number=2), Role.LIAISON))
        passwords |= {name: shared for name, _full_name, role in people}
    hashes: dict[str, str] = {}
    for name, full_name, role in people:
        password = passwords[name.strip().lower()]
        hashes[password] = create_account(
            actor,
            username=name,
            full_name=full_name,
            roles=[role],
            password=password,
            language=language,
            second_factor_required=not exercise,
            password_hash=hashes.get(password, ""),
        ).password
    return passwords


def report(home: "StationHome", passwords: dict[str, str], as_json: bool) -> None:
    """Say what was made and what comes next."""
    document = {"station_id": home.identity.station_id, "home": str(home.path), "accounts": passwords}
    people = "\n".join(f"  {name}   {password}" for name, password in passwords.items())
    text = "\n".join(
        [
            _("Station {id} is ready in {folder}.").format(id=home.identity.station_id, folder=home.path),
            "",
            _("Sign-in (shown only now; keep it safe):"),
            people,
            "",
            _("Next:  jisr serve   and, beside it,   jisr worker"),
        ]
    )
    show(document, as_json, text)
