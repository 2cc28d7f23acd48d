"""`jisr engagement`, `jisr recognition`, `jisr briefing` and `jisr desk`; for the holder of a token."""

from datetime import datetime
from gettext import gettext as _
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from jisr.cli.commitment import CLASSIFICATIONS, day
from jisr.cli.console import CommandError, json_option, show
from jisr.cli.token import actor_for, token_options

KINDS = ("visit", "tour", "bilateral", "multilateral", "workshop", "video")
STATES = ("proposed", "planned", "ongoing", "completed", "cancelled")
local_time = click.DateTime(["%Y-%m-%dT%H:%M"])


@click.group()
def engagement() -> None:
    """Visits, tours, meetings and workshops."""


@engagement.command("list")
@click.option("--partner", default="", metavar="STATION", help="Only with this partner.")
@click.option("--state", type=click.Choice(STATES), default=None, help="Only in this state.")
@token_options
@json_option
def list_(partner: str, state: str | None, token: str, reason: str, as_json: bool) -> None:
    """List engagements, the latest first."""
    actor = actor_for("diplomacy_read", token, reason)
    from jisr.station.diplomacy.api.engagements import head
    from jisr.station.diplomacy.queries import engagements
    from jisr.station.ledger.services import Act, record

    rows = list(engagements.listed(partner, state=state or ""))
    record(actor, Act.CONSULTATION, "engagement", "list", detail={"shown": len(rows)})
    lines = [f"{row.pk}  {row.number}  {row.starts:%Y-%m-%d}  {row.state:<10} {row.title}" for row in rows]
    show([head(row) for row in rows], as_json, "\n".join(lines) or _("No engagement here."))


@engagement.command("show")
@click.argument("engagement_id", metavar="ENGAGEMENT", type=click.UUID)
@token_options
@json_option
def show_(engagement_id: UUID, token: str, reason: str, as_json: bool) -> None:
    """Show one engagement with its legs, sessions, delegations and checklist."""
    actor = actor_for("diplomacy_read", token, reason)
    from jisr.station.diplomacy.api.engagements import whole
    from jisr.station.diplomacy.problems import UnknownProblem
    from jisr.station.diplomacy.queries import engagements
    from jisr.station.ledger.services import Act, record

    view = engagements.find(engagement_id)
    if view is None:
        raise UnknownProblem("engagement")
    record(actor, Act.CONSULTATION, "engagement", str(engagement_id))
    lines = [f"{view.row.number}  {view.row.title}  {view.row.state}"]
    lines += [f"  {leg.place}: {starts:%Y-%m-%d %H:%M} - {ends:%Y-%m-%d %H:%M}" for leg, starts, ends in view.legs]
    for session in view.sessions:
        lines.append(f"  {session.row.title}: {session.starts:%Y-%m-%d %H:%M}")
        lines += [f"    {item.kind}: {item.title}" for item in session.items]
    show(whole(view), as_json, "\n".join(lines))


@engagement.command("new")
@click.argument("title")
@click.option("--kind", type=click.Choice(KINDS), required=True, help="What it is.")
@click.option("--with", "partners", multiple=True, metavar="STATION", help="A partner; may be repeated.")
@click.option("--from", "starts", type=local_time, required=True, help="Start, by the clocks of the place.")
@click.option("--until", "ends", type=local_time, required=True, help="End, by the clocks of the place.")
@click.option("--time-zone", default="UTC", show_default=True, help="Such as Africa/Casablanca.")
@click.option("--place", default="", help="Where.")
@click.option("--country", default="", metavar="CC", help="Country of the place, two letters (ISO 3166-1).")
@click.option("--aim", default="", help="What it is for.")
@click.option("--classification", type=click.Choice(CLASSIFICATIONS), default="restricted", show_default=True,
              help="Level of the record.")  # fmt: skip
