"""`jisr accounts`: people, roles, passwords and tokens, from the station's own machine."""

import os
import sys
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

import click

from jisr.cli.console import LANGUAGES, CommandError, command_actor, json_option, open_station, show

if TYPE_CHECKING:
    from jisr.station.accounts.models import User

ROLES = (
    "analyst",
    "releaser",
    "liaison",
    "cooperation",
    "programme",
    "senior",
    "legal",
    "data_protection",
    "oversight",
    "administrator",
)
PASSWORD_VARIABLE = "JISR_PASSWORD"  # noqa: S105 - the name of a variable

role_option = click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help="A role; may be repeated.")


@click.group()
def accounts() -> None:
    """People, roles, passwords and tokens."""


@accounts.command("list")
@click.option("--role", default="", type=click.Choice(["", *ROLES]), help="Only people with this role.")
@json_option
def list_(role: str, as_json: bool) -> None:
    """List the accounts."""
    open_station()
    from jisr.station.accounts.queries import account_views
    from jisr.station.accounts.queries import accounts as find

    views = account_views(find(role=role))
    rows = [
        {
            "username": view.username,
            "full_name": view.full_name,
            "roles": list(view.roles),
            "active": view.is_active,
            "second_factor": view.has_second_factor,
            "last_login": view.last_login,
        }
        for view in views
    ]
    lines = [
        f"{view.username:<20} {', '.join(view.roles):<30} {'' if view.is_active else _('disabled')}".rstrip()
        for view in views
    ]
    show(rows, as_json, "\n".join(lines) or _("There is no account yet."))


@accounts.command()
@click.argument("name")
@click.option("--full-name", default="", help="Name as colleagues see it.")
@role_option
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of this person's pages."
)
@json_option
def add(name: str, full_name: str, roles: tuple[str, ...], language: str, as_json: bool) -> None:
    """Make an account.

    The password is taken from JISR_PASSWORD, or made up and printed once.
    """
    if not roles:
        raise click.UsageError(_("Give at least one --role."))
    open_station()
    from jisr.station.accounts.services import create_account, generated_password

    password = os.environ.get(PASSWORD_VARIABLE) or generated_password()
    user = create_account(
        command_actor("accounts add"),
        username=name,
        full_name=full_name,
        roles=roles,
        password=password,
        language=language,
    )
    text = _("Account {name} is made. Password (shown only now): {password}").format(
        name=user.username, password=password
    )
    show({"username": user.username, "roles": user.roles, "password": password}, as_json, text)


@accounts.command("roles")
@click.argument("name")
@role_option
@json_option
def set_roles(name: str, roles: tuple[str, ...], as_json: bool) -> None:
    """Replace the roles of an account."""
    if not roles:
        raise click.UsageError(_("Give at least one --role."))
    user = _account(name)
    from jisr.station.accounts.services import change_account

    user = change_account(
        command_actor("accounts roles"), user.username, full_name=user.full_name, roles=roles, language=user.language
    )
    show({"username": user.username, "roles": user.roles}, as_json, f"{user.username}: {', '.join(user.roles)}")


@accounts.command()
@click.argument("name")
@json_option
def password(name: str, as_json: bool) -> None:
    """Give an account a new password.

    Asked in a terminal, taken from JISR_PASSWORD, or made up and printed once.
    """
    user = _account(name)
    from jisr.station.accounts.services import generated_password, set_password

    chosen = os.environ.get(PASSWORD_VARIABLE, "")
    if not chosen and sys.stdin.isatty() and not as_json:
        prompt = _("New password (empty: make one up)")
        chosen = click.prompt(prompt, default="", hide_input=True, show_default=False, confirmation_prompt=True)
    made_up = "" if chosen else generated_password()
    set_password(command_actor("accounts password"), user.username, chosen or made_up)
    document: dict[str, Any] = {"username": user.username, **({"password": made_up} if made_up else {})}
    text = _("The password of {name} is changed.").format(name=user.username)
    show(document, as_json, f"{text}\n{made_up}".strip())


@accounts.command()
@click.argument("name")
@click.option("--undo", is_flag=True, help="Open the account again.")
@json_option
def disable(name: str, undo: bool, as_json: bool) -> None:
    """Close an account at once, with its sessions and tokens."""
    user = _account(name)
    from jisr.station.accounts.services import disable_account, enable_account

    actor = command_actor("accounts disable")
    user = enable_account(actor, user.username) if undo else disable_account(actor, user.username)
    text = _("{name} can sign in again.") if undo else _("{name} can no longer sign in.")
    show({"username": user.username, "active": user.is_active}, as_json, text.format(name=user.username))


@accounts.command("reset-second-factor")
@click.argument("name")
@json_option
def reset_second_factor_(name: str, as_json: bool) -> None:
    """Remove a lost second factor; it is set up anew at the next sign-in."""
    user = _account(name)
    from jisr.station.accounts.services import reset_second_factor

    reset_second_factor(command_actor("accounts reset-second-factor"), user.username)
    show(
        {"username": user.username},
        as_json,
        _("{name} sets up a new second factor at the next sign-in.").format(name=user.username),
    )


@accounts.command()
@click.argument("name")
@role_option
@click.option("--label", default="command", show_default=True, help="What the token is for.")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 365), help="Days until it ends.")
@click.option("--purpose", default="", metavar="PURPOSE", help="For what its program reads, where it does not say so.")
@json_option
def token(name: str, roles: tuple[str, ...], label: str, days: int, purpose: str, as_json: bool) -> None:
    """Make an API token for an account; its secret is printed once.

    Without --role it has all roles of the account.
    """
    user = _account(name)
    from jisr.station.accounts.services import issue_token

    chosen = roles or user.roles
    actor = command_actor("accounts token")
    issued = issue_token(actor, user, label=label, roles=chosen, days=days, purpose=purpose)
    document = {"username": user.username, "token": issued.secret, "expires_at": issued.expires_at}
    show(document, as_json, issued.secret)


def _account(name: str) -> "User":
    open_station()
    from jisr.station.accounts.queries import account

    user = account(name)
    if user is None:
        raise CommandError(_("There is no account with this sign-in name: {name}").format(name=name), "account_unknown")
    return user
