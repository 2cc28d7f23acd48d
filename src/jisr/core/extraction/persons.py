"""Names of persons, by the shape of names and by the words around them.

There is no model behind this: a run of words is proposed as a name because a frequent given name, a particle of names
or a title says so. Whether it is a person, and which, the analyst decides.
"""

from collections.abc import Iterable, Iterator

from jisr.core.extraction.findings import ExtractionContext, Finding, FindingKind
from jisr.core.extraction.persons_arabic import arabic_names
from jisr.core.extraction.persons_latin import latin_names
from jisr.core.extraction.text import SourceText


def find_persons(source: SourceText, language: str, context: ExtractionContext) -> Iterable[Finding]:
    """Names in Latin and in Arabic letters, whatever the language of the text; the value is the name without marks."""
    for start, end in _spans(source, context):
        written = source.original[start:end]
        yield Finding(
            FindingKind.PERSON, start, end, written, _plain(written), source.language_at(start, end, language)
        )


def _spans(source: SourceText, context: ExtractionContext) -> Iterator[tuple[int, int]]:
    yield from latin_names(source.tokens, context)
    yield from arabic_names(source.tokens, context)


def _plain(written: str) -> str:
    """Without vowel marks, tatweel and invisible characters; blanks made single."""
    kept = (character for character in written if not _is_mark(character))
    return " ".join("".join(kept).split())


def _is_mark(character: str) -> bool:
    code = ord(character)
    return (
        0x064B <= code <= 0x065F
        or code in {0x0640, 0x0670, 0x00AD, 0xFEFF}
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
    )
