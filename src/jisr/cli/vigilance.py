"""`jisr vigilance`: what rules flagged in the ledger, for an overseer's token."""

from dataclasses import asdict
from gettext import gettext as _
from typing import Any
from uuid import UUID

import click

from jisr.cli.console import CommandError, json_option, show
from jisr.cli.token import actor_for, token_options

STATES = ("open", "handled", "explained", "needs_action", "false_alarm", "all")
FINDINGS = ("explained", "needs_action", "false_alarm")
day = click.DateTime(["%Y-%m-%d"])


@click.group()
def vigilance() -> None:
    """What rules flagged in the ledger, and what came of it."""


@vigilance.command("list")
@click.option("--state", type=click.Choice(STATES), default="open", show_default=True, help="Which flags.")
@click.option("--rule", default="", help="Only flags of this rule, such as bulk_reading.")
@click.option("--person", default="", help="Only flags about this person.")
@click.option("--limit", default=25, show_default=True, type=click.IntRange(1, 500), help="At most so many.")
@token_options
@json_option
def list_(state: str, rule: str, person: str, limit: int, token: str, reason: str, as_json: bool) -> None:
    """Flags, the newest first."""
    actor = actor_for("vigilance_read", token, reason)
    from jisr.station.ledger.services import Act, record
    from jisr.station.vigilance import queries

    found = queries.flags(state="" if state == "all" else state, rule=rule, person=person, limit=limit)
    record(actor, Act.CONSULTATION, "flag", "list", detail={"shown": len(found)})
    lines = [f"{held.id}  {held.last_at:%Y-%m-%d %H:%M}Z  {held.rule}  {held.person}  {held.says}" for held in found]
    show([asdict(held) for held in found], as_json, "\n".join(lines) or _("Nothing was flagged."))


@vigilance.command("show")
@click.argument("flag", type=click.UUID)
@token_options
@json_option
def show_(flag: UUID, token: str, reason: str, as_json: bool) -> None:
    """One flag with the entries it rests on."""
    actor = actor_for("vigilance_read", token, reason)
    from jisr.station.ledger.services import Act, record
    from jisr.station.vigilance import queries

    held = queries.flag(flag)
    if held is None:
        raise CommandError(_("There is no such flag."), "flag_unknown")
    record(actor, Act.CONSULTATION, "flag", str(flag), detail={"shown": len(held.evidence)})
    lines = [f"{held.rule}  {held.person}  {held.says}  {held.state}"]
    lines += [f"  {one.index}  {one.time:%Y-%m-%d %H:%M}Z  {one.record_kind} {one.record_id}" for one in held.evidence]
    show(asdict(held), as_json, "\n".join(lines))


@vigilance.command()
@click.argument("flag", type=click.UUID)
@click.option("--finding", required=True, type=click.Choice(FINDINGS), help="What came of it.")
@click.option("--why", required=True, help="Why; the person reads it.")
@click.option("--tell-from", type=day, metavar="DAY", help="Tell the person only from this day on (YYYY-MM-DD).")
@click.option("--not-told-because", default="", help="Why the person is not told now.")
@token_options
@json_option
def handle(
    flag: UUID, finding: str, why: str, tell_from: Any, not_told_because: str, token: str, reason: str, as_json: bool
) -> None:
    """Say what came of a flag; the person is told."""
    actor = actor_for("vigilance_handle", token, reason)
    from jisr.station.vigilance import services

    told = tell_from.date() if tell_from else None
    services.handle_flag(actor, flag, finding, reason=why, tell_from=told, not_told_because=not_told_because)
    show({"flag": str(flag), "state": finding}, as_json, _("The flag is handled."))


@vigilance.command()
@token_options
@json_option
def rules(token: str, reason: str, as_json: bool) -> None:
    """The rules, their numbers, and how often each was wrong."""
    actor_for("vigilance_read", token, reason)
    from jisr.station.vigilance import queries, services

    rates = {rate.rule: rate for rate in queries.rates()}
    document = [
        {
            "code": code, "is_on": standing.is_on, "numbers": standing.numbers, "open": rates[code].open,
            "handled": rates[code].handled, "share_of_false_alarms": rates[code].share,
        }
        for code, standing in services.rules_now().items()
    ]  # fmt: skip
    lines = [f"{rule['code']}  {rule['numbers']}" for rule in document]
    show(document, as_json, "\n".join(lines))


@vigilance.command("set")
@click.argument("rule")
@click.option("--number", "numbers", multiple=True, nargs=2, type=(str, int), metavar="NAME VALUE",
              help="A number of the rule; may be repeated.")  # fmt: skip
@click.option("--off", is_flag=True, help="Switch the rule off.")
@click.option("--why", required=True, help="Why; kept and entered in the ledger.")
@token_options
@json_option
def set_(
    rule: str, numbers: tuple[tuple[str, int], ...], off: bool, why: str, token: str, reason: str, as_json: bool
) -> None:
    """Change the numbers of a rule, or switch it off."""
    actor = actor_for("vigilance_handle", token, reason)
    from jisr.station.vigilance import services

    services.change_rule(actor, rule, is_on=not off, numbers=dict(numbers), reason=why)
    standing = services.rules_now()[rule]
    show({"code": rule, "is_on": standing.is_on, "numbers": standing.numbers}, as_json, _("The rule is changed."))


@vigilance.command()
@token_options
@json_option
def look(token: str, reason: str, as_json: bool) -> None:
    """Look at once at what is new in the ledger."""
    actor_for("vigilance_handle", token, reason)
    from jisr.station.vigilance import services

    raised = services.look()
    show({"raised": raised}, as_json, _("Flags raised: {count}").format(count=raised))
