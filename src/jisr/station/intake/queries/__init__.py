"""Reads of this room; the only way other rooms see what it holds."""

from jisr.station.intake.queries.imports import import_view, imports, wrong_rows
from jisr.station.intake.queries.reports import (
    AttachmentView,
    FindingView,
    PortionView,
    ReportFilter,
    ReportRow,
    ReportView,
    attachment,
    count_reports_with_proposals,
    neutrality_of,
    report,
    report_row,
    reports,
)
from jisr.station.intake.queries.sources import SourceRow, source_names, sources

__all__ = [
    "AttachmentView",
    "FindingView",
    "PortionView",
    "ReportFilter",
    "ReportRow",
    "ReportView",
    "SourceRow",
    "attachment",
    "count_reports_with_proposals",
    "import_view",
    "imports",
    "neutrality_of",
    "report",
    "report_row",
    "reports",
    "source_names",
    "sources",
    "wrong_rows",
]
