"""Names of organisations: known bodies, and runs of words that «شركة», "Association" or "SARL" opens or closes."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from jisr.core.extraction.findings import ExtractionContext, Finding, FindingKind
from jisr.core.extraction.gazetteer import Entry, Gazetteer
from jisr.core.extraction.nationalities import demonyms
from jisr.core.extraction.tables.names import ARABIC_STOP, LATIN_STOP
from jisr.core.extraction.tables.organisations import (
    ARABIC_HEADS,
    KNOWN,
    LATIN_CLOSERS,
    LATIN_HEADS,
    LATIN_LINKS,
    LATIN_TAILS,
)
from jisr.core.extraction.text import SourceText, Token

_LONGEST_NAME = 7
_QUOTES = {"«": "»", '"': '"', "“": "”", "„": "“"}


@cache
def known_organisations() -> Gazetteer:
    """Bodies with a fixed name; the value is the name before the bar."""
    terms = []
    for line in KNOWN.strip().splitlines():
        name, spellings = line.split("|")
        terms += [(spelling.strip(), Entry("organisation", name)) for spelling in (name, *spellings.split(","))]
    return Gazetteer.build(terms)


def find_organisations(source: SourceText, language: str, context: ExtractionContext) -> Iterable[Finding]:
    """Known bodies, and names that their first or last word gives away."""
    tokens, known = source.tokens, known_organisations()
    for position, token in enumerate(tokens):
        match = known.match(tokens, position)
        if match is not None and (token.is_arabic or token.is_capital):
            last = tokens[position + match.length - 1]
            start = token.offset_of(match.reading.cut) if token.is_arabic else token.start
            yield _finding(source, language, start, last.end, match.entries[0].value, {"known": True})
            continue
        if token.is_arabic:
            yield from _arabic_name(source, tokens, position)
        elif token.is_capital:
            yield from _latin_name(source, language, tokens, position)


def _latin_name(source: SourceText, language: str, tokens: Sequence[Token], position: int) -> Iterator[Finding]:
    token = tokens[position]
    if token.folded in LATIN_HEADS:
        end = _latin_end(tokens, position)
        quoted = _quoted_after(source, token.end)
        if quoted is not None and quoted > tokens[end].end:
            yield _finding(source, language, token.start, quoted, source.original[token.start : quoted])
        elif end > position:
            yield _finding(
                source, language, token.start, tokens[end].end, source.original[token.start : tokens[end].end]
            )
    elif token.folded in LATIN_TAILS and token.raw.isupper() and _may_follow(tokens, position):
        end = _latin_end(tokens, position)
        yield _finding(source, language, token.start, tokens[end].end, source.original[token.start : tokens[end].end])
    if token.joined and not _may_follow(tokens, position) and _closes_name(token):
        yield from _closed_name(source, language, tokens, position)


def _closes_name(token: Token) -> bool:
    if token.folded in LATIN_CLOSERS:
        return True
    return token.folded in LATIN_TAILS and (token.raw.isupper() or token.folded in {"ltd", "inc", "corp", "holding"})


def _may_follow(tokens: Sequence[Token], position: int) -> bool:
    """Whether a name may go on after this word: a capital stands directly behind it."""
    return position + 1 < len(tokens) and tokens[position + 1].joined and _belongs(tokens[position + 1])


def _closed_name(source: SourceText, language: str, tokens: Sequence[Token], position: int) -> Iterator[Finding]:
    """The capitalised words before the word that closes the name: "Green Valley Foundation"."""
    start = position
    while start > 0 and tokens[start].joined and _belongs(tokens[start - 1]) and position - start < _LONGEST_NAME:
        start -= 1
    if start < position:
        span = source.original[tokens[start].start : tokens[position].end]
        yield _finding(source, language, tokens[start].start, tokens[position].end, span)


def _belongs(token: Token) -> bool:
    return token.is_capital and token.folded not in LATIN_STOP and not token.is_arabic


def _latin_end(tokens: Sequence[Token], position: int) -> int:
    """Last word of the name that begins at a head word: capitals, with small linking words between them."""
    end = step = position
    while step + 1 < len(tokens) and tokens[step + 1].joined and step - position < _LONGEST_NAME:
        step += 1
        word = tokens[step]
        if word.is_arabic or not (
            word.is_capital or word.folded in LATIN_LINKS or _is_common_part(word, tokens[position])
        ):
            break
        if word.is_capital or _is_common_part(word, tokens[position]):
            end = step
    return end


def _is_common_part(word: Token, head: Token) -> bool:
    """ "Direction générale", "Banque populaire": adjectives that French writes small inside a name."""
    adjectives = {
        "generale",
        "general",
        "nationale",
        "national",
        "centrale",
        "central",
        "populaire",
        "royale",
        "royal",
        "judiciaire",
        "federale",
        "civile",
    }
    return word.folded in adjectives and head.end < word.start


def _arabic_name(source: SourceText, tokens: Sequence[Token], position: int) -> Iterator[Finding]:
    token = tokens[position]
    head, cut = _arabic_head(token)
    if not head:
        return
    start = token.offset_of(cut)
    quoted = _quoted_after(source, token.end)
    if quoted is not None:
        yield _finding(source, "ar", start, quoted, source.original[start:quoted])
        return
    end = position
    while (
        end + 1 < len(tokens)
        and end - position < 4
        and tokens[end + 1].joined
        and _continues(tokens, end + 1, position)
    ):
        end += 1
    if end > position:
        yield _finding(source, "ar", start, tokens[end].end, source.original[start : tokens[end].end])


def _arabic_head(token: Token) -> tuple[str, int]:
    """The head word without conjunction and preposition; a head with its article opens no name («الشركة»)."""
    for prefix in ("", "و", "ب", "ل", "ف", "وب", "ول"):
        stem = token.folded.removeprefix(prefix) if token.folded.startswith(prefix) else ""
        if stem in ARABIC_HEADS:
            return stem, len(prefix)
    return "", 0


def _continues(tokens: Sequence[Token], position: int, head: int) -> bool:
    """Whether a word goes on with the name: definite words and «لل...»; the first may be a bare proper name."""
    word = tokens[position]
    if not word.is_arabic:
        return word.is_capital and position == head + 1
    if word.folded in ARABIC_STOP or (demonyms().match(tokens, position) is not None and position > head + 1):
        return False
    if word.folded.startswith("لل"):
        return position > head + 1
    if word.folded.startswith(("ال", "وال")) and len(word.folded) > 4:
        return True
    followed = (
        position + 1 < len(tokens) and tokens[position + 1].joined and tokens[position + 1].folded.startswith("لل")
    )
    return position == head + 1 and followed and not word.folded.endswith("ه")


def _quoted_after(source: SourceText, position: int) -> int | None:
    """End of a name in quotation marks that follows directly: شركة «النور», Association "Espoir"."""
    text = source.original
    start = position
    while start < len(text) and text[start] in " \u00a0\u202f":
        start += 1
    if start == position or start >= len(text) or text[start] not in _QUOTES:
        return None
    end = text.find(_QUOTES[text[start]], start + 1, start + 80)
    return end + 1 if end > start and "\n" not in text[start:end] else None


def _finding(
    source: SourceText, language: str, start: int, end: int, value: str, detail: dict[str, object] | None = None
) -> Finding:
    value = " ".join(value.translate({ord(mark): None for mark in '«»"“”„'}).split())
    lang = source.language_at(start, end, language)
    return Finding(FindingKind.ORGANISATION, start, end, source.original[start:end], value, lang, detail or {})
