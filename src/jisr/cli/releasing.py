"""Release from the command line: the second person reads what each partner would read, then lets it go."""

import sys
from gettext import gettext as _
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from jisr.cli.console import CommandError, show
from jisr.cli.token import actor_for

if TYPE_CHECKING:
    from jisr.station.release.queries import ProposalPage


def release_proposal(proposal: UUID, seen: str, token: str, as_json: bool) -> None:
    """Show the views and ask, or release exactly what carries the mark `seen`; the service refuses the author.

    Without a terminal and without `seen`, the views and their mark are printed and nothing leaves.
    """
    actor = actor_for("release_decide", token)
    from jisr.station.ledger.services import Act, record
    from jisr.station.release.queries import page_of_proposal
    from jisr.station.release.schemas import views_out
    from jisr.station.release.services import release

    if not seen:
        page = page_of_proposal(proposal)
        if page is None:
            raise CommandError(_("There is no proposal {id}.").format(id=proposal), "proposal_missing")
        record(actor, Act.CONSULTATION, "release", str(proposal), detail={"views": len(page.views)})
        if as_json or not sys.stdin.isatty():
            hint = _("Nothing was released. To release exactly this: jisr send --release {id} --seen {seen}")
            text = f"{_as_read(page)}\n{hint.format(id=proposal, seen=page.seen)}"
            views = views_out(page)
            show({"proposal": str(proposal), "seen": page.seen, "views": views, "dispatches": {}}, as_json, text)
            return
        click.echo(_as_read(page))
        click.confirm(_("Release exactly this?"), abort=True)
        seen = page.seen
    sent = release(actor, proposal, seen=seen)
    lines = [_("Sent to {partner}: {id}").format(partner=partner, id=dispatch) for partner, dispatch in sent.items()]
    document = {"proposal": str(proposal), "dispatches": {partner: str(dispatch) for partner, dispatch in sent.items()}}
    show(document, as_json, "\n".join(lines))


def _as_read(page: "ProposalPage") -> str:
    """What each partner would read, and what it would not, with the reasons."""
    from jisr.station.release.schemas import views_out

    lines: list[str] = []
    for view in views_out(page):
        lines.append(click.style(", ".join(view["recipients"]), bold=True))
        lines += [f"  {reason['sentence']}" for reason in view["reasons"]]
        if view["body"]:
            lines += [f"  {line}" for line in _body_lines(view["body"], view["handling"])]
        for piece in view["withheld"]:
            reasons = " ".join(str(reason["sentence"]) for reason in piece["reasons"])
            lines.append("  " + _("Withheld: {item}: {reasons}").format(item=piece["item_id"], reasons=reasons))
    return "\n".join(lines)


def _body_lines(body: dict[str, Any], handling: dict[str, Any] | None) -> list[str]:
    marking = f"[{handling['classification']}] " if handling else ""
    portions = [portion["text"] for portion in body.get("portions", [])]
    statements = [f"{each['prop']}: {each['value']}" for each in body.get("statements", [])]
    return [f"{marking}{body.get('title', '')}", *portions, *statements]
