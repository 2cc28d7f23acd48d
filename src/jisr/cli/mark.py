"""`jisr mark`: the conditions of a portion, what a matter is, and what a person says of somebody."""

import json
from gettext import gettext as _
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from jisr.cli.console import CommandError, json_option, show
from jisr.cli.exchange import find_report
from jisr.cli.token import actor_for, token_options

FLAGS = ("political", "military", "religious", "racial")
SPECIAL = ("minor", "victim", "witness", "journalist", "lawyer", "asylum_seeker")
flag_option = click.option(
    "--not-neutral", "flags", multiple=True, type=click.Choice(FLAGS), help="Character that keeps it here; repeat."
)


@click.group()
def mark() -> None:
    """Conditions of portions, neutrality, and persons of special care."""


@mark.command()
@click.argument("portion", type=click.UUID)
@click.option("--handling", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON of the marking.")
@click.option("--tear-line/--no-tear-line", "tear_line", default=None, help="May be passed on without asking.")
@flag_option
@token_options
@json_option
def portion(
    portion: UUID,
    handling: Path | None,
    tear_line: bool | None,
    flags: tuple[str, ...],
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Set the conditions of a portion of a report; what is left out stays as it is."""
    actor = actor_for("report_write", token, reason)
    from jisr.core.handling import NeutralityFlag
    from jisr.station.intake import queries, services
    from jisr.station.intake.api.routing import handling_given
    from jisr.station.intake.queries.reports import report_of_portion

    report_id = report_of_portion(portion)
    view = queries.report(report_id) if report_id else None
    held = next((one for one in view.portions if one.id == portion), None) if view else None
    if held is None:
        raise CommandError(_("There is no such portion."), "portion_not_found")
    marking = handling_given(_read(handling)) if handling else held.handling
    chosen = [NeutralityFlag(flag) for flag in flags] or None
    services.mark_portion(actor, portion, marking, is_tear_line=tear_line, neutrality=chosen)
    show({"portion": str(portion), "handling": marking.to_json()}, as_json, _("The portion is marked."))


@mark.command()
@click.argument("report")
@click.option("--neutral", is_flag=True, help="Take all such flags away.")
@flag_option
@token_options
@json_option
def report(report: str, neutral: bool, flags: tuple[str, ...], token: str, reason: str, as_json: bool) -> None:
    """Say whether the matter of a report has a character in which cooperation is forbidden."""
    actor = actor_for("report_write", token, reason)
    if neutral == bool(flags):
        raise click.UsageError(_("Say either --neutral or --not-neutral."))
    from jisr.core.handling import NeutralityFlag
    from jisr.station.intake.services import correct_report

    view = find_report(report)
    correct_report(actor, view.id, neutrality=[NeutralityFlag(flag) for flag in flags])
    show({"report": str(view.id), "neutrality": sorted(flags)}, as_json, _("Noted."))


@mark.command()
@click.argument("entity", type=click.UUID)
@click.option("--is", "category", required=True, type=click.Choice(SPECIAL), help="What you know of this person.")
@click.option("--note", default="", help="How you know.")
@click.option("--take-back", is_flag=True, help="Take it back instead.")
@token_options
@json_option
def person(entity: UUID, category: str, note: str, take_back: bool, token: str, reason: str, as_json: bool) -> None:
    """Say of a person what makes their data need a ground before they travel. It is never inferred."""
    actor = actor_for("knowledge_write", token, reason)
    from jisr.core.handling import SpecialCategory
    from jisr.station.knowledge.queries import special_marks
    from jisr.station.knowledge.services import say_special, unsay_special

    if take_back:
        unsay_special(actor, entity, SpecialCategory(category))
    else:
        say_special(actor, entity, SpecialCategory(category), note)
    said = [each.category for each in special_marks(entity)]
    show({"entity": str(entity), "special": said}, as_json, ", ".join(said) or _("Nothing is said of this person."))


def _read(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CommandError(_("This file is not JSON: {file}").format(file=file), "not_json") from error
    if not isinstance(document, dict):
        raise CommandError(_("This file is not JSON: {file}").format(file=file), "not_json")
    return document
