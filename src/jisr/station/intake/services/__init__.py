"""Every write of this room, each one transaction with its ledger entries."""

from jisr.station.intake.services.corrections import correct_report, divide_portion, mark_portion
from jisr.station.intake.services.drafts import AttachmentDraft, ReportDraft, default_handling, draft_of_document
from jisr.station.intake.services.files import bytes_of, read_document_file, recognise_file, refuse_file
from jisr.station.intake.services.findings import (
    Decision,
    add_finding,
    decide_all,
    decide_finding,
)
from jisr.station.intake.services.imports import ImportDraft, resume_import, run_import, start_import, stop_import
from jisr.station.intake.services.reports import receive_report
from jisr.station.intake.services.sources import source_named

__all__ = [
    "AttachmentDraft",
    "Decision",
    "ImportDraft",
    "ReportDraft",
    "add_finding",
    "bytes_of",
    "correct_report",
    "decide_all",
    "decide_finding",
    "default_handling",
    "divide_portion",
    "draft_of_document",
    "mark_portion",
    "read_document_file",
    "receive_report",
    "recognise_file",
    "refuse_file",
    "resume_import",
    "run_import",
    "source_named",
    "start_import",
    "stop_import",
]
