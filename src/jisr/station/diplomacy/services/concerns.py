"""Human-rights concerns that are open for the outcome of a warning."""

from jisr.core.diligence import State
from jisr.station.diligence import queries as diligence
from jisr.station.warnings.models import Warning

_OPEN = (State.CONCERN_REPORTED, State.SUSPENDED, State.TERMINATED, State.PROHIBITED, State.RESIDUAL_REAL_RISK)


def open_concerns(warning: Warning) -> list[str]:
    """Subjects ("warning:<id>", "report:<id>") of which an assessment is suspended, or whose origin is tainted."""
    subjects = [warning.subject, *([f"report:{warning.report_id}"] if warning.report_id else [])]
    return [
        subject
        for subject in subjects
        if diligence.is_tainted(subject) or diligence.assessments(_OPEN, subject=subject).exists()
    ]
