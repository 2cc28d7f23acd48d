"""`jisr diligence`: human-rights due diligence, for the holder of a token."""

from datetime import datetime
from gettext import gettext as _
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from jisr.cli.console import json_option, show
from jisr.cli.token import actor_for, token_options

if TYPE_CHECKING:
    from jisr.station.diligence.models import AssessmentRecord

TRIGGERS = ("personal_data", "detention", "capital_offence", "unit_support", "special_person", "neutrality")
HARMS = (
    "torture",
    "ill_treatment",
    "unlawful_killing",
    "death_penalty",
    "rendition",
    "unfair_trial",
    "arbitrary_detention",
    "persecution",
)
LIKELIHOODS = ("remote", "possible", "real", "known")
CONTRIBUTIONS = ("none", "indirect", "significant", "direct")
CAPACITIES = ("desk", "senior", "legal", "minister")

day = click.DateTime(["%Y-%m-%d"])


@click.group()
def diligence() -> None:
    """Assess what help could contribute to, and decide on it."""


@diligence.command("list")
@click.option("--state", default="", help="Only assessments in this state, such as approve_l1.")
@click.option("--limit", default=25, show_default=True, type=click.IntRange(1, 500), help="At most so many.")
@token_options
@json_option
def list_(state: str, limit: int, token: str, reason: str, as_json: bool) -> None:
    """Assessments, the newest first."""
    actor = actor_for("diligence_read", token, reason)
    from jisr.station.diligence import queries
    from jisr.station.ledger.services import Act, record

    rows = list(queries.assessments([state] if state else [])[:limit])
    record(actor, Act.CONSULTATION, "assessment", "list", detail={"shown": len(rows)})
    text = "\n".join(_line(row) for row in rows) or _("There is no assessment.")
    show([_document(row) for row in rows], as_json, text)


@diligence.command()
@click.argument("subject")
@click.option("--to", "recipient", required=True, metavar="STATION", help="The partner it is for.")
@click.option("--yes", "answers", multiple=True, type=click.Choice(TRIGGERS),
              help="A question of the screening answered with yes; may be repeated. All others: no.")  # fmt: skip
@click.option("--risk", "risks", multiple=True, nargs=3, metavar="HARM LIKELIHOOD CONTRIBUTION",
              type=click.Tuple([click.Choice(HARMS), click.Choice(LIKELIHOODS), click.Choice(CONTRIBUTIONS)]),
              help="A harm as judged; may be repeated. All others: remote, no contribution.")  # fmt: skip
@click.option("--why", required=True, help="Why it is answered and judged so.")
@click.option("--title", default="", help="What the activity is, where it has no record here.")
@click.option("--token", default="", help="API token of a person (default: JISR_TOKEN).")
@json_option
def assess(
    subject: str,
    recipient: str,
    answers: tuple[str, ...],
    risks: tuple[tuple[str, str, str], ...],
    why: str,
    title: str,
    token: str,
    as_json: bool,
) -> None:
    """Screen a subject for a partner, and judge its risks in the same step.

    SUBJECT is report:ID, warning:ID, request:ID, dispatch:ID, partner:STATION for its routine channel, or assistance or
    match for an activity. Another person decides on it: jisr diligence approve ID.
    """
    actor = actor_for("diligence_write", token)
    from jisr.core.diligence import Contribution, Harm, Likelihood, Risk, Trigger
    from jisr.station.diligence import queries, services

    judged = {
        harm: Risk(Harm(harm), Likelihood[likely.upper()], Contribution[how_much.upper()], why)
        for harm, likely, how_much in risks
    }
    every = tuple(judged.get(harm.value, Risk(harm, Likelihood.REMOTE, Contribution.NONE, why)) for harm in Harm)
    made = services.begin(
        actor,
        subject,
        recipient=recipient,
        answers={trigger: trigger.value in answers for trigger in Trigger},
        reason=why,
        title=title,
        judgement=services.Judgement(every),
    )
    row = queries.assessment(made)
    assert row is not None
    show(_document(row), as_json, _line(row))


