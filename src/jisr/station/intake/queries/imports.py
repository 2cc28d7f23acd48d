"""Lists that were brought in, or are on their way."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from jisr.interop.entities import WrongRow
from jisr.interop.problems import IntakeProblem
from jisr.station.intake.models import ListImport, WrongRowRecord


def imports() -> QuerySet[ListImport]:
    """Imports, newest first, without their bytes."""
    return ListImport.objects.select_related("source").defer("content")


def import_view(import_id: UUID) -> ListImport | None:
    """One import without its bytes; None when there is none."""
    return imports().filter(id=import_id).first()


def wrong_rows(import_id: UUID) -> Iterator[WrongRow]:
    """The rows that could not be taken in, by line."""
    for row in WrongRowRecord.objects.filter(list_import_id=import_id).order_by("line").iterator():
        yield WrongRow(row.line, tuple(row.values), tuple(problem_of(problem) for problem in row.problems))


def problem_of(stored: dict[str, object]) -> IntakeProblem:
    """A problem read back from its JSON form."""
    parameters = stored["parameters"]
    line = stored["line"]
    assert isinstance(parameters, dict)
    return IntakeProblem(
        line if isinstance(line, int) else None,
        str(stored["field"]),
        str(stored["code"]),
        parameters,
        bool(stored["warning"]),
    )
