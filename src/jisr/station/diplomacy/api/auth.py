"""What routes of the room ask for."""

from typing import Annotated
from uuid import UUID

from ninja import Query, Schema

from jisr.core.handling import Classification
from jisr.station.accounts.access import Bearer
from jisr.station.accounts.roles import Right
from jisr.station.web.problems import Problem

READ, WRITE, SIGN = Bearer(Right.DIPLOMACY_READ), Bearer(Right.DIPLOMACY_WRITE), Bearer(Right.DIPLOMACY_SIGN)
APPROVE = Bearer(Right.RECOGNITION_APPROVE)
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0)]


class IdOut(Schema):
    id: UUID


class ReasonIn(Schema):
    reason: str


def level_of(code: str) -> Classification:
    """
    Raises:
        Problem: no such classification.
    """
    from django.utils.translation import gettext as _

    try:
        return Classification.from_code(code)
    except ValueError:
        raise Problem("classification_unknown", _("There is no such classification."), "classification") from None
