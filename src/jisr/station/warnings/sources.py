"""The report that a warning is drafted from: what of it can go along, and what the draft can start with."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from jisr.core.handling import Handling
from jisr.core.statements import Statement
from jisr.station.intake import queries as intake
from jisr.station.knowledge import queries as knowledge


@dataclass(frozen=True, slots=True)
class Source:
    """A report, its portions, and the statements that were accepted from it."""

    report: Any
    statements: tuple[Statement, ...]

    @property
    def report_id(self) -> UUID:
        found: UUID = self.report.id
        return found

    @property
    def handling(self) -> Handling:
        marking: Handling = self.report.handling
        return marking

    def initial(self) -> dict[str, Any]:
        """Values that a draft from this report starts with; the author writes the threat."""
        return {
            "title": self.report.title,
            "language": self.report.language,
            "purpose": self.report.purpose,
        }


def source_of(report_id: UUID | None) -> Source | None:
    """The report with its statements; None without a report or when it does not exist."""
    report = intake.report(report_id) if report_id else None
    if report is None:
        return None
    return Source(report, tuple(knowledge.statements_of_report(report.id)))
