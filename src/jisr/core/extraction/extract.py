"""Everything that can be found in a text, each stretch read once."""

from collections.abc import Callable, Iterable, Sequence

from jisr.core.extraction.contacts import find_contacts
from jisr.core.extraction.dates import find_dates
from jisr.core.extraction.findings import ExtractionContext, Extractor, Finding
from jisr.core.extraction.money import find_money
from jisr.core.extraction.nationalities import find_nationalities
from jisr.core.extraction.numbers import find_numbers
from jisr.core.extraction.organisations import find_organisations
from jisr.core.extraction.overlap import without_overlaps
from jisr.core.extraction.persons import find_persons
from jisr.core.extraction.places import find_places
from jisr.core.extraction.text import SourceText
from jisr.core.extraction.topics import find_topics

Finder = Callable[[SourceText, str, ExtractionContext], Iterable[Finding]]


class PatternExtractor:
    """The extractor that Jisr brings: gazetteers and patterns, no model, no network."""

    name = "jisr"
    _finders: tuple[Finder, ...] = (
        find_contacts,
        find_numbers,
        find_money,
        find_dates,
        find_organisations,
        find_persons,
        find_places,
        find_nationalities,
        find_topics,
    )

    def extract(self, text: str, language: str, context: ExtractionContext) -> Iterable[Finding]:
        """Findings of every kind, overlapping ones included."""
        source = SourceText(text)
        for find in self._finders:
            yield from find(source, language, context)


class MisplacedFindingError(ValueError):
    """An extractor returned a span that is not the text it claims."""


def extract_all(
    text: str, language: str, context: ExtractionContext, extractors: Sequence[Extractor] = (PatternExtractor(),)
) -> list[Finding]:
    """Findings of all extractors, without overlaps, in order of the text.

    Raises:
        MisplacedFindingError: a plug-in's finding does not hold the words of its span.
    """
    return without_overlaps(
        _checked(text, finding) for one in extractors for finding in one.extract(text, language, context)
    )


def _checked(text: str, finding: Finding) -> Finding:
    if not 0 <= finding.start < finding.end <= len(text) or text[finding.start : finding.end] != finding.text:
        raise MisplacedFindingError(f"{finding.extractor}: {finding.start}..{finding.end} is not {finding.text[:40]!r}")
    return finding
