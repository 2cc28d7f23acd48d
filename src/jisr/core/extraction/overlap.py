"""One reading for every stretch of text: which of several overlapping findings is kept.

Numbers with a fixed shape win over words; then the longer finding over the shorter; then the more particular kind.
"""

from collections.abc import Iterable

from jisr.core.extraction.findings import Finding, FindingKind

_FIXED_SHAPE = {
    FindingKind.EMAIL: 0,
    FindingKind.IBAN: 1,
    FindingKind.DOCUMENT_NUMBER: 2,
    FindingKind.PLATE: 3,
    FindingKind.DATE: 4,
    FindingKind.MONEY: 5,
    FindingKind.PHONE: 6,
}
_PARTICULAR = {
    FindingKind.ORGANISATION: 0,
    FindingKind.PERSON: 1,
    FindingKind.CITY: 2,
    FindingKind.COUNTRY: 3,
    FindingKind.NATIONALITY: 2,
    FindingKind.TOPIC: 4,
}


def _rank(finding: Finding) -> tuple[int, int, int, int, str]:
    length = finding.end - finding.start
    if finding.kind in _FIXED_SHAPE:
        return (0, -length, _FIXED_SHAPE[finding.kind], finding.start, finding.extractor)
    return (1, -length, _PARTICULAR[finding.kind], finding.start, finding.extractor)


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that are kept, in order of the text."""
    taken: list[Finding] = []
    occupied: set[int] = set()
    for finding in sorted(findings, key=_rank):
        span = range(finding.start, finding.end)
        if occupied.isdisjoint(span):
            occupied.update(span)
            taken.append(finding)
    return sorted(taken, key=lambda finding: finding.start)
