"""What a text says, proposed for an analyst to confirm: persons, organisations, places, dates, numbers, topics.

Works offline on Arabic, French and English, by gazetteers and patterns. A station with a model of its own adds an
`Extractor` through the entry-point group `jisr.extractors`.
"""

from jisr.core.extraction.extract import MisplacedFindingError, PatternExtractor, extract_all
from jisr.core.extraction.findings import ExtractionContext, Extractor, Finding, FindingKind
from jisr.core.extraction.gazetteer import Entry, Gazetteer

__all__ = [
    "Entry",
    "ExtractionContext",
    "Extractor",
    "Finding",
    "FindingKind",
    "Gazetteer",
    "MisplacedFindingError",
    "PatternExtractor",
    "extract_all",
]
