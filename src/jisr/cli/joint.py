"""`jisr joint`: records kept together with partners, whatever their kind; `jisr plan` and `jisr minutes` beside it."""

from datetime import datetime
from gettext import gettext as _
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from jisr.cli.commitment import CLASSIFICATIONS, day
from jisr.cli.console import LANGUAGES, CommandError, json_option, show
from jisr.cli.token import actor_for, token_options

if TYPE_CHECKING:
    from jisr.station.diplomacy.queries.joint import JointView

PARTS = ("objective", "line_of_effort", "activity", "milestone", "indicator", "risk", "budget_line", "review")


@click.group()
def joint() -> None:
    """Joint records: show, share, sign, undo, settle."""


@joint.command("show")
@click.argument("record_id", metavar="RECORD", type=click.UUID)
@token_options
@json_option
def show_(record_id: UUID, token: str, reason: str, as_json: bool) -> None:
    """Show a record as it is merged, with what is to settle and who has signed."""
    actor = actor_for("diplomacy_read", token, reason)
    from jisr.station.diplomacy.api.joint import joint_out
    from jisr.station.ledger.services import Act, record

    view = _found(record_id)
    record(actor, Act.CONSULTATION, "joint", str(record_id))
    document = joint_out(view)
    lines = [view.row.title, f"{view.digest[:16]}  {', '.join(view.row.parties)}"]
    for held in document["objects"]:
        values = held["values"]
        name = values.get("title") or values.get("words") or values.get("text") or ""
        lines.append(f"{held['id']}  {held['type']:<14} {held['owner']:<14} {values.get('state', ''):<12} {name[:80]}")
    lines += [_("To settle: {field} of {id}").format(field=c["field"], id=c["object"]) for c in document["conflicts"]]
    show(document, as_json, "\n".join(lines))


@joint.command()
@click.argument("record_id", metavar="RECORD", type=click.UUID)
@token_options
@json_option
def share(record_id: UUID, token: str, reason: str, as_json: bool) -> None:
    """Let the partners keep it too, from now on."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.station.diplomacy.services import joint as services

    services.share(actor, record_id)
    show({"record": str(record_id)}, as_json, _("The partners keep it too from now on."))


@joint.command()
@click.argument("record_id", metavar="RECORD", type=click.UUID)
@click.option("--digest", required=True, help="Of the version you have read, as `jisr joint show --json` gives it.")
@token_options
@json_option
def sign(record_id: UUID, digest: str, token: str, reason: str, as_json: bool) -> None:
    """Sign a version for the service."""
    actor = actor_for("diplomacy_sign", token, reason)
    from jisr.station.diplomacy.services import signing

    version = signing.sign(actor, record_id, digest)
    show({"record": str(record_id), "version": str(version)}, as_json, _("Signed; the partners are told."))


@joint.command()
@click.argument("record_id", metavar="RECORD", type=click.UUID)
@click.argument("number", type=click.IntRange(min=1))
@token_options
@json_option
def undo(record_id: UUID, number: int, token: str, reason: str, as_json: bool) -> None:
    """Undo operation NUMBER of this station; both steps stay in the history."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.station.diplomacy.services import joint as services

    services.undo(actor, record_id, number)
    show({"record": str(record_id)}, as_json, _("Undone."))


@joint.command()
@click.argument("record_id", metavar="RECORD", type=click.UUID)
@click.argument("part")
@click.argument("field")
@click.option("--choice", type=click.IntRange(min=0), required=True, help="Which of the values; 0 is shown first.")
@token_options
@json_option
def settle(record_id: UUID, part: str, field: str, choice: int, token: str, reason: str, as_json: bool) -> None:
    """Choose one of the values that stations wrote at the same time."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.station.diplomacy.services import joint as services

    services.settle(actor, record_id, part, field, choice)
    show({"record": str(record_id)}, as_json, _("Settled."))


@click.group()
def plan() -> None:
    """Joint plans: begin, add parts, change them, report."""


@plan.command("list")
@click.option("--partner", default="", metavar="STATION", help="Only with this partner.")
@token_options
@json_option
def list_plans(partner: str, token: str, reason: str, as_json: bool) -> None:
    """List joint plans, those that changed last in front."""
    actor = actor_for("diplomacy_read", token, reason)
    from jisr.station.diplomacy.queries import plans
    from jisr.station.ledger.services import Act, record

    rows = list(plans.listed(partner))
    record(actor, Act.CONSULTATION, "joint", "plans", detail={"shown": len(rows)})
    documents = [{"id": str(row.pk), "title": row.title, "parties": row.parties, "subject": row.topic} for row in rows]
    show(documents, as_json, "\n".join(f"{row.pk}  {row.title}" for row in rows) or _("No joint plan here."))


@plan.command("new")
@click.argument("title")
@click.option("--with", "parties", multiple=True, required=True, metavar="STATION", help="A partner; may be repeated.")
@click.option("--subject", required=True, help="Such as human_trafficking or drugs.")
@click.option("--problem", default="", help="What is to be changed, and for whom.")
@click.option("--from", "starts", type=day, help="First day.")
@click.option("--until", "ends", type=day, help="Last day.")
@click.option("--classification", type=click.Choice(CLASSIFICATIONS), default="restricted", show_default=True,
              help="Level of the record.")  # fmt: skip
@token_options
@json_option
def new_plan(
    title: str,
    parties: tuple[str, ...],
    subject: str,
    problem: str,
    starts: datetime | None,
    ends: datetime | None,
    classification: str,
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Begin a joint plan; it is a draft until it is shared."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.core.handling import Classification
    from jisr.station.diplomacy.services import plans

    values = {"subject": subject, "problem": problem, "starts": _day(starts), "ends": _day(ends)}
    given = {name: value for name, value in values.items() if value}
    made = plans.begin(actor, title, parties, given, classification=Classification.from_code(classification))
    show({"plan": str(made)}, as_json, _("Begun: {id}").format(id=made))


@plan.command("add")
@click.argument("plan_id", metavar="PLAN", type=click.UUID)
@click.argument("kind", type=click.Choice(PARTS))
@click.option("--owner", required=True, metavar="STATION", help="To whom the part belongs.")
@click.option("--set", "values", multiple=True, required=True, metavar="FIELD=VALUE", help="A value; may be repeated.")
@token_options
@json_option
def add_part(
    plan_id: UUID, kind: str, owner: str, values: tuple[str, ...], token: str, reason: str, as_json: bool
) -> None:
    """Add a part to a plan."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.core.diplomacy.plans import PlanObject
    from jisr.station.diplomacy.services import plans

    made = plans.add(actor, plan_id, PlanObject(kind), owner, _values(values))
    show({"plan": str(plan_id), "part": made}, as_json, _("Added: {id}").format(id=made))


