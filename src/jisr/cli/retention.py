"""`jisr retention`: what is kept until when, holds, extensions, a run at once."""

from datetime import date, datetime
from gettext import gettext as _
from typing import Any
from uuid import UUID

import click

from jisr.cli.console import json_option, show
from jisr.cli.token import actor_for

KINDS = click.Choice(["report", "dispatch", "statement"])
DAY = click.DateTime(["%Y-%m-%d"])

token_option = click.option("--token", default="", help="API token of a person (default: JISR_TOKEN).")


@click.group()
def retention() -> None:
    """What is kept until when: list, hold, keep longer, erase."""


@retention.command("list")
@click.option("--days", type=click.IntRange(0, 3660), default=30, show_default=True, help="Look so many days ahead.")
@click.option("--holds", "of_holds", is_flag=True, help="Legal holds instead.")
@click.option("--erased", "of_erased", is_flag=True, help="Certificates of erasure instead.")
@token_option
@json_option
def list_kept(days: int, of_holds: bool, of_erased: bool, token: str, as_json: bool) -> None:
    """What is erased within so many days; or what is held, or was erased."""
    actor_for("retention_read", token)
    from jisr.station.retention import queries
    from jisr.station.retention.api import ending_out
    from jisr.station.retention.schemas import ErasedOut, HoldOut
    from jisr.station.vault.certificates import certificates

    if of_holds:
        held: list[Any] = [HoldOut.model_validate(view, from_attributes=True).model_dump() for view in queries.holds()]
        lines = [f"{one['id']}  {one['kind']} {one['name']}  {one['until']}" for one in held]
        show({"holds": held}, as_json, "\n".join(lines) or _("Nothing is held."))
    elif of_erased:
        rows = [ErasedOut.model_validate(row, from_attributes=True).model_dump() for row in certificates()[:100]]
        lines = [
            f"{row['at']:%Y-%m-%d}  {row['kind']} {row['count']}  {row['rule']}  {row['root'][:16]}" for row in rows
        ]
        show({"erased": rows}, as_json, "\n".join(lines) or _("Nothing was erased yet."))
    else:
        items = [ending_out(view) for view in queries.ending(days)]
        by_day = [{"day": day, "count": count} for day, count in queries.statements_ending(days)]
        lines = [f"{one['ends']}  {one['kind']} {one['name']}" for one in items]
        lines += [_("{day}  {count} statements").format(**each) for each in by_day]
        show({"items": items, "statements": by_day}, as_json, "\n".join(lines) or _("Nothing ends in this time."))


@retention.command()
@click.option(
    "--as-of", type=DAY, default=None, help="As if it were this day (YYYY-MM-DD); at an exercise station only."
)
@token_option
@json_option
def run(as_of: datetime | None, token: str, as_json: bool) -> None:
    """Erase now what has reached its last day."""
    actor = actor_for("retention_run", token)
    from jisr.station.retention.schemas import RunOut
    from jisr.station.retention.services import run as run_now

    result = run_now(actor, _day(as_of))
    text = _("Erased: {statements} statements, {reports} reports, {sent} sent and {received} received dispatches.")
    document = RunOut.model_validate(result, from_attributes=True).model_dump()
    show(document, as_json, text.format(**document))


@retention.command()
@click.argument("kind", type=KINDS)
@click.argument("record", type=click.UUID)
@click.option("--why", "reason", required=True, help="Why; it is recorded.")
@click.option("--law", required=True, help="The law, order or file it rests on.")
@click.option("--until", type=DAY, required=True, help="Last day (YYYY-MM-DD).")
@token_option
@json_option
def hold(kind: str, record: UUID, reason: str, law: str, until: datetime, token: str, as_json: bool) -> None:
    """Place a legal hold: nothing of the record is erased up to a day."""
    actor = actor_for("hold_decide", token)
    from jisr.station.retention.services import place_hold

    made = place_hold(actor, kind, record, reason=reason, legal_reference=law, until=until.date())
    show({"id": made}, as_json, _("The hold stands: {id}").format(id=made))


@retention.command()
@click.argument("hold_id", type=click.UUID)
@click.option("--why", "reason", required=True, help="Why; it is recorded.")
@token_option
@json_option
def lift(hold_id: UUID, reason: str, token: str, as_json: bool) -> None:
    """Lift a legal hold."""
    actor = actor_for("hold_decide", token)
    from jisr.station.retention.services import lift_hold

    lift_hold(actor, hold_id, reason=reason)
    show({"id": hold_id}, as_json, _("The hold is lifted."))


@retention.command()
@click.argument("kind", type=KINDS)
@click.argument("record", type=click.UUID)
@click.option("--why", "reason", required=True, help="Why; it is recorded.")
@click.option("--until", type=DAY, required=True, help="Last day (YYYY-MM-DD).")
@token_option
@json_option
def extend(kind: str, record: UUID, reason: str, until: datetime, token: str, as_json: bool) -> None:
    """Keep a record of our own longer, within what was agreed."""
    actor = actor_for("retention_decide", token)
    from jisr.station.retention.services import extend as keep_longer

    made = keep_longer(actor, kind, record, reason=reason, until=until.date())
    show({"id": made}, as_json, _("Kept longer: {id}").format(id=made))


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
