"""Lists: bring one in, watch it, stop it, take up what was wrong with it."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Status
from ninja.files import UploadedFile

from jisr.interop.kinds import FileKind
from jisr.interop.lists import write_wrong_rows
from jisr.station.accounts.access import actor_of
from jisr.station.intake import queries, services
from jisr.station.intake.api.routing import WRITE, Limit, Offset, details_given, grade_given, handling_given, router
from jisr.station.intake.api.schemas import ImportOut, ImportsOut, ListDetails
from jisr.station.intake.models import ListImport
from jisr.station.intake.problems import ImportNotFoundError, reader_language
from jisr.station.ledger.services import Act, record


@router.get("/imports", response=ImportsOut, auth=WRITE)
def list_imports(request: HttpRequest, limit: Limit = 25, offset: Offset = 0) -> dict[str, Any]:
    """Imports, newest first."""
    rows = queries.imports()
    items = list(rows[offset : offset + limit])
    record(actor_of(request), Act.CONSULTATION, "imports", "list", detail={"shown": len(items)})
    return {"total": rows.count(), "items": items}


@router.post("/imports", response={202: ImportOut}, auth=WRITE)
def start_import(
    request: HttpRequest, file: Annotated[UploadedFile, File()], details: Annotated[str, Form()]
) -> Status[Any]:
    """Bring a list in (CSV, XLSX, FollowTheMoney JSON lines, UN XML); the work goes on in the background."""
    given = details_given(ListDetails, details)
    draft = services.ImportDraft(
        file_name=file.name or "list",
        data=services.bytes_of(actor_of(request), file),
        source=given.source,
        handling=handling_given(given.handling),
        name=given.name,
        grade=grade_given(given.grade, given.grade_scheme),
        category=given.category,
    )
    return Status(202, _held(services.start_import(actor_of(request), draft)))


@router.get("/imports/{uuid:import_id}", response=ImportOut, auth=WRITE)
def read_import(request: HttpRequest, import_id: UUID) -> ListImport:
    """How far an import is."""
    held = _held(import_id)
    record(actor_of(request), Act.CONSULTATION, "import", str(import_id))
    return held


@router.post("/imports/{uuid:import_id}/stop", response=ImportOut, auth=WRITE)
def stop_import(request: HttpRequest, import_id: UUID) -> ListImport:
    """End an import after the rows it is at."""
    services.stop_import(actor_of(request), import_id)
    return _held(import_id)


@router.post("/imports/{uuid:import_id}/resume", response=ImportOut, auth=WRITE)
def resume_import(request: HttpRequest, import_id: UUID) -> ListImport:
    """Go on with a stopped import; rows that landed are not landed twice."""
    services.resume_import(actor_of(request), import_id)
    return _held(import_id)


@router.get("/imports/{uuid:import_id}/wrong-rows", auth=WRITE)
def read_wrong_rows(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The wrong rows as a file of the kind that came in, each with its line and reason."""
    held = _held(import_id)
    rows = queries.wrong_rows(import_id)
    extension, content = write_wrong_rows(FileKind(held.kind), tuple(held.header), rows, reader_language())
    record(actor_of(request), Act.CONSULTATION, "import", str(import_id), detail={"wrong_rows": held.rows_wrong})
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="list.wrong.{extension}"'
    return response


def _held(import_id: UUID) -> ListImport:
    held = queries.import_view(import_id)
    if held is None:
        raise ImportNotFoundError
    return held
