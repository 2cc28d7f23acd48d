"""Human-rights concerns that are open for the outcome of a warning."""

from uuid import UUID

from jisr.core.diligence import State
from jisr.station.diligence import queries as diligence

_OPEN = (State.CONCERN_REPORTED, State.SUSPENDED, State.TERMINATED, State.PROHIBITED, State.RESIDUAL_REAL_RISK)


def open_concerns(warning_id: UUID, report_id: UUID | None) -> list[str]:
    """Subjects ("warning:<id>", "report:<id>") of which an assessment is suspended, or whose origin is tainted."""
    subjects = [f"warning:{warning_id}", *([f"report:{report_id}"] if report_id else [])]
    return [
        subject
        for subject in subjects
        if diligence.is_tainted(subject) or diligence.assessments(_OPEN, subject=subject).exists()
    ]
