"""`jisr partner agreement`: what has been agreed with partners, and which levels of classification protect as much."""

from collections.abc import Sequence
from datetime import datetime
from gettext import gettext as _
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from jisr.cli.console import CommandError, json_option, open_station, show
from jisr.cli.token import actor_for, token_options

if TYPE_CHECKING:
    from jisr.core.handling import Equivalence
    from jisr.station.partners.queries import AgreementView

PURPOSES = (
    "terrorism",
    "terrorist_financing",
    "human_trafficking",
    "migrant_smuggling",
    "organised_crime",
    "violent_extremism",
    "cybercrime",
    "weapons",
    "drugs",
)
CATEGORIES = ("suspect", "convicted", "victim", "witness", "associate", "other")
LEVELS = ("unclassified", "restricted", "confidential", "secret", "top_secret")
RULES = ("allowed", "ask_originator", "never")
DAY = click.DateTime(["%Y-%m-%d"])
level_option = click.option(
    "--level", "levels", multiple=True, metavar="OWN=SCALE:LEVEL", help="A level that protects as much; repeat."
)


@click.group()
def agreement() -> None:
    """Agreements with partners, and levels that protect as much."""


@agreement.command("list")
@click.option("--partner", default="", metavar="STATION", help="Only those with this partner.")
@click.option("--state", type=click.Choice(["future", "in_force", "ending_soon", "ended"]), help="Only in this state.")
@json_option
def list_(partner: str, state: str | None, as_json: bool) -> None:
    """List the agreements, those that end first in front."""
    open_station()
    from jisr.station.partners.queries import agreements

    found = agreements(partner, state or "")
    none = _("There is no such agreement.")
    show([_document(view) for view in found], as_json, "\n".join(map(_line, found)) or none)


@agreement.command("show")
@click.argument("thread", type=click.UUID)
@json_option
def show_(thread: UUID, as_json: bool) -> None:
    """Show one agreement with its table of levels."""
    open_station()
    _show(thread, as_json)


@agreement.command()
@click.option("--partner", "parties", multiple=True, required=True, metavar="STATION", help="A partner; repeat.")
@click.option("--title", required=True, help="What it is called.")
@click.option("--reference", required=True, help="Legal reference, as people cite it.")
@click.option("--purpose", "purposes", multiple=True, required=True, type=click.Choice(PURPOSES), help="Repeat.")
@click.option("--category", "categories", multiple=True, required=True, type=click.Choice(CATEGORIES), help="Repeat.")
@click.option("--highest", required=True, type=click.Choice(LEVELS), help="Highest classification.")
@click.option("--retention", required=True, type=click.IntRange(1, 36_500), help="Longest retention, in days.")
@click.option("--onward", default="ask_originator", type=click.Choice(RULES), help="Passing on.")
@click.option("--redress", required=True, help="Whom a person concerned can turn to.")
@click.option("--from", "valid_from", required=True, type=DAY, help="First day (YYYY-MM-DD).")
@click.option("--until", "valid_until", required=True, type=DAY, help="Last day (YYYY-MM-DD).")
@click.option("--note", default="", help="A note.")
@level_option
@token_options
@json_option
def add(
    parties: tuple[str, ...],
    title: str,
    reference: str,
    purposes: tuple[str, ...],
    categories: tuple[str, ...],
    highest: str,
    retention: int,
    onward: str,
    redress: str,
    valid_from: datetime,
    valid_until: datetime,
    note: str,
    levels: tuple[str, ...],
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Record an agreement.

    --level says which level of the partners' scale protects as much as one of ours, as in --level secret=es:reservado.
    Without any, both sides use Jisr's own five levels.
    """
    actor = actor_for("agreement_write", token, reason)
    from jisr.core.handling import Classification, DataCategory, OnwardRule, Purpose
    from jisr.station.partners.services import AgreementTerms, record_agreement

    terms = AgreementTerms(
        title=title,
        reference=reference,
        parties=list(parties),
        purposes=[Purpose(word) for word in purposes],
        data_categories=[DataCategory(word) for word in categories],
        highest_classification=Classification.from_code(highest),
        longest_retention_days=retention,
        onward=OnwardRule(onward),
        redress_contact=redress,
        valid_from=valid_from.date(),
        valid_until=valid_until.date(),
        note=note,
        table=_table(levels),
    )
    _show(record_agreement(actor, terms), as_json)


@agreement.command()
@click.argument("thread", type=click.UUID)
@level_option
@token_options
@json_option
def levels(thread: UUID, levels: tuple[str, ...], token: str, reason: str, as_json: bool) -> None:
    """Set the whole table of levels of an agreement, as its next version. Without --level: Jisr's own levels."""
    actor = actor_for("agreement_write", token, reason)
    from jisr.station.partners.services import amend_levels

    amend_levels(actor, thread, _table(levels))
    _show(thread, as_json)


def _table(levels: Sequence[str]) -> "Equivalence":
    """The scale of the first row is the one in which the partners mark."""
    from jisr.core.handling import AS_THEY_ARE, Classification, Equivalence, Row

    rows = []
    for each in levels:
        own, equals, mark = each.partition("=")
        scale, colon, level = mark.partition(":")
        if not equals or not colon or own not in LEVELS:
            raise click.UsageError(_("--level has the form secret=es:reservado (found {found}).").format(found=each))
        rows.append(Row(scale, level, Classification.from_code(own)))
    return Equivalence(rows[0].scale, tuple(rows)) if rows else AS_THEY_ARE


def _show(thread: UUID, as_json: bool) -> None:
    from jisr.station.partners.queries import agreement as find

    view = find(thread)
    if view is None:
        raise CommandError(_("There is no such agreement."), "agreement_unknown")
    lines = [_line(view), *(f"  {row.own.code} = {row.scale}:{row.level}" for row in view.table.rows)]
    show(_document(view), as_json, "\n".join(lines))


def _line(view: "AgreementView") -> str:
    return f"{view.thread}  {view.state:<11} {view.last_day}  {', '.join(view.parties)}  {view.title}"


def _document(view: "AgreementView") -> dict[str, Any]:
    from jisr.station.partners.schemas import AgreementOut

    document: dict[str, Any] = AgreementOut.from_orm(view).model_dump(mode="json")
    return document
