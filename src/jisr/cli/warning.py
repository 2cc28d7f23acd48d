"""`jisr warning`: warn partners of a danger, follow it, acknowledge theirs; for the holder of a token."""

from collections.abc import Mapping
from datetime import UTC, datetime
from gettext import gettext as _
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from jisr.cli.console import LANGUAGES, json_option, language_of_locale, show
from jisr.cli.exchange import PURPOSES, find_report
from jisr.cli.token import actor_for, token_options

if TYPE_CHECKING:
    from jisr.station.ledger.actor import Actor
    from jisr.station.warnings.drafts import Draft
    from jisr.station.warnings.queries import ReceivedView, WarningView

CLASSIFICATIONS = ("unclassified", "restricted", "confidential", "secret", "top_secret")
YARDSTICKS = ("icd203", "phia")

moment = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"])


@click.group()
def warning() -> None:
    """Warn partners of a danger, and answer their warnings."""


@warning.command()
@click.argument("report", required=False)
@click.option("--to", "recipients", multiple=True, required=True, metavar="STATION", help="A partner; may be repeated.")
@click.option("--title", required=True, help="Title that the partner reads.")
@click.option("--threat", required=True, help="What threatens, in a few sentences.")
@click.option("--action", "recommended_action", required=True, help="What the partner is advised to do.")
@click.option("--place", required=True, help="Where.")
@click.option("--country", default="", metavar="CC", help="Country of the place, two letters (ISO 3166-1).")
@click.option("--from", "window_from", type=moment, help="Earliest moment of the danger (UTC).")
@click.option("--until", "window_until", type=moment, help="Latest moment of the danger (UTC).")
@click.option("--probability", required=True, type=click.FloatRange(0, 1), help="How likely, from 0 to 1.")
@click.option("--yardstick", type=click.Choice(YARDSTICKS), default="icd203", show_default=True,
              help="Scale of the word for the probability.")  # fmt: skip
@click.option("--purpose", required=True, type=click.Choice(PURPOSES), help="What it may be used for.")
@click.option("--classification", type=click.Choice(CLASSIFICATIONS), default="restricted", show_default=True,
              help="Level of the words of the warning; portions of a report keep their own.")  # fmt: skip
@click.option("--lang", "language", type=click.Choice(LANGUAGES),
              help="Language in which it is written (default: the reader's).")  # fmt: skip
@click.option("--within", "acknowledge_within_minutes", type=click.IntRange(min=1), default=60, show_default=True,
              metavar="MINUTES", help="Time the partners have to acknowledge it.")  # fmt: skip
@click.option("--note", default="", help="Note for the releaser; stays here.")
@token_options
@json_option
def propose(report: str | None, note: str, token: str, reason: str, as_json: bool, **written: Any) -> None:
    """Draft a warning and propose it for release.

    REPORT is the id or number of a report: its portions and confirmed statements go along where they may. Nothing
    leaves before another person releases it: jisr send --release ID.
    """
    actor = actor_for("warning_write", token, reason)
    from django.db import transaction

    from jisr.station.warnings import queries, services

    draft = _draft(actor, report, written)
    with transaction.atomic():
        made = services.draft_warning(actor, draft)
        proposal = services.propose_warning(actor, made, note)
    held = queries.warning(made)
    assert held is not None
    document = {"warning": str(made), "number": held.warning.number, "proposal": str(proposal)}
    text = _("Warning {number} awaits a second person: jisr send --release {id}")
    show(document, as_json, text.format(number=held.warning.number, id=proposal))


@warning.command("list")
@click.option("--received", "is_received", is_flag=True, help="Warnings of partners, instead of our own.")
@click.option("--limit", default=25, show_default=True, type=click.IntRange(1, 500), help="At most so many.")
@token_options
@json_option
def list_(is_received: bool, limit: int, token: str, reason: str, as_json: bool) -> None:
    """Warnings, with what became of each at every partner."""
    actor = actor_for("warning_read", token, reason)
    from jisr.station.ledger.services import Act, record
    from jisr.station.warnings import queries

    if is_received:
        received = queries.view_received(queries.received_rows()[:limit])
        documents, lines = [_received_document(view) for view in received], [_received_line(view) for view in received]
    else:
        views = queries.view_all(queries.board()[:limit])
        documents, lines = [_document(view) for view in views], [_line(view) for view in views]
    board = "received" if is_received else "sent"
    record(actor, Act.CONSULTATION, "warning_board", board, detail={"shown": len(documents)})
    show(documents, as_json, "\n".join(lines) or _("There is no warning."))


