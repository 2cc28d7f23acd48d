"""Which clocks of a request have run out."""

from datetime import datetime

from jisr.station.redress.models import Case


def late_clocks(case: Case, now: datetime) -> list[str]:
    """Which of the clocks have run out: "acknowledge", "answer", "propagate"."""
    clocks = (
        ("acknowledge", case.acknowledge_by, case.acknowledged_at or case.answered_at),
        ("answer", case.answer_by, case.answered_at),
        ("propagate", case.propagate_by, case.propagated_at),
    )
    return [name for name, due, done in clocks if due is not None and done is None and due < now]
