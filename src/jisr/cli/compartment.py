"""`jisr compartment`: what only some need to know, and breaking the glass; for the holder of a token."""

from dataclasses import asdict
from gettext import gettext as _
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from jisr.cli.console import CommandError, json_option, show
from jisr.cli.token import actor_for, token_options

if TYPE_CHECKING:
    from jisr.station.accounts.models import User
    from jisr.station.compartments.queries import CompartmentView, OpeningView
    from jisr.station.ledger.actor import Actor

VERDICTS = ("justified", "not_justified", "unclear")
day = click.DateTime(["%Y-%m-%d"])
why = click.option("--why", required=True, help="Why; kept and entered in the ledger.")
minutes = click.option("--minutes", default=60, show_default=True, type=click.IntRange(5, 240), help="For how long.")


@click.group()
def compartment() -> None:
    """What only some need to know, and breaking the glass."""


@compartment.command("list")
@token_options
@json_option
def list_(token: str, reason: str, as_json: bool) -> None:
    """Compartments that you are in."""
    actor = actor_for("compartment_read", token, reason)
    from jisr.station.compartments import queries

    found = queries.compartments_of(_person(actor))
    text = "\n".join(_line(held) for held in found) or _("You are in no compartment.")
    show([_summary(held) for held in found], as_json, text)


@compartment.command("show")
@click.argument("compartment")
@token_options
@json_option
def show_(compartment: str, token: str, reason: str, as_json: bool) -> None:
    """Who and what is in one. COMPARTMENT is its name or id."""
    actor = actor_for("compartment_read", token, reason)
    from jisr.station.compartments import queries
    from jisr.station.ledger.services import Act, record

    held = queries.compartment(_person(actor), _found(actor, compartment))
    assert held is not None
    shown = len(held.placed) + len(held.inherited)
    record(actor, Act.CONSULTATION, "compartment", str(held.id), detail={"shown": shown})
    lines = [
        _line(held),
        *(f"  {member.username}  {member.until:%Y-%m-%d}" for member in held.members),
        *(f"  {placed.subject}  {placed.title}" for placed in (*held.placed, *held.inherited)),
        *(f"  ! {touch.by}: {touch.subject_title} ~ {touch.hidden_title}" for touch in held.touches),
    ]
    show(asdict(held), as_json, "\n".join(lines))


@compartment.command("open")
@click.argument("name")
@why
@token_options
@json_option
def open_(name: str, why: str, token: str, reason: str, as_json: bool) -> None:
    """Open a compartment; you own it and are alone in it."""
    actor = actor_for("compartment_write", token, reason)
    from jisr.station.compartments import services

    made = services.open_compartment(actor, name=name, reason=why)
    show({"compartment": str(made)}, as_json, _("The compartment is open: {id}").format(id=made))


@compartment.command()
@click.argument("compartment")
@click.argument("person")
@click.option("--until", required=True, type=day, metavar="DAY", help="Last day of the membership (YYYY-MM-DD).")
@why
@token_options
@json_option
def add(compartment: str, person: str, until: Any, why: str, token: str, reason: str, as_json: bool) -> None:
    """Let a person in until a day; again, to renew it."""
    actor = actor_for("compartment_write", token, reason)
    from jisr.station.compartments import services

    services.add_member(actor, _found(actor, compartment), person, reason=why, until=until.date())
    text = _("{name} is in the compartment.").format(name=person)
    show({"username": person, "until": until.date().isoformat()}, as_json, text)


@compartment.command()
@click.argument("compartment")
@click.argument("person")
@token_options
@json_option
def end(compartment: str, person: str, token: str, reason: str, as_json: bool) -> None:
    """Let a person in no longer."""
    actor = actor_for("compartment_write", token, reason)
    from jisr.station.compartments import services

    services.end_member(actor, _found(actor, compartment), person)
    show({"username": person}, as_json, _("{name} is no longer in the compartment.").format(name=person))


@compartment.command("put-in")
@click.argument("compartment")
@click.argument("reference")
@why
@token_options
@json_option
def put_in(compartment: str, reference: str, why: str, token: str, reason: str, as_json: bool) -> None:
    """Hide a record, with everything drawn from it.

    REFERENCE is the number of a report or warning, an id, or kind:id (report, dispatch, entity, statement, proposal,
    warning).
    """
    actor = actor_for("compartment_write", token, reason)
    from jisr.station.compartments import services

    subject = services.put_in(actor, _found(actor, compartment), reference, reason=why)
    show({"subject": subject}, as_json, _("{subject} is hidden.").format(subject=subject))


