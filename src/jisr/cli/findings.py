"""`jisr findings REPORT`: what was found in a report; accept it, reject it, put it back."""

from gettext import gettext as _
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from jisr.cli.console import json_option, show
from jisr.cli.exchange import find_report
from jisr.cli.token import actor_for, token_options

if TYPE_CHECKING:
    from jisr.station.intake.queries import FindingView
    from jisr.station.ledger.actor import Actor

CATEGORIES = ("suspect", "convicted", "victim", "witness", "associate", "other")
DECISIONS = ("accept", "reject", "undo")


@click.command()
@click.argument("report")
@click.option("--decide", "decision", type=click.Choice(DECISIONS), help="Accept, reject, or undo a decision.")
@click.option("--finding", "ids", type=click.UUID, multiple=True, metavar="ID", help="Only this; may be repeated.")
@click.option("--category", type=click.Choice(CATEGORIES), help="What the persons are in this report.")
@click.option("--about", "entity", type=click.UUID, metavar="ENTITY", help="The known entity that a finding is about.")
@click.option("--as", "claim", default="", metavar="SCHEMA.PROPERTY", help="What a finding is taken to say.")
@token_options
@json_option
def findings(
    report: str,
    decision: str | None,
    ids: tuple[UUID, ...],
    category: str | None,
    entity: UUID | None,
    claim: str,
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Show what was found in a report, and decide on it.

    REPORT is the id or number of a report. --decide accept takes all open findings in, or those named with --finding.
    Personal data is taken in only where it is said what the person is in the matter: --category says it for the report,
    or with --finding for these alone.
    """
    actor = actor_for("report_write" if decision else "report_read", token, reason)
    if (entity or claim or decision == "undo") and not ids:
        raise click.UsageError(_("Name the findings with --finding."))
    view = find_report(report)
    if decision and ids:
        _decide_each(actor, view, ids, decision, category=category, entity=entity, claim=claim)
    elif decision:
        from jisr.station.intake import services

        services.decide_all(actor, view.id, decision, category=_category(category))
    _show(actor, view.id, as_json)


def _decide_each(
    actor: "Actor",
    report: Any,
    ids: tuple[UUID, ...],
    decision: str,
    *,
    category: str | None,
    entity: UUID | None,
    claim: str,
) -> None:
    """Decide on the findings named, all or none."""
    from django.db import transaction

    from jisr.station.intake import services
    from jisr.station.intake.problems import FindingNotFoundError

    if set(ids) - {finding.id for finding in report.findings}:
        raise FindingNotFoundError
    with transaction.atomic():
        for identifier in ids:
            services.decide_finding(
                actor, identifier, decision, claim=claim, entity_id=entity, category=_category(category)
            )


def _category(given: str | None) -> Any:
    from jisr.core.handling import DataCategory

    return DataCategory(given) if given else None


def _show(actor: "Actor", report_id: UUID, as_json: bool) -> None:
    from jisr.station.intake.queries import report
    from jisr.station.ledger.services import Act, record

    view = report(report_id)
    assert view is not None
    record(actor, Act.CONSULTATION, "report", str(report_id))
    document = {
        "report": view.number,
        "category": view.category.value if view.category else None,
        "findings": [_document(finding) for finding in view.findings],
    }
    lines = [f"{one.id}  {one.state:<9} {one.kind.value:<16} {one.text}" for one in view.findings]
    show(document, as_json, "\n".join(lines) or _("Nothing was found."))


def _document(finding: "FindingView") -> dict[str, Any]:
    return {
        "id": str(finding.id),
        "kind": finding.kind.value,
        "text": finding.text,
        "value": finding.value,
        "state": finding.state,
        "statement": str(finding.statement_id) if finding.statement_id else None,
        "entity": str(finding.entity_id) if finding.entity_id else None,
    }
