"""Runs the extractors over a portion and stores what they propose."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings

from jisr.core.extraction import ExtractionContext, Finding, MisplacedFindingError, extract_all
from jisr.interop.gazetteers import places
from jisr.interop.plugins import ExtractorPluginError, installed_extractors
from jisr.station.intake.models import FindingRecord, FindingState, Portion, Report


class ExtractionFailedError(Exception):
    """An installed extractor failed; the report is taken in without its findings."""


def propose_findings(report: Report, portions: Sequence[Portion]) -> int:
    """Store the findings of portions as proposals, leaving out spans already decided; how many are new.

    Raises:
        ExtractionFailedError: an extractor that the station installed does not work.
    """
    decided = set(
        FindingRecord.objects.filter(portion__in=portions)
        .exclude(state=FindingState.PROPOSED)
        .values_list("portion_id", "start", "end")
    )
    FindingRecord.objects.filter(portion__in=portions, state=FindingState.PROPOSED).delete()
    rows = [
        _row(report, portion, finding)
        for portion in portions
        for finding in _found(portion, report.received_at)
        if (portion.id, finding.start, finding.end) not in decided
    ]
    FindingRecord.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _found(portion: Portion, received_at: datetime) -> Iterable[Finding]:
    context = ExtractionContext(places(), received_at.date(), settings.IDENTITY.country)
    try:
        return extract_all(portion.text, portion.language, context, installed_extractors())
    except (ExtractorPluginError, MisplacedFindingError) as error:
        raise ExtractionFailedError(str(error)) from error


def _row(report: Report, portion: Portion, finding: Finding) -> FindingRecord:
    return FindingRecord(
        report=report,
        portion=portion,
        kind=finding.kind.value,
        start=finding.start,
        end=finding.end,
        text=finding.text,
        value=finding.value,
        lang=finding.lang,
        detail=dict(finding.detail),
        extractor=finding.extractor,
    )
