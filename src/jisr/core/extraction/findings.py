"""What an extractor finds in a text, and what it is given to find it with.

A finding is a proposal: nobody has confirmed it. Its span is counted in code points of the text exactly as stored,
so `text[finding.start:finding.end] == finding.text` always holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from jisr.core.extraction.gazetteer import Gazetteer


class FindingKind(StrEnum):
    """What a span speaks of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    NATIONALITY = "nationality"
    CITY = "city"
    DATE = "date"
    PHONE = "phone"
    EMAIL = "email"
    IBAN = "iban"
    DOCUMENT_NUMBER = "document_number"
    PLATE = "plate"
    MONEY = "money"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Finding:
    """One span of a text and what it says in normal form.

    Attributes:
        start, end: code-point offsets, 0 <= start < end <= len(text).
        value: normal form. Country and nationality: ISO 3166-1 alpha-2. Date: ISO 8601, as short as what is known
            ("2026-11-24", "2026-11", "2026"). Phone: E.164. Money: amount and ISO 4217 ("12000 EUR"). Topic: a value
            of `Purpose`. City: its name in the gazetteer. Else: the words without marks, or the number without
            separators.
        lang: language of the span ("ar", "fr", "en").
        detail: what else is known of it, JSON-ready.
        extractor: name of what proposed it.
    """

    kind: FindingKind
    start: int
    end: int
    text: str
    value: str
    lang: str
    detail: Mapping[str, object] = field(default_factory=dict, hash=False)
    extractor: str = "jisr"


@dataclass(frozen=True, slots=True)
class ExtractionContext:
    """What the reader of a text knows before reading.

    Attributes:
        places: countries and cities in the three languages.
        reference: the day the text was written or received; dates without a year and "yesterday" are read from it.
            None leaves them out.
        home_country: ISO 3166-1 alpha-2; telephone numbers in national form are read as numbers of this country.
    """

    places: Gazetteer
    reference: date | None = None
    home_country: str = "MA"


class Extractor(Protocol):
    """A plug-in of the entry-point group `jisr.extractors`."""

    @property
    def name(self) -> str:
        """Shown beside each finding, and stored with it."""

    def extract(self, text: str, language: str, context: ExtractionContext) -> Iterable[Finding]:
        """Findings of any kind, in any order, overlapping or not."""
