"""Reports: take in, list, read, correct; their portions, files and sources."""

from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Status
from ninja.files import UploadedFile

from jisr.core.handling import Purpose
from jisr.station.accounts.access import actor_of
from jisr.station.intake import queries, services
from jisr.station.intake.api.routing import (
    READ,
    WRITE,
    Limit,
    Offset,
    details_given,
    grade_given,
    handling_given,
    router,
)
from jisr.station.intake.api.schemas import (
    Created,
    DivisionIn,
    FindingCreated,
    Language,
    MarkingIn,
    ReportChange,
    ReportDetails,
    ReportIn,
    ReportOut,
    ReportsOut,
    SourceOut,
)
from jisr.station.intake.problems import ReportNotFoundError
from jisr.station.intake.queries.reports import report_row
from jisr.station.ledger.services import Act, record


@router.get("/reports", response=ReportsOut, auth=READ)
def list_reports(
    request: HttpRequest,
    words: str = "",
    source: str = "",
    language: Language | None = None,
    purpose: Purpose | None = None,
    open_findings: bool = False,
    received_from: datetime | None = None,
    limit: Limit = 25,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Reports, newest first."""
    wanted = queries.ReportFilter(
        words, source, language or "", purpose.value if purpose else "", open_findings, received_from
    )
    rows = queries.reports(wanted)
    items = [report_row(row) for row in rows[offset : offset + limit]]
    record(actor_of(request), Act.CONSULTATION, "reports", "list", detail={"shown": len(items)})
    return {"total": rows.count(), "items": items}


@router.post("/reports", response={201: Created}, auth=WRITE)
def create_report(request: HttpRequest, report: ReportIn) -> Status[Any]:
    """Take a text in as a report."""
    draft = services.ReportDraft(
        text=report.text, source=report.source, handling=handling_given(report.handling), kind="api", **_known(report)
    )
    return Status(201, _created(services.receive_report(actor_of(request), draft)))


@router.post("/reports/file", response={201: Created}, auth=WRITE)
def create_report_from_file(
    request: HttpRequest, file: Annotated[UploadedFile, File()], details: Annotated[str, Form()]
) -> Status[Any]:
    """Take a file in as a report (text, DOCX, PDF, EML). `details` is the JSON of a report without its text."""
    given = details_given(ReportDetails, details)
    data = services.bytes_of(actor_of(request), file)
    document = services.read_document_file(actor_of(request), data, file.name or "")
    known = _known(given)
    if not known["title"]:
        known.pop("title")
    draft = services.draft_of_document(
        document,
        file.name or "file",
        data,
        file.content_type or "",
        given.source,
        handling_given(given.handling),
        **known,
    )
    return Status(201, _created(services.receive_report(actor_of(request), draft)))


@router.get("/reports/{uuid:report_id}", response=ReportOut, auth=READ)
def read_report(request: HttpRequest, report_id: UUID) -> dict[str, Any]:
    """A report with its portions, findings and files."""
    view = queries.report(report_id)
    if view is None:
        raise ReportNotFoundError
    record(actor_of(request), Act.CONSULTATION, "report", str(report_id))
    names = (
        "id number title source language purpose category lineage lineage_id neutrality is_verbal event_at observed_at "
        "received_at kind "
        "recorded_by findings problems"
    )
    return {
        **{name: getattr(view, name) for name in names.split()},
        "grade": view.grade.to_json() if view.grade else None,
        "handling": view.handling.to_json(),
        "portions": [
            {"id": one.id, "ordinal": one.ordinal, "text": one.text, "language": one.language,
             "handling": one.handling.to_json(), "is_tear_line": one.is_tear_line, "neutrality": one.neutrality}
            for one in view.portions
        ],
        "files": view.attachments,
    }  # fmt: skip


@router.patch("/reports/{uuid:report_id}", response={204: None}, auth=WRITE)
def correct_report(request: HttpRequest, report_id: UUID, change: ReportChange) -> Status[Any]:
    """Correct what is known of a report; its text is never changed."""
    changes = change.dict(exclude_unset=True, exclude={"grade", "grade_scheme"})
    nullable = {"purpose", "category", "event_at", "observed_at"}
    changes = {name: value for name, value in changes.items() if value is not None or name in nullable}
    if change.grade is not None:
        changes["grade"] = grade_given(change.grade, change.grade_scheme)
    services.correct_report(actor_of(request), report_id, **changes)
    return Status(204, None)


@router.get("/reports/{uuid:report_id}/files/{uuid:file_id}", auth=READ)
def read_file(request: HttpRequest, report_id: UUID, file_id: UUID) -> HttpResponse:
    """A file of a report, byte for byte."""
    file = queries.attachment(report_id, file_id)
    if file is None:
        raise ReportNotFoundError
    record(actor_of(request), Act.CONSULTATION, "attachment", str(file.id), detail={"report": str(report_id)})
    response = HttpResponse(bytes(file.content), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    return response


@router.put("/portions/{uuid:portion_id}/handling", response={204: None}, auth=WRITE)
def mark_portion(request: HttpRequest, portion_id: UUID, marking: MarkingIn) -> Status[Any]:
    """Set the conditions of a portion."""
    services.mark_portion(
        actor_of(request),
        portion_id,
        handling_given(marking.handling),
        is_tear_line=marking.is_tear_line,
        neutrality=marking.neutrality,
    )
    return Status(204, None)


@router.post("/portions/{uuid:portion_id}/divide", response={201: FindingCreated}, auth=WRITE)
def divide_portion(request: HttpRequest, portion_id: UUID, division: DivisionIn) -> Status[Any]:
    """Make two portions of one; answers with the id of the second."""
    return Status(201, {"id": services.divide_portion(actor_of(request), portion_id, division.at)})


@router.get("/sources", response=list[SourceOut], auth=READ)
def list_sources(request: HttpRequest) -> list[queries.SourceRow]:
    """Sources by code name, with the reliability their reports were given."""
    rows = queries.sources()
    record(actor_of(request), Act.CONSULTATION, "sources", "list", detail={"shown": len(rows)})
    return rows


def _known(details: ReportDetails) -> dict[str, Any]:
    return {
        "title": details.title,
        "grade": grade_given(details.grade, details.grade_scheme),
        "language": details.language or "",
        "purpose": details.purpose,
        "category": details.category,
        "received_at": details.received_at,
        "event_at": details.event_at,
        "observed_at": details.observed_at,
        "lineage": details.lineage,
        "is_verbal": details.is_verbal,
        "neutrality": details.neutrality,
    }


def _created(report_id: UUID) -> dict[str, Any]:
    view = queries.report(report_id)
    assert view is not None
    return {"id": view.id, "number": view.number}