@warning.command()
@click.argument("dispatch", type=click.UUID)
@click.option("--note", default="", help="What the partner is told beside that it was read.")
@click.option("--action", default="", help="What is being done about it; the partner reads it.")
@token_options
@json_option
def acknowledge(dispatch: UUID, note: str, action: str, token: str, reason: str, as_json: bool) -> None:
    """Tell the partner that its warning was read and what is done.

    DISPATCH is the id under which `jisr warning list --received` shows it.
    """
    actor = actor_for("warning_write", token, reason)
    from jisr.station.warnings.services import acknowledge_received

    sent = acknowledge_received(actor, dispatch, note, action)
    show({"warning": str(dispatch), "acknowledgement": str(sent)}, as_json, _("The partner will be told."))


def _draft(actor: "Actor", report: str | None, written: Mapping[str, Any]) -> "Draft":
    """What the options say, with everything of the report that could go along."""
    from dataclasses import replace

    from jisr.core.handling import Classification, Purpose
    from jisr.station.accounts.roles import Right
    from jisr.station.intake.services import default_handling
    from jisr.station.release.services.people import require_source_right
    from jisr.station.warnings.drafts import Draft
    from jisr.station.warnings.sources import source_of

    source = None
    if report:
        require_source_right(actor, Right.REPORT_READ)
        source = source_of(find_report(report).id)
    marking = replace(default_handling(), classification=Classification[written["classification"].upper()])
    known = {name: value for name, value in written.items() if name != "classification"}
    return Draft(
        **{
            **known,
            "purpose": Purpose(written["purpose"]),
            "language": written["language"] or language_of_locale(),
            "country": written["country"].upper(),
            "window_from": _in_utc(written["window_from"]),
            "window_until": _in_utc(written["window_until"]),
        },
        handling=marking,
        report_id=source.report_id if source else None,
        portion_ids=tuple(portion.id for portion in source.report.portions) if source else (),
        statement_ids=tuple(UUID(each.id) for each in source.statements) if source else (),
    )


def _in_utc(given: datetime | None) -> datetime | None:
    return given.replace(tzinfo=UTC) if given else None


def _document(view: "WarningView") -> dict[str, Any]:
    row = view.warning
    return {
        "id": str(row.pk),
        "number": row.number,
        "state": row.state,
        "title": row.title,
        "probability": row.probability,
        "yardstick": row.yardstick,
        "acknowledge_by": row.acknowledge_by,
        "sent_to": [
            {
                "station_id": each.station_id,
                "standing": each.standing,
                "dispatch": str(each.record_id),
                "acknowledged_at": each.acknowledged_at,
                "is_run_out": each.is_run_out,
                "note": each.note,
                "action": each.action,
            }
            for each in view.recipients
        ],
    }


def _received_document(view: "ReceivedView") -> dict[str, Any]:
    return {
        "id": str(view.record_id),
        "originator": view.originator,
        "title": view.title,
        "received_at": view.received_at,
        "acknowledge_by": view.acknowledge_by,
        "acknowledged_at": view.acknowledged_at,
        "is_run_out": view.is_run_out,
        "action": view.action,
    }


def _line(view: "WarningView") -> str:
    from jisr.station.warnings.vocabulary import STANDING

    where = ", ".join(f"{each.station_id}: {STANDING[each.standing]}" for each in view.recipients)
    return f"{view.warning.number}  {view.warning.title}  {where or ', '.join(view.meant_for)}"


def _received_line(view: "ReceivedView") -> str:
    due = view.acknowledge_by.strftime("%Y-%m-%d %H:%MZ") if view.acknowledge_by else "-"
    return f"{view.record_id}  {view.originator:<20} {due:<18} {view.title}"
