"""Drafting a warning and handing it to the releaser."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from jisr.core.handling import NeutralityFlag, Purpose, SpecialCategory
from jisr.core.sealing import DispatchKind
from jisr.station.intake import queries as intake
from jisr.station.knowledge import queries as knowledge
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.release import services as release
from jisr.station.warnings.drafts import Draft, check
from jisr.station.warnings.models import Warning, WarningState
from jisr.station.warnings.problems import UnknownWarningProblem, WrongStateProblem

#: Key of the lock under which numbers are given out; any constant that no other room uses.
_NUMBER_LOCK = 0x5741524E
_ERASABLE = (WarningState.DRAFT, WarningState.PROPOSED)


@transaction.atomic
def draft_warning(actor: Actor, draft: Draft) -> UUID:
    """Store a new draft.

    Raises:
        DraftProblem.
    """
    check(draft)
    now = timezone.now()
    warning = Warning(number=_next_number(now), author=actor.name, created_at=now)
    _fill(warning, draft)
    warning.save(force_insert=True)
    record(actor, Act.COLLECTION, "warning", str(warning.pk), detail={"number": warning.number})
    return warning.pk


@transaction.atomic
def change_draft(actor: Actor, warning_id: UUID, draft: Draft) -> None:
    """Replace what a draft says.

    Raises:
        DraftProblem, UnknownWarningProblem, WrongStateProblem: it is no longer a draft.
    """
    check(draft)
    warning = locked(warning_id, WarningState.DRAFT)
    _fill(warning, draft)
    warning.save()
    record(actor, Act.ALTERATION, "warning", str(warning.pk), decision="draft_changed")


@transaction.atomic
def propose_warning(
    actor: Actor,
    warning_id: UUID,
    note: str = "",
    *,
    neutrality: Iterable[NeutralityFlag] = (),
    grounds: Mapping[SpecialCategory, str] | None = None,
) -> UUID:
    """Hand the warning to the releaser; the partners' clock is set from now. The id of the proposal.

    Args:
        neutrality: characters of the matter in which cooperation is forbidden, as far as the author sees any.
        grounds: why data of minors, victims or witnesses may go.

    Raises:
        UnknownWarningProblem, WrongStateProblem, and what `release.propose` raises.
    """
    warning = locked(warning_id, WarningState.DRAFT)
    warning.acknowledge_by = timezone.now() + timedelta(minutes=warning.acknowledge_within_minutes)
    proposal = release.propose(
        actor,
        kind=DispatchKind.WARNING,
        subject=warning.subject,
        recipients=list(warning.recipients),
        portions=_portions(warning),
        statements=knowledge.statements(warning.statement_ids),
        purpose=Purpose(warning.purpose),
        body_extra=body_of(warning),
        note=note,
        report_id=warning.report_id,
        neutrality=neutrality,
        grounds=grounds,
    )
    warning.state, warning.proposal_id = WarningState.PROPOSED, proposal
    warning.save(update_fields=["state", "proposal_id", "acknowledge_by"])
    record(actor, Act.ALTERATION, "warning", str(warning.pk), decision="proposed")
    return proposal


@transaction.atomic
def withdraw_warning(actor: Actor, warning_id: UUID, reason: str) -> None:
    """Take back a warning that has not left; a proposal at the releaser is withdrawn with it.

    Raises:
        UnknownWarningProblem, WrongStateProblem: it has left; recall the dispatch instead.
    """
    warning = locked(warning_id, *_ERASABLE)
    if warning.state == WarningState.PROPOSED and warning.proposal_id:
        release.withdraw(actor, warning.proposal_id, reason)
    warning.state = WarningState.WITHDRAWN
    warning.save(update_fields=["state"])
    record(actor, Act.ALTERATION, "warning", str(warning.pk), justification=reason, decision="withdrawn")


def locked(warning_id: UUID, *states: WarningState) -> Warning:
    """The row, locked until the transaction ends, in one of the states."""
    warning = Warning.objects.select_for_update().filter(pk=warning_id).first()
    if warning is None:
        raise UnknownWarningProblem
    if warning.state not in states:
        raise WrongStateProblem
    return warning


def body_of(warning: Warning) -> dict[str, Any]:
    """The members that a warning's dispatch has beside portions and statements (docs/protocol.md, "Bodies")."""
    return {
        "title": warning.title,
        "threat": warning.threat,
        "place": warning.place,
        "country": warning.country,
        "window": {"from": _instant(warning.window_from), "until": _instant(warning.window_until)},
        "probability": warning.probability,
        "yardstick": warning.yardstick,
        "recommended_action": warning.recommended_action,
        "acknowledge_by": _instant(warning.acknowledge_by),
    }


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _portions(warning: Warning) -> list[dict[str, Any]]:
    """The threat in words, then the portions of the report that go along, each with its own marking."""
    own = {
        "id": str(warning.pk),
        "text": warning.threat,
        "lang": warning.language,
        "handling": warning.handling_json,
    }
    return [own, *_report_portions(warning.report_id, set(warning.portion_ids))]


def _report_portions(report_id: UUID | None, chosen: Iterable[UUID]) -> list[dict[str, Any]]:
    report = intake.report(report_id) if report_id else None
    if report is None:
        return []
    wanted = set(chosen)
    return [
        {"id": str(part.id), "text": part.text, "lang": part.language, "handling": part.handling.to_json()}
        for part in report.portions
        if part.id in wanted
    ]


def _fill(warning: Warning, draft: Draft) -> None:
    for name in (
        "title",
        "threat",
        "language",
        "place",
        "window_from",
        "window_until",
        "probability",
        "yardstick",
        "recommended_action",
        "acknowledge_within_minutes",
        "report_id",
    ):
        setattr(warning, name, getattr(draft, name))
    warning.country = draft.country.upper()
    warning.purpose = draft.purpose.value
    warning.handling_json = draft.handling.to_json()
    warning.classification = draft.handling.classification.value
    warning.recipients = list(draft.recipients)
    warning.portion_ids = list(draft.portion_ids)
    warning.statement_ids = list(draft.statement_ids)


def _next_number(now: datetime) -> str:
    """W-2026-0001 and on, without gaps or doubles: given out under a lock that lasts as long as the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBER_LOCK])
    prefix = f"W-{now.year}-"
    return f"{prefix}{Warning._base_manager.filter(number__startswith=prefix).count() + 1:04d}"