@plan.command("change")
@click.argument("plan_id", metavar="PLAN", type=click.UUID)
@click.argument("part")
@click.option("--set", "values", multiple=True, required=True, metavar="FIELD=VALUE", help="A value; may be repeated.")
@click.option("--because", default="", help="Why it is changed; the partners read it.")
@token_options
@json_option
def change_part(
    plan_id: UUID, part: str, values: tuple[str, ...], because: str, token: str, reason: str, as_json: bool
) -> None:
    """Change a part of a plan."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.station.diplomacy.services import plans

    plans.change(actor, plan_id, part, _values(values), because)
    show({"plan": str(plan_id), "part": part}, as_json, _("Changed; the partners are told."))


@plan.command("report")
@click.argument("plan_id", metavar="PLAN", type=click.UUID)
@token_options
@json_option
def report(plan_id: UUID, token: str, reason: str, as_json: bool) -> None:
    """Progress of a plan, read off the record."""
    actor = actor_for("diplomacy_read", token, reason)
    from jisr.station.diplomacy.api.plans import report_out
    from jisr.station.ledger.services import Act, record

    told = report_out(_found(plan_id, "joint_plan"))
    record(actor, Act.CONSULTATION, "joint", str(plan_id), decision="report")
    text = _("{share:.0%} done; {late} late; {reached} of {of} milestones reached").format(
        share=told["share_done"], late=len(told["late"]), reached=told["reached"], of=told["milestones"]
    )
    show(told, as_json, text)


@click.group()
def minutes() -> None:
    """Minutes: begin, write item by item, mark what was promised."""


@minutes.command("new")
@click.argument("title")
@click.option("--with", "parties", multiple=True, required=True, metavar="STATION", help="A partner; may be repeated.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), required=True, help="Language of the authentic text.")
@click.option("--item", "items", multiple=True, help="Title of an agenda item; may be repeated.")
@click.option("--day", "on", type=day, help="Day of the meeting.")
@token_options
@json_option
def new_minutes(
    title: str,
    parties: tuple[str, ...],
    language: str,
    items: tuple[str, ...],
    on: datetime | None,
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Begin minutes."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.station.diplomacy.services import minutes as services

    made = services.begin(actor, title, parties, language=language, items=items, day=on.date() if on else None)
    show({"minutes": str(made)}, as_json, _("Begun: {id}").format(id=made))


@minutes.command("write")
@click.argument("minutes_id", metavar="MINUTES", type=click.UUID)
@click.argument("item")
@click.argument("text")
@token_options
@json_option
def write_item(minutes_id: UUID, item: str, text: str, token: str, reason: str, as_json: bool) -> None:
    """Write the TEXT of one item."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.station.diplomacy.services import minutes as services

    services.write(actor, minutes_id, item, text)
    show({"minutes": str(minutes_id), "item": item}, as_json, _("Kept."))


@minutes.command("promise")
@click.argument("minutes_id", metavar="MINUTES", type=click.UUID)
@click.argument("item")
@click.argument("words")
@click.option("--debtor", required=True, metavar="STATION", help="Who owes it.")
@click.option("--due", type=day, help="Last day.")
@token_options
@json_option
def mark_promise(
    minutes_id: UUID,
    item: str,
    words: str,
    debtor: str,
    due: datetime | None,
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Mark WORDS of an item as a commitment; it becomes one when all have signed."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.station.diplomacy.services import minutes as services

    made = services.mark_promise(actor, minutes_id, item, words, debtor, due.date() if due else None)
    show({"minutes": str(minutes_id), "mark": made}, as_json, _("Marked."))


def _found(record_id: UUID, kind: str = "") -> "JointView":
    from jisr.station.diplomacy.problems import UnknownProblem
    from jisr.station.diplomacy.queries import joint as queries

    view = queries.find(record_id, kind)
    if view is None:
        raise UnknownProblem("joint")
    return view


def _values(given: tuple[str, ...]) -> dict[str, Any]:
    """FIELD=VALUE as a record holds it; ids after "after" are separated by commas."""
    found: dict[str, Any] = {}
    for each in given:
        name, sign, value = each.partition("=")
        if not sign:
            raise CommandError(_("Write FIELD=VALUE: {given}").format(given=each), "value_malformed")
        found[name] = [part for part in value.split(",") if part] if name == "after" else value
    return found


def _day(given: datetime | None) -> str:
    return given.date().isoformat() if given else ""
