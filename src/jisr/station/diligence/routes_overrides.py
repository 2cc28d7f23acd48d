"""Routes of the life-at-risk override, under /api/v1/diligence/overrides/."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.diligence import queries, services
from jisr.station.diligence.problems import DiligenceProblem
from jisr.station.diligence.schemas import NoteIn, OverrideIn, ReasonIn, override_out
from jisr.station.ledger.services import Act, record

router = Router()


@router.get("", response=list[dict[str, Any]], auth=Bearer(Right.DILIGENCE_READ), summary="Overrides, newest first")
def list_overrides(request: HttpRequest, limit: int = 25) -> list[dict[str, Any]]:
    rows = list(queries.overrides()[: min(max(limit, 1), 200)])
    record(actor_of(request), Act.CONSULTATION, "override", "list", detail={"shown": len(rows)})
    return [override_out(row) for row in rows]


@router.post("", response={201: dict[str, Any]}, auth=Bearer(Right.LIFE_AT_RISK_ASK), summary="Ask for an override")
def ask(request: HttpRequest, body: OverrideIn) -> Status[dict[str, Any]]:
    made = services.ask(
        actor_of(request),
        body.subject,
        recipients=body.recipients,
        threat=body.threat,
        reason=body.reason,
        hours=body.hours,
    )
    return Status(201, _out(made))


@router.post(
    "/{uuid:override_id}/confirm",
    response=dict[str, Any],
    auth=Bearer(Right.LIFE_AT_RISK_CONFIRM),
    summary="Confirm as second person: in force, and reported, at once",
)
def confirm(request: HttpRequest, override_id: UUID, body: ReasonIn) -> dict[str, Any]:
    services.confirm(actor_of(request), override_id, body.reason)
    return _out(override_id)


@router.post(
    "/{uuid:override_id}/examine",
    response=dict[str, Any],
    auth=Bearer(Right.LIFE_AT_RISK_REVIEW),
    summary="Oversight has read the report",
)
def examine(request: HttpRequest, override_id: UUID, body: NoteIn) -> dict[str, Any]:
    services.examine(actor_of(request), override_id, body.note)
    return _out(override_id)


def _out(override_id: UUID) -> dict[str, Any]:
    row = queries.override(override_id)
    if row is None:
        raise DiligenceProblem("override_unknown")
    return override_out(row)