@diligence.command()
@click.argument("assessment", type=click.UUID)
@click.option("--as", "capacity", type=click.Choice(CAPACITIES), default="desk", show_default=True,
              help="In which capacity.")  # fmt: skip
@click.option("--until", "valid_until", required=True, type=day, help="Last day of the approval, within a year.")
@click.option("--why", required=True, help="Why.")
@click.option("--conditions", default="", help="What must be kept while it holds.")
@click.option("--token", default="", help="API token of a person (default: JISR_TOKEN).")
@json_option
def approve(
    assessment: UUID, capacity: str, valid_until: datetime, why: str, conditions: str, token: str, as_json: bool
) -> None:
    """Approve an assessment that somebody else wrote.

    A remaining real risk of torture or death cannot be approved from here, only on its page.
    """
    actor = actor_for("diligence_read", token)
    from jisr.core.diligence import Capacity
    from jisr.station.diligence import queries, services

    services.approve(
        actor,
        assessment,
        capacity=Capacity(capacity),
        valid_until=valid_until.date(),
        reason=why,
        conditions=conditions,
    )
    row = queries.assessment(assessment)
    assert row is not None
    show(_document(row), as_json, _line(row))


@diligence.command()
@click.argument("assessment", type=click.UUID)
@click.option("--why", required=True, help="Why not.")
@click.option("--risk-of-not-helping", "risk", required=True, help="What not helping puts at risk.")
@click.option("--token", default="", help="API token of a person (default: JISR_TOKEN).")
@json_option
def refuse(assessment: UUID, why: str, risk: str, token: str, as_json: bool) -> None:
    """Decide not to help; what that risks is weighed and kept."""
    actor = actor_for("diligence_read", token)
    from jisr.station.diligence import queries, services

    services.withhold(actor, assessment, why, risk)
    row = queries.assessment(assessment)
    assert row is not None
    show(_document(row), as_json, _line(row))


@diligence.command()
@click.argument("subject", required=False)
@click.option("--to", "recipients", multiple=True, metavar="STATION", help="A partner; may be repeated.")
@click.option("--threat", default="", help="Whose life is in danger, and how this is known.")
@click.option("--why", required=True, help="Why the ordinary way is too slow; when confirming, why you agree.")
@click.option("--hours", default=6.0, show_default=True, type=click.FloatRange(0, 24), help="For how many hours.")
@click.option("--confirm", "confirmed", type=click.UUID, help="Confirm this override as second person.")
@click.option("--token", default="", help="API token of a person (default: JISR_TOKEN).")
@json_option
def override(
    subject: str | None,
    recipients: tuple[str, ...],
    threat: str,
    why: str,
    hours: float,
    confirmed: UUID | None,
    token: str,
    as_json: bool,
) -> None:
    """Ask for the life-at-risk override, or confirm one that somebody else asked for.

    Confirmed, it goes at once; oversight and originators are told by themselves.
    """
    if bool(subject) == bool(confirmed):
        raise click.UsageError(_("Name either what is to go, or with --confirm the override you confirm."))
    actor = actor_for("life_at_risk_confirm" if confirmed else "life_at_risk_ask", token)
    from jisr.station.diligence import queries, services
    from jisr.station.diligence.schemas import override_out

    if confirmed:
        services.confirm(actor, confirmed, why)
        made = confirmed
    else:
        made = services.ask(actor, subject or "", recipients=recipients, threat=threat, reason=why, hours=hours)
    row = queries.override(made)
    assert row is not None
    text = _("In force until {when} UTC.") if confirmed else _("A second person must confirm it: {id}")
    show(override_out(row), as_json, text.format(id=made, when=row.ends_at.strftime("%Y-%m-%d %H:%M")))


def _document(row: "AssessmentRecord") -> dict[str, Any]:
    from jisr.station.diligence.schemas import row_out

    return {**row_out(row), "id": str(row.pk)}


def _line(row: "AssessmentRecord") -> str:
    from jisr.core.diligence import State
    from jisr.station.diligence.vocabulary import STATE_LABELS

    return f"{row.pk}  {row.recipient:<16} {STATE_LABELS[State(row.state)]}  {row.title}"
