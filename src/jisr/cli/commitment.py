"""`jisr commitment`: what was promised, by whom, until when, and whether it was kept; for the holder of a token."""

from datetime import datetime
from gettext import gettext as _
from uuid import UUID

import click

from jisr.cli.console import LANGUAGES, json_option, show
from jisr.cli.token import actor_for, token_options

STATES = ("proposed", "agreed", "in_progress", "met", "partly_met", "missed", "withdrawn", "superseded")
CLASSIFICATIONS = ("unclassified", "restricted", "confidential", "secret", "top_secret")
day = click.DateTime(["%Y-%m-%d"])


@click.group()
def commitment() -> None:
    """Commitments: write them down, say how far they are, confirm them."""


@commitment.command("list")
@click.option("--partner", default="", metavar="STATION", help="Only with this partner.")
@click.option("--side", type=click.Choice(("ours", "theirs")), default=None, help="What we owe, or what is owed to us.")
@click.option("--standing", type=click.Choice(("open", "overdue", "soon", "to_confirm", "done")), default=None,
              help="How it stands.")  # fmt: skip
@token_options
@json_option
def list_(partner: str, side: str | None, standing: str | None, token: str, reason: str, as_json: bool) -> None:
    """List commitments, those due first in front."""
    actor = actor_for("diplomacy_read", token, reason)
    from jisr.station.diplomacy.queries import commitments
    from jisr.station.ledger.services import Act, record

    wanted = commitments.Wanted(partner=partner, side=side or "", standing=standing or "")
    rows = list(commitments.listed(wanted))
    record(actor, Act.CONSULTATION, "joint", "commitments", detail={"shown": len(rows)})
    lines = [
        f"{row.joint_id}  {row.due or '----------'}  {row.state:<12} {row.confirmation or '-':<10} {row.debtor}: "
        f"{row.joint.title}"
        for row in rows
    ]
    show([commitments.to_json(row) for row in rows], as_json, "\n".join(lines) or _("No commitment here."))


@commitment.command()
@click.argument("words")
@click.option("--debtor", required=True, metavar="STATION", help="Who owes it.")
@click.option("--creditor", required=True, metavar="STATION", help="To whom it is owed.")
@click.option("--due", type=day, help="Last day.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="fr", show_default=True,
              help="Language of the words.")  # fmt: skip
@click.option("--authority", default="", help="Function of the person who gave the word.")
@click.option("--measure", default="", help="How it is measured.")
@click.option("--topic", default="", help="Topic, such as capacity or human_trafficking.")
@click.option("--made-at", default="", help="Meeting or letter in which it was given.")
@click.option("--classification", type=click.Choice(CLASSIFICATIONS), default="restricted", show_default=True,
              help="Level of the record.")  # fmt: skip
@click.option("--share", "is_shared", is_flag=True, help="Share it with the partner at once.")
@token_options
@json_option
def write(
    words: str,
    debtor: str,
    creditor: str,
    due: datetime | None,
    language: str,
    authority: str,
    measure: str,
    topic: str,
    made_at: str,
    classification: str,
    is_shared: bool,
    token: str,
    reason: str,
    as_json: bool,
) -> None:
    """Write a commitment down, in its quoted WORDS."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.core.handling import Classification
    from jisr.station.diplomacy.services import commitments

    draft = commitments.Draft(
        words=words,
        language=language,
        debtor=debtor,
        creditor=creditor,
        due=due.date() if due else None,
        authority=authority,
        measure=measure,
        topic=topic,
        made_at=made_at,
    )
    level = Classification.from_code(classification)
    made = commitments.write_down(actor, draft, classification=level, is_shared=is_shared)
    show({"commitment": str(made)}, as_json, _("Written down: {id}").format(id=made))


@commitment.command()
@click.argument("commitment_id", metavar="COMMITMENT", type=click.UUID)
@click.argument("state", type=click.Choice(STATES))
@click.option("--progress", default="", help="What was done, in a few words.")
@token_options
@json_option
def state(commitment_id: UUID, state: str, progress: str, token: str, reason: str, as_json: bool) -> None:
    """As the debtor: say how far it is."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.core.diplomacy.commitments import CommitmentState
    from jisr.station.diplomacy.services import commitments

    commitments.say_state(actor, commitment_id, CommitmentState(state), progress)
    show({"commitment": str(commitment_id), "state": state}, as_json, _("Said; the partner is told."))


@commitment.command()
@click.argument("commitment_id", metavar="COMMITMENT", type=click.UUID)
@click.option("--disputed", is_flag=True, help="It was not kept as the debtor says.")
@click.option("--note", default="", help="A word to the partner; needed to dispute.")
@token_options
@json_option
def confirm(commitment_id: UUID, disputed: bool, note: str, token: str, reason: str, as_json: bool) -> None:
    """As the creditor: confirm that it was kept, or dispute it."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.core.diplomacy.commitments import Confirmation
    from jisr.station.diplomacy.services import commitments

    said = Confirmation.DISPUTED if disputed else Confirmation.CONFIRMED
    commitments.confirm(actor, commitment_id, said, note)
    show({"commitment": str(commitment_id), "confirmation": said.value}, as_json, _("Said; the partner is told."))


@commitment.command()
@click.argument("commitment_id", metavar="COMMITMENT", type=click.UUID)
@click.argument("text")
@click.option("--day", "on", type=day, help="Day of the evidence.")
@click.option("--reference", default="", help="File or number under which it is kept.")
@token_options
@json_option
def evidence(
    commitment_id: UUID, text: str, on: datetime | None, reference: str, token: str, reason: str, as_json: bool
) -> None:
    """Add what shows how it was kept."""
    actor = actor_for("diplomacy_write", token, reason)
    from jisr.station.diplomacy.services import commitments

    commitments.add_evidence(actor, commitment_id, text, on.date() if on else None, reference)
    show({"commitment": str(commitment_id)}, as_json, _("Added."))
