"""The router that the route modules share, and what their parameters have in common."""

from typing import Annotated, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema
from pydantic import ValidationError

from jisr.core.handling import Handling
from jisr.core.statements import Grade, GradeFormatError, GradeScheme
from jisr.station.accounts.access import Bearer
from jisr.station.accounts.roles import Right
from jisr.station.intake.services import default_handling
from jisr.station.web.given import marking_given
from jisr.station.web.problems import Problem

router = Router()
READ, WRITE = Bearer(Right.REPORT_READ), Bearer(Right.REPORT_WRITE)
type Limit = Annotated[int, Query(ge=1, le=200)]
type Offset = Annotated[int, Query(ge=0)]


def details_given[Details: Schema](kind: type[Details], text: str) -> Details:
    """The details that come with a file, which the form carries as JSON.

    Raises:
        Problem: details_format, naming the first field that is wrong.
    """
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        path = ".".join(str(part) for part in error.errors()[0]["loc"])
        message = _("The details are not complete or not valid JSON.")
        raise Problem("details_format", message, f"details.{path}" if path else "details", 422) from error


def grade_given(text: str, scheme: GradeScheme | None) -> Grade | None:
    """The grade of a call; None for none.

    Raises:
        Problem: grade_format.
    """
    try:
        return Grade.parse(text, scheme) if text else None
    except GradeFormatError as error:
        raise Problem(
            "grade_format",
            _("One letter and one digit as the scheme has them, such as B2."),
            "grade",
        ) from error


def handling_given(document: dict[str, Any] | None, *, is_tear_line: bool = False) -> Handling:
    """Conditions as this station sets them, which is then their originator; the usual ones where none are given.

    Raises:
        Problem: as `marking_given`.
    """
    if document is None:
        return default_handling()
    return marking_given({**document, "originator": settings.IDENTITY.station_id}, is_tear_line=is_tear_line)
