"""Who a command acts for: the holder of an API token, under the same table of permissions as console and API."""

import os
from collections.abc import Callable
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

import click

from jisr.cli.console import CommandError, open_station

if TYPE_CHECKING:
    from jisr.station.ledger.actor import Actor

TOKEN_VARIABLE = "JISR_TOKEN"  # noqa: S105 - the name of a variable


def token_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--token and --reason."""
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
    return actor