@token_options
@json_option
def new(title: str, classification: str, token: str, reason: str, as_json: bool, **given: Any) -> None:
    """Propose an engagement."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.core.handling import Classification
    from jisr.station.diplomacy.services import engagements

    level = Classification.from_code(classification)
    made = engagements.propose(actor, engagements.Plan(title=title, classification=level, **given))
    show({"engagement": str(made)}, as_json, _("Proposed: {id}").format(id=made))


@engagement.command("move")
@click.argument("engagement_id", metavar="ENGAGEMENT", type=click.UUID)
@click.argument("state", type=click.Choice(STATES))
@click.option("--because", default="", help="Reason; needed to cancel or to go back.")
@click.option("--outcome", default="", help="What came of it.")
@token_options
@json_option
def move(engagement_id: UUID, state: str, because: str, outcome: str, token: str, reason: str, as_json: bool) -> None:
    """Move an engagement to its next state."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.station.diplomacy.services import engagements
    from jisr.station.diplomacy.vocabulary import EngagementState

    engagements.move_to(actor, engagement_id, EngagementState(state), because, outcome)
    show({"engagement": str(engagement_id), "state": state}, as_json, _("Moved."))


@engagement.command("leg")
@click.argument("engagement_id", metavar="ENGAGEMENT", type=click.UUID)
@click.option("--place", required=True, help="Where.")
@click.option("--country", required=True, metavar="CC", help="Country of the place, two letters (ISO 3166-1).")
@click.option("--time-zone", required=True, help="Such as Africa/Casablanca.")
@click.option("--from", "starts", type=local_time, required=True, help="Start, by the clocks of the place.")
@click.option("--until", "ends", type=local_time, required=True, help="End, by the clocks of the place.")
@token_options
@json_option
def leg(engagement_id: UUID, token: str, reason: str, as_json: bool, **given: Any) -> None:
    """Add a leg to a tour."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.station.diplomacy.services import engagements

    made = engagements.add_leg(actor, engagement_id, **given)
    show({"engagement": str(engagement_id), "leg": str(made)}, as_json, _("Added: {id}").format(id=made))


@click.group()
def recognition() -> None:
    """Decorations and formal thanks, given and received."""


@recognition.command("list")
@token_options
@json_option
def register(token: str, reason: str, as_json: bool) -> None:
    """The register, the newest first."""
    actor = actor_for("diplomacy_read", token, reason)
    from jisr.station.diplomacy.queries.recognition import listed
    from jisr.station.ledger.services import Act, record

    rows = list(listed())
    record(actor, Act.CONSULTATION, "recognition", "list", detail={"shown": len(rows)})
    names = ("direction", "kind", "state", "country", "partner", "order_name", "rank", "recipient", "day")
    documents = [{"id": str(row.pk), **{name: getattr(row, name) for name in names}} for row in rows]
    lines = [f"{row.pk}  {row.direction:<8} {row.state:<10} {row.recipient}" for row in rows]
    show(documents, as_json, "\n".join(lines) or _("The register is empty."))


@recognition.command("propose")
@click.argument("recipient")
@click.option("--direction", type=click.Choice(("given", "received")), default="given", show_default=True,
              help="Whether it is given or was received.")  # fmt: skip
@click.option("--kind", type=click.Choice(("decoration", "thanks")), required=True, help="What it is.")
@click.option("--country", required=True, metavar="CC", help="State that awards it, two letters (ISO 3166-1).")
@click.option("--partner", default="", metavar="STATION", help="Partner service.")
@click.option("--order", "order_name", default="", help="Order.")
@click.option("--class", "rank", default="", help="Class of the order.")
@click.option("--citation", default="", help="Citation.")
@click.option("--day", "on", type=day, help="Day of the ceremony.")
@click.option("--outcome", "outcomes", multiple=True, type=click.UUID, help="Warning it honours; may be repeated.")
@token_options
@json_option
def propose(
    recipient: str,
    on: datetime | None,
    outcomes: tuple[UUID, ...],
    token: str,
    reason: str,
    as_json: bool,
    **given: Any,
) -> None:
    """Propose an honour for RECIPIENT, or record one that was received."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.station.diplomacy.services import recognition as services

    made = services.propose(actor, recipient=recipient, day=on.date() if on else None, outcomes=outcomes, **given)
    show({"recognition": str(made)}, as_json, _("Proposed: {id}").format(id=made))


