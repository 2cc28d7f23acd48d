"""`jisr inbox`, `send`, `request`, `recall`: the exchange from the command line, for the holder of a token."""

from datetime import datetime
from gettext import gettext as _
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from jisr.cli.console import CommandError, json_option, show
from jisr.cli.releasing import release_proposal
from jisr.cli.token import actor_for, token_options

if TYPE_CHECKING:
    from jisr.station.exchange.queries import DispatchView

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
URGENCIES = ("urgent", "priority", "ordinary")


@click.command()
@click.option("--partner", default="", metavar="STATION", help="Only from this partner.")
@click.option("--kind", default="", help="Only of this kind, such as warning or request.")
@click.option("--open", "is_open", is_flag=True, help="Only what still waits for an answer.")
@click.option("--limit", default=25, show_default=True, type=click.IntRange(1, 500), help="At most so many.")
@token_options
@json_option
def inbox(partner: str, kind: str, is_open: bool, limit: int, token: str, reason: str, as_json: bool) -> None:
    """What partners sent, with its clocks."""
    actor = actor_for("exchange_read", token, reason)
    from jisr.station.exchange.queries import DispatchFilter, view
    from jisr.station.exchange.queries import inbox as find
    from jisr.station.ledger.services import Act, record

    wanted = DispatchFilter(kind=kind, partner=partner, is_open=is_open)
    found = [view(row) for row in find(wanted)[:limit]]
    record(actor, Act.CONSULTATION, "inbox", "list", detail={"count": len(found)})
    lines = [f"{each.id}  {each.kind.value:<14} {each.sender:<20} {_due(each.due):<18} {each.title}" for each in found]
    show([_document(each) for each in found], as_json, "\n".join(lines) or _("Nothing in the inbox."))


@click.command()
@click.argument("report", required=False)
@click.option("--to", "recipients", multiple=True, metavar="STATION", help="A partner; may be repeated.")
@click.option("--purpose", type=click.Choice(PURPOSES), help="What it may be used for.")
@click.option("--title", default="", help="Title that the partner reads (default: the report's).")
@click.option("--note", default="", help="Note for the releaser; stays here.")
@click.option("--reply-to", "request_id", type=click.UUID, metavar="REQUEST", help="It answers this request.")
@click.option("--release", "proposal", type=click.UUID, help="Release this proposal instead, as a second person.")
@click.option("--seen", default="", help="Mark of what was shown; without a terminal, only that is released.")
@token_options
@json_option
def send(
    report: str | None,
    recipients: tuple[str, ...],
    purpose: str | None,
    title: str,
    note: str,
    request_id: UUID | None,
    proposal: UUID | None,
    seen: str,
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Propose a dispatch for release to partners.

    REPORT is the id or number of a report; its portions and confirmed statements are proposed, and what may not go to a
    partner is left out of that partner's dispatch. Nothing leaves before another person releases it: --release ID shows
    what each partner would read, and asks.
    """
    if proposal is not None:
        release_proposal(proposal, seen, token, as_json)
        return
    if not (report and recipients and purpose):
        raise click.UsageError(_("Give a report, --to and --purpose; or --release with a proposal."))
    actor = actor_for("release_propose", token, reason)
    from django.utils import timezone

    from jisr.core.handling import Purpose
    from jisr.station.accounts.roles import Right
    from jisr.station.release.offers import offer_of_report
    from jisr.station.release.services import propose
    from jisr.station.release.services.people import require_source_right

    require_source_right(actor, Right.REPORT_READ)
    view = find_report(report)
    offer = offer_of_report(view.id, timezone.now(), request_id)
    made = propose(
        actor,
        kind=offer.kind,
        subject=offer.subject,
        report_id=offer.report_id,
        refers_to=offer.refers_to,
        recipients=list(recipients),
        portions=[piece.content for piece in offer.pieces if piece.statement is None],
        statements=[piece.statement for piece in offer.pieces if piece.statement is not None],
        purpose=Purpose(purpose),
        note=note,
        title=title or view.title,
    )
    text = _("Proposal {id} awaits a second person: jisr send --release {id}").format(id=made)
    show({"proposal": str(made), "report": view.number, "recipients": list(recipients)}, as_json, text)


@click.command()
@click.option("--to", "recipients", multiple=True, required=True, metavar="STATION", help="A partner; may be repeated.")
@click.option("--question", required=True, help="What is asked.")
@click.option("--legal-basis", required=True, help="On what legal basis.")
@click.option("--purpose", required=True, type=click.Choice(PURPOSES), help="What it may be used for.")
@click.option("--urgency", default="ordinary", show_default=True, type=click.Choice(URGENCIES), help="Sets the clock.")
@token_options
@json_option
def request(
    recipients: tuple[str, ...],
    question: str,
    legal_basis: str,
    purpose: str,
    urgency: str,
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Ask a partner for information."""
    actor = actor_for("request_write", token, reason)
    from jisr.core.handling import Purpose
    from jisr.station.exchange.services import request_information

    made = request_information(
        actor,
        recipients=list(recipients),
        question=question,
        legal_basis=legal_basis,
        urgency=urgency,
        purpose=Purpose(purpose),
    )
    show(
        {"request": str(made), "recipients": list(recipients)},
        as_json,
        _("Request {id} is on its way.").format(id=made),
    )


@click.command()
@click.argument("dispatch", type=click.UUID)
@click.option("--because", required=True, help="Reason that the partners read.")
@click.option("--statement", "statements", multiple=True, type=click.UUID, help="Only this statement; may be repeated.")
@click.option("--portion", "portions", multiple=True, type=click.UUID, help="Only this portion; may be repeated.")
@token_options
@json_option
def recall(
    dispatch: UUID,
    because: str,
    statements: tuple[UUID, ...],
    portions: tuple[UUID, ...],
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Recall a dispatch or part of it.

    Every partner that holds it stops using it and certifies that.
    """
    actor = actor_for("recall", token, reason)
    from jisr.station.exchange.services import recall as take_back

    made = take_back(actor, dispatch, because, statements, portions)
    text = _("Recall {id} is on its way.").format(id=made) if made else _("It had reached nobody and is cancelled.")
    show({"recall": str(made) if made else None, "dispatch": str(dispatch)}, as_json, text)


def find_report(wanted: str) -> Any:
    """The report with this id or number."""
    from jisr.station.intake.queries import ReportFilter, report, reports

    try:
        found = report(UUID(wanted))
    except ValueError:
        row = next((row for row in reports(ReportFilter(words=wanted))[:50] if row.number == wanted), None)
        found = report(row.id) if row else None
    if found is None:
        raise CommandError(_("There is no report {id}.").format(id=wanted), "report_unknown")
    return found


def _due(due: datetime | None) -> str:
    return due.strftime("%Y-%m-%d %H:%MZ") if due else "-"


def _document(view: "DispatchView") -> dict[str, Any]:
    return {
        "id": str(view.id),
        "kind": view.kind.value,
        "sender": view.sender,
        "title": view.title,
        "time": view.time,
        "due": view.due,
        "acknowledged_at": view.acknowledged_at,
        "state": view.state,
        "thread": str(view.thread),
        "classification": view.handling.classification.code,
    }
