"""Raising information to "confirmed": only when another origin, independent of the first, bears it out.

Source: STANAG 2511 (1, "confirmed by other sources", asks for independent ones).
"""

from django.utils.translation import gettext_lazy as _

from jisr.core.statements import Grade
from jisr.station.knowledge.models import StatementRecord
from jisr.station.knowledge.queries.origins import origins_of_claim
from jisr.station.knowledge.rows import grade_of
from jisr.station.web.problems import Problem


class NotIndependentError(Problem):
    """One origin relayed twice confirms nothing."""

    def __init__(self) -> None:
        super().__init__(
            "confirmation_not_independent",
            _("Nothing on record that goes back to another origin says the same, so it cannot be graded as confirmed."),
            field="grade",
            status=409,
        )


def require_independent(row: StatementRecord, grade: Grade | None) -> None:
    """Let a grade be raised to "confirmed" only where a second, independent origin says the same.

    Raises:
        NotIndependentError: there is none.
    """
    before = grade_of(row)
    if grade is None or not grade.is_confirmed or (before is not None and before.is_confirmed):
        return
    if len(origins_of_claim(row)) < 2:
        raise NotIndependentError