@recognition.command("decide")
@click.argument("recognition_id", metavar="RECOGNITION", type=click.UUID)
@click.option("--approve/--refuse", "is_approved", required=True, help="Approve it, or refuse it.")
@click.option("--because", default="", help="Reason; needed to refuse.")
@token_options
@json_option
def decide(recognition_id: UUID, is_approved: bool, because: str, token: str, reason: str, as_json: bool) -> None:
    """Decide on what somebody else has proposed."""
    actor = actor_for("recognition_approve", token, reason)
    from jisr.station.diplomacy.services import recognition as services

    services.decide(actor, recognition_id, is_approved=is_approved, reason=because)
    show({"recognition": str(recognition_id), "approved": is_approved}, as_json, _("Decided."))


@recognition.command("confer")
@click.argument("recognition_id", metavar="RECOGNITION", type=click.UUID)
@click.option("--day", "on", type=day, required=True, help="Day of the ceremony.")
@click.option("--engagement", "engagement_id", type=click.UUID, help="Ceremony.")
@token_options
@json_option
def confer(
    recognition_id: UUID, on: datetime, engagement_id: UUID | None, token: str, reason: str, as_json: bool
) -> None:
    """Record that an approved honour was handed over."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.station.diplomacy.services import recognition as services

    services.confer(actor, recognition_id, on.date(), engagement_id)
    show({"recognition": str(recognition_id)}, as_json, _("Recorded."))


@click.command()
@click.argument("partner", metavar="STATION")
@click.option("--engagement", "engagement_id", type=click.UUID, help="For this meeting.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it there as PDF.")
@token_options
@json_option
def briefing(
    partner: str, engagement_id: UUID | None, out: Path | None, token: str, reason: str, as_json: bool
) -> None:
    """Make the briefing book on a partner, with what the token's person may see."""
    actor = actor_for("diplomacy_read", token, reason)
    from jisr.station.accounts.models import User
    from jisr.station.diplomacy.briefing_sheet import pdf
    from jisr.station.diplomacy.problems import UnknownProblem
    from jisr.station.diplomacy.queries import briefing as books
    from jisr.station.diplomacy.queries.stations import name_of
    from jisr.station.diplomacy.services.joint import own_id
    from jisr.station.ledger.services import Act, record
    from jisr.station.web.printing import PrintingUnavailableError

    book = books.compose(User.objects.get(username=actor.name), partner, engagement_id)
    if book is None:
        raise UnknownProblem("partner")
    facts = sum(len(chapter.facts) for chapter in book.chapters)
    record(actor, Act.CONSULTATION, "partnership", partner, decision="briefing", detail={"shown": facts})
    if out is not None:
        try:
            out.write_bytes(pdf(book, name_of(own_id())))
        except PrintingUnavailableError as error:
            raise CommandError(_("This machine cannot set text as PDF."), "printing_unavailable") from error
    chapters = [
        {"code": c.code, "title": c.title, "facts": [{"about": f.about, "why": f.why, "url": f.url} for f in c.facts]}
        for c in book.chapters
    ]
    lines = []
    for chapter in book.chapters:
        lines += ["", chapter.title, *(f"  {fact.about}  ({fact.why})" for fact in chapter.facts)]
    show({"partner": partner, "chapters": chapters}, as_json, "\n".join(lines).strip())


@click.command()
@click.option("--partner", default="", metavar="STATION", help="Only with this partner.")
@token_options
@json_option
def desk(partner: str, token: str, reason: str, as_json: bool) -> None:
    """Everything open in one place: requests, commitments, meetings, warnings."""
    actor = actor_for("diplomacy_read", token, reason)
    from jisr.station.accounts.models import User
    from jisr.station.diplomacy.queries import desk as queries
    from jisr.station.ledger.services import Act, record

    found = queries.tasks(User.objects.get(username=actor.name), partner)
    record(actor, Act.CONSULTATION, "partnership", "desk", detail={"shown": len(found)})
    names = ("kind", "about", "why", "due", "is_late", "url")
    documents = [{**{name: getattr(task, name) for name in names}, "partners": list(task.partners)} for task in found]
    lines = [f"{task.due:%Y-%m-%d}" if task.due else "----------" for task in found]
    text = "\n".join(f"{due}  {task.label}: {task.about} ({task.why})" for due, task in zip(lines, found, strict=True))
    show(documents, as_json, text or _("Nothing is open."))