@compartment.command("arrivals")
@click.argument("compartment")
@click.argument("station")
@click.option("--purpose", default="", help="Only what comes for this purpose (default: all).")
@why
@token_options
@json_option
def arrivals(compartment: str, station: str, purpose: str, why: str, token: str, reason: str, as_json: bool) -> None:
    """Let what comes from a partner land in a compartment."""
    actor = actor_for("compartment_write", token, reason)
    from jisr.station.compartments import services

    subject = services.place_arrivals(actor, _found(actor, compartment), station, purpose, reason=why)
    show({"subject": subject}, as_json, _("What comes from {name} lands in it.").format(name=station))


@compartment.command("take-out")
@click.argument("compartment")
@click.argument("subject")
@why
@token_options
@json_option
def take_out(compartment: str, subject: str, why: str, token: str, reason: str, as_json: bool) -> None:
    """Show a record like everything else again. SUBJECT is kind:id as `jisr compartment show` prints it."""
    actor = actor_for("compartment_write", token, reason)
    from jisr.station.compartments import services

    services.take_out(actor, _found(actor, compartment), subject, reason=why)
    show({"subject": subject}, as_json, _("{subject} is seen again.").format(subject=subject))


@compartment.command()
@click.argument("compartment")
@why
@token_options
@json_option
def close(compartment: str, why: str, token: str, reason: str, as_json: bool) -> None:
    """Dissolve a compartment: what was in it is seen like everything else again."""
    actor = actor_for("compartment_write", token, reason)
    from jisr.station.compartments import services

    found = _found(actor, compartment)
    services.close_compartment(actor, found, reason=why)
    show({"compartment": str(found)}, as_json, _("The compartment is dissolved."))


@compartment.command("break-glass")
@click.argument("reference")
@click.option("--told-by", required=True, help="Who told you the reference.")
@minutes
@why
@token_options
@json_option
def break_glass(reference: str, told_by: str, minutes: int, why: str, token: str, reason: str, as_json: bool) -> None:
    """Open one hidden record by its reference. The owner and oversight are told at once, and it is reviewed."""
    actor = actor_for("glass_break", token, reason)
    from jisr.station.compartments import services

    made = services.break_glass(actor, reference, reason=why, told_by=told_by, minutes=minutes)
    show({"opening": str(made)}, as_json, _("The glass is broken: {id}").format(id=made))


@compartment.command("off-duty")
@minutes
@why
@token_options
@json_option
def off_duty(minutes: int, why: str, token: str, reason: str, as_json: bool) -> None:
    """Say why you read outside the hours of duty."""
    actor = actor_for("glass_break", token, reason)
    from jisr.station.compartments import services

    made = services.read_off_duty(actor, reason=why, minutes=minutes)
    show({"opening": str(made)}, as_json, _("The glass is broken: {id}").format(id=made))


@compartment.command()
@click.option("--all", "everything", is_flag=True, help="Reviewed ones too.")
@token_options
@json_option
def openings(everything: bool, token: str, reason: str, as_json: bool) -> None:
    """Broken glass that awaits review."""
    actor_for("opening_review", token, reason)
    from jisr.station.compartments import queries

    found = queries.openings(awaiting=not everything)
    text = "\n".join(_opening_line(held) for held in found) or _("Nothing awaits review.")
    show([asdict(held) for held in found], as_json, text)


@compartment.command()
@click.argument("opening", type=click.UUID)
@click.option("--verdict", required=True, type=click.Choice(VERDICTS), help="What you found.")
@click.option("--remark", required=True, help="What you looked at and why you find so.")
@token_options
@json_option
def review(opening: UUID, verdict: str, remark: str, token: str, reason: str, as_json: bool) -> None:
    """Review an opening."""
    actor = actor_for("opening_review", token, reason)
    from jisr.station.compartments import services

    services.review_opening(actor, opening, verdict, remark=remark)
    show({"opening": str(opening), "verdict": verdict}, as_json, _("The review is noted."))


def _person(actor: "Actor") -> "User":
    from jisr.station.accounts.queries import account

    person = account(actor.name)
    assert person is not None
    return person


def _found(actor: "Actor", text: str) -> UUID:
    """The compartment of a name or id, among those this person is in."""
    from jisr.station.compartments import queries

    for held in queries.compartments_of(_person(actor)):
        if text.strip().casefold() in (held.name.casefold(), str(held.id)):
            return held.id
    raise CommandError(_("There is no such compartment."), "compartment_not_found")


def _summary(held: "CompartmentView") -> dict[str, Any]:
    return {
        "id": str(held.id), "name": held.name, "owner": held.owner, "members": held.member_count,
        "records": held.record_count, "new_touches": held.new_touches, "review_due": held.review_due,
    }  # fmt: skip


def _line(held: "CompartmentView") -> str:
    return f"{held.id}  {held.name}  {held.owner}  {held.member_count}/{held.record_count}"


def _opening_line(held: "OpeningView") -> str:
    return f"{held.id}  {held.opened_at:%Y-%m-%d %H:%M}Z  {held.username}  {held.subject or held.kind}  {held.reason}"
