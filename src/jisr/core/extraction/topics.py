"""Topics of the mission: words that speak of one of the purposes of cooperation.

A topic says what a passage is about, never what a person is.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from jisr.core.extraction.findings import ExtractionContext, Finding, FindingKind
from jisr.core.extraction.gazetteer import Entry, Gazetteer
from jisr.core.extraction.tables.topics import TOPICS
from jisr.core.extraction.text import SourceText
from jisr.core.handling import Purpose


@cache
def vocabulary() -> Gazetteer:
    """Terms of all topics; the value of an entry is a value of `Purpose`."""
    return Gazetteer.build(_terms(), is_loose=True)


def _terms() -> Iterator[tuple[str, Entry]]:
    for purpose, lists in TOPICS.items():
        for lang, terms in lists.items():
            for term in re.split("[,،]", terms):
                yield term.strip(), Entry("topic", Purpose(purpose).value, len(term), detail={"lang": lang})


def find_topics(source: SourceText, language: str, context: ExtractionContext) -> Iterable[Finding]:
    """Terms of the vocabulary, longest first, not overlapping each other."""
    tokens, terms = source.tokens, vocabulary()
    position = 0
    while position < len(tokens):
        match = terms.match(tokens, position)
        if match is None:
            position += 1
            continue
        token, last = tokens[position], tokens[position + match.length - 1]
        # The article belongs to the words that are marked, the preposition does not.
        cut = match.reading.cut - 2 if match.reading.is_definite and match.reading.cut > 2 else match.reading.cut
        start = (
            token.offset_of(0 if match.reading.is_definite and match.reading.cut <= 2 else cut)
            if token.is_arabic
            else token.start
        )
        lang = source.language_at(start, last.end, language)
        yield Finding(
            FindingKind.TOPIC, start, last.end, source.original[start : last.end], match.entries[0].value, lang
        )
        position += match.length
