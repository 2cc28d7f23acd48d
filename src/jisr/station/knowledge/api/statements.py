"""Statements: record, edit, retract, restore, and those of one report or dispatch."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Status

from jisr.core.handling import Handling
from jisr.core.statements import Grade, GradeFormatError, GradeScheme
from jisr.station.accounts.access import actor_of
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.api.routing import READ, WRITE, Limit, Offset, router
from jisr.station.knowledge.api.schemas import Created, OriginOut, RetractIn, StatementChange, StatementIn, StatementOut
from jisr.station.knowledge.models import StatementRecord
from jisr.station.knowledge.rows import statement_of
from jisr.station.ledger.services import Act, record
from jisr.station.web.given import marking_given
from jisr.station.web.problems import Problem


@router.get("/statements", response=list[StatementOut], auth=READ)
def list_statements(
    request: HttpRequest,
    report: UUID | None = None,
    dispatch: UUID | None = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> list[dict[str, Any]]:
    """Statements of one report or one dispatch, standing or not."""
    subject = report or dispatch
    if subject is None or (report and dispatch):
        raise Problem("subject_missing", _("Name one report or one dispatch."), field="report")
    kind = "report" if report else "dispatch"
    rows = queries.records_of(kind, subject, limit, offset)
    record(actor_of(request), Act.CONSULTATION, kind, str(subject), detail={"statements": len(rows)})
    return [statement_out(row) for row in rows]


@router.post("/statements", response={201: Created}, auth=WRITE)
def create_statement(request: HttpRequest, claim: StatementIn) -> Status[dict[str, Any]]:
    """Record one claim by hand."""
    statement = services.record_statement(
        actor_of(request), entity_id=claim.entity_id, schema=claim.schema_, prop=claim.prop, value=claim.value,
        grade=_grade(claim.grade, claim.grade_scheme), handling=_own_handling(claim.handling), source=claim.source,
        category=claim.category, basis=claim.basis, lang=claim.lang, expires=claim.expires,
        special=claim.special,
    )  # fmt: skip
    return Status(201, _created(statement))


@router.patch("/statements/{uuid:statement_id}", response=Created, auth=WRITE)
def edit_statement(request: HttpRequest, statement_id: UUID, change: StatementChange) -> dict[str, Any]:
    """Let a new statement supersede one of our own."""
    changes = change.dict(exclude_unset=True, exclude={"reason", "grade", "grade_scheme", "handling"})
    if change.grade is not None:
        changes["grade"] = _grade(change.grade, change.grade_scheme)
    if change.handling is not None:
        changes["handling"] = _own_handling(change.handling)
    return _created(services.edit_statement(actor_of(request), statement_id, change.reason, changes))


@router.get("/statements/{uuid:statement_id}/origins", response=list[OriginOut], auth=READ)
def list_origins(request: HttpRequest, statement_id: UUID) -> list[dict[str, Any]]:
    """The independent origins that say what this statement says; relays of one origin are one."""
    row = queries.statement_record(statement_id)
    if row is None:
        raise services.StatementNotFoundError
    record(actor_of(request), Act.CONSULTATION, "statement", str(statement_id))
    found = queries.origins_of_claim(row)
    return [{"id": one.id, "is_own": one.is_own, "statements": [held.id for held in one.records]} for one in found]


@router.post("/statements/{uuid:statement_id}/retract", response={204: None}, auth=WRITE)
def retract_statement(request: HttpRequest, statement_id: UUID, retraction: RetractIn) -> Status[None]:
    """Let a statement no longer stand; it stays in the history."""
    if queries.statement_record(statement_id) is None:
        raise services.StatementNotFoundError
    services.retract_statements(actor_of(request), [statement_id], retraction.reason)
    return Status(204, None)


@router.post("/statements/{uuid:statement_id}/restore", response={204: None}, auth=WRITE)
def restore_statement(request: HttpRequest, statement_id: UUID) -> Status[None]:
    """Undo a retraction or an edit."""
    services.restore_statement(actor_of(request), statement_id)
    return Status(204, None)


def statement_out(row: StatementRecord) -> dict[str, Any]:
    statement = statement_of(row).to_json()
    if row.is_withheld:
        statement |= {"value": "", "original_value": ""}
    return {
        "statement": statement, "state": row.state, "received_from": row.received_from,
        "recorded_at": row.recorded_at, "recorded_by": row.recorded_by, "ended_at": row.ended_at,
        "ended_by": row.ended_by, "end_reason": row.end_reason, "supersedes": row.supersedes,
    }  # fmt: skip


def _created(statement_id: UUID) -> dict[str, Any]:
    row = queries.statement_record(statement_id)
    assert row is not None
    return {"id": row.id, "entity_id": row.canonical_id}


def _grade(text: str, scheme: GradeScheme) -> Grade | None:
    try:
        return Grade.parse(text, scheme) if text else None
    except GradeFormatError as error:
        raise Problem(
            "grade_format",
            _("One letter and one digit as the scheme has them, such as B2."),
            "grade",
        ) from error


def _own_handling(document: dict[str, Any]) -> Handling:
    """Conditions as this station sets them; what is recorded here has this station as its originator."""
    return marking_given({**document, "originator": settings.IDENTITY.station_id})
