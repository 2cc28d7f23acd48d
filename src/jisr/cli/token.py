"""Who a command acts for: the holder of an API token, under the same table of permissions as console and API."""

import os
from collections.abc import Callable
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

import click

from jisr.cli.console import CommandError, open_station

if TYPE_CHECKING:
    from jisr.station.accounts.models import ApiToken, User
    from jisr.station.accounts.roles import Right
    from jisr.station.ledger.actor import Actor

PURPOSE_KEY = "jisr.reading_for"
TOKEN_VARIABLE = "JISR_TOKEN"  # noqa: S105 - the name of a variable


def _keep_purpose(context: click.Context, _parameter: click.Parameter, value: str) -> None:
    context.meta[PURPOSE_KEY] = value


def token_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--token, --reason and --reading-for."""
    command = click.option(
        "--reading-for",
        metavar="PURPOSE",
        default="",
        expose_value=False,
        callback=_keep_purpose,
        help="Purpose of reading, such as terrorism, with words if you like: 'drugs; case 12'. Recorded.",
    )(command)
    command = click.option("--reason", default="", help="Reason for reading, for the oversight role; recorded.")(
        command
    )
    return click.option("--token", default="", help="API token of a person (default: JISR_TOKEN).")(command)


def actor_for(right_name: str, token: str, reason: str = "") -> "Actor":
    """Open the station and act for the token's person.

    Raises:
        CommandError: no valid token, or its roles do not give the right; a refusal is entered in the ledger.
    """
    open_station()
    from jisr.station.accounts.access import token_holder
    from jisr.station.accounts.roles import Access, Right, access_of
    from jisr.station.ledger.actor import Actor
    from jisr.station.ledger.services import Act, record

    secret = token or os.environ.get(TOKEN_VARIABLE, "")
    found = token_holder(secret) if secret else None
    if found is None:
        message = _(
            "A valid token is needed: --token or {variable}. Make one in the console, or: jisr accounts token NAME"
        )
        raise CommandError(message.format(variable=TOKEN_VARIABLE), "not_signed_in")
    held, user = found
    right = Right(right_name)
    actor = Actor(user.username, held.effective_roles(), user.pk, " ".join(reason.split())[:500], "command")
    access = access_of(actor.roles, right)
    if access is None:
        record(actor, Act.REFUSAL, "right", right.value, decision="not_permitted")
        raise CommandError(_("The roles of this token do not allow this."), "not_permitted")
    if access is Access.WITH_REASON and not actor.justification:
        raise CommandError(_("This role reads content only with a reason: --reason."), "reason_required")
    _read_for(user, held, actor, right)
    return actor


def _read_for(user: "User", held: "ApiToken", actor: "Actor", right: "Right") -> None:
    """From here on this command reads for its person, for a purpose.

    Raises:
        CommandError: an unknown purpose, or none where persons are looked for.
    """
    from jisr.station.accounts.access import known_without_person, let_in, read_for
    from jisr.station.accounts.purposes import CONTENT_RIGHTS, Known, purpose_in
    from jisr.station.web.problems import Problem

    let_in(user, actor.roles, session=f"token:{held.pk}", address="")
    if right not in CONTENT_RIGHTS:
        return
    text = click.get_current_context().meta.get(PURPOSE_KEY, "")
    try:
        known = purpose_in(text)
        if known is None and actor.justification:
            known = Known("oversight", "reason")
        if known is None and held.purpose:
            known = Known(held.purpose, "token")
        read_for(known or known_without_person(right, {}))
    except ValueError as error:
        raise CommandError(_("This purpose is not on the list."), "purpose_unknown") from error
    except Problem as problem:
        message = _("Say for what you read: --reading-for PURPOSE, or use a token made for one.")
        raise CommandError(message, problem.code) from problem
