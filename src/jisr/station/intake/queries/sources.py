"""Sources by code name, with what their reports were graded."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max

from jisr.station.compartments.hiding import seen_through
from jisr.station.intake.models import Report, Source


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source.

    Attributes:
        letters: how often each letter of reliability was given, most frequent first.
        last_report: when its newest report came in; None when there is none.
    """

    id: UUID
    code_name: str
    kind: str
    report_count: int
    letters: tuple[tuple[str, int], ...]
    last_report: datetime | None


def sources() -> list[SourceRow]:
    """All sources, by code name."""
    letters: dict[UUID, dict[str, int]] = {}
    graded = Report.objects.exclude(grade="").values("source_id", "grade", "grade_scheme").annotate(n=Count("id"))
    for row in graded.order_by():
        letter = f"{row['grade'][0]} ({row['grade_scheme']})"
        found = letters.setdefault(row["source_id"], {})
        found[letter] = found.get(letter, 0) + row["n"]
    seen = seen_through(Report, "reports__")
    rows = Source.objects.annotate(count=Count("reports", filter=seen), last=Max("reports__received_at", filter=seen))
    return [
        SourceRow(
            row.id,
            row.code_name,
            row.kind,
            row.count,
            tuple(sorted(letters.get(row.id, {}).items(), key=lambda pair: (-pair[1], pair[0]))),
            row.last,
        )
        for row in rows.order_by("code_name")
    ]


def source_names() -> list[str]:
    """Code names, in order."""
    return list(Source.objects.order_by("code_name").values_list("code_name", flat=True))
