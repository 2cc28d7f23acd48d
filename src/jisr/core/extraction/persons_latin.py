"""Persons' names in Latin letters: runs of capitalised words with the small words of names between them."""

from collections.abc import Iterator, Sequence
from functools import cache

from jisr.core.extraction.findings import ExtractionContext
from jisr.core.extraction.nationalities import demonyms
from jisr.core.extraction.organisations import known_organisations
from jisr.core.extraction.tables.calendars import GREGORIAN
from jisr.core.extraction.tables.names import (
    ARAB_PARTICLES,
    LATIN_CUES,
    LATIN_FOLLOWERS,
    LATIN_GIVEN,
    LATIN_PARTICLES,
    LATIN_STOP,
    LATIN_WEAK_PARTICLES,
)
from jisr.core.extraction.tables.organisations import LATIN_HEADS, LATIN_TAILS
from jisr.core.extraction.text import Token, fold_word, fold_words

_LONGEST_NAME = 6


@cache
def _given() -> frozenset[str]:
    return frozenset(fold_word(name) for name in LATIN_GIVEN.split())


@cache
def _cues() -> frozenset[str]:
    return frozenset(LATIN_CUES.split())


@cache
def _months() -> frozenset[str]:
    return frozenset(word for names in GREGORIAN.values() for word in fold_words(names))


def latin_names(tokens: Sequence[Token], context: ExtractionContext) -> Iterator[tuple[int, int]]:
    """(start, end) of every run that reads as a name."""
    position = 0
    while position < len(tokens):
        end = _run_end(tokens, position, context)
        if end is None:
            position += 1
            continue
        start, stop = _trim(tokens, position, end)
        if start <= stop and _is_name(tokens, start, stop, context):
            yield tokens[start].start, tokens[stop].end
        position = end + 1


def _run_end(tokens: Sequence[Token], position: int, context: ExtractionContext) -> int | None:
    """Index of the last word of the run that begins here; None when no run begins here."""
    if not _may_open(tokens[position]):
        return None
    end = position
    while end + 1 < len(tokens) and end - position < _LONGEST_NAME:
        word = tokens[end + 1]
        if not word.joined or word.is_arabic:
            break
        # "Ould Cheikh": a title behind a particle is a part of the name.
        is_title_in_name = word.is_capital and tokens[end].folded in ARAB_PARTICLES and word.folded in _cues()
        if not is_title_in_name and (_breaks(word) or not (word.is_capital or word.folded in LATIN_PARTICLES)):
            break
        # "rencontré Karim à Madrid": a small word goes on with a name only when a capital follows.
        if not word.is_capital and not (
            end + 2 < len(tokens) and tokens[end + 2].is_capital and tokens[end + 2].joined
        ):
            break
        end += 1
    return end


def _may_open(token: Token) -> bool:
    return token.is_capital and not token.is_arabic and not _breaks(token)


def _breaks(token: Token) -> bool:
    word = token.folded
    if word in LATIN_PARTICLES:
        return False
    return word in LATIN_STOP or word in _cues() or word in LATIN_HEADS or word in _months()


def _trim(tokens: Sequence[Token], start: int, stop: int) -> tuple[int, int]:
    """Without weak particles at both ends, nor the word that only opens a sentence."""
    while start <= stop and tokens[start].folded in LATIN_WEAK_PARTICLES:
        start += 1
    while stop >= start and tokens[stop].folded in LATIN_PARTICLES and tokens[stop].folded not in _given():
        stop -= 1
    return start, stop


def _is_name(tokens: Sequence[Token], start: int, stop: int, context: ExtractionContext) -> bool:
    words = tokens[start : stop + 1]
    if any(word.folded in LATIN_TAILS and word.raw.isupper() for word in words) or known_organisations().match(
        tokens, start
    ):
        return False
    if demonyms().match(tokens, start) is not None and not _has_given(words):
        return False
    has_cue = _follows_cue(tokens, start)
    if len(words) == 1:
        return has_cue and len(words[0].raw) > 2 and not _is_place(tokens, start, 1, context)
    if _is_place(tokens, start, len(words), context):
        return False
    if _has_given(words):
        return True
    has_particle = any(word.folded in ARAB_PARTICLES for word in words[:-1]) and not _starts_with_place(
        tokens, start, context
    )
    follows = tokens[stop + 1] if stop + 1 < len(tokens) else None
    has_follower = follows is not None and follows.folded in LATIN_FOLLOWERS and not words[0].opens_sentence
    return has_cue or has_particle or (has_follower and not _starts_with_place(tokens, start, context))


def _has_given(words: Sequence[Token]) -> bool:
    """A given name among the words; "Ben" and capitals of "AL" are particles, not given names."""
    return any(word.folded in _given() or _is_servant_name(word.folded) for word in words)


def _is_servant_name(word: str) -> bool:
    """ "Abdelkrim", "Abdoulaye", "Abderrahmane"."""
    return word.startswith("abd") and len(word) > 5


def _follows_cue(tokens: Sequence[Token], start: int) -> bool:
    """A title or "nommé" directly before, perhaps with a point between."""
    if start == 0:
        return False
    before = tokens[start - 1]
    distance = tokens[start].start - before.end
    return before.folded in _cues() and distance <= 3 and (len(before.folded) > 1 or before.is_capital or distance > 1)


def _is_place(tokens: Sequence[Token], start: int, length: int, context: ExtractionContext) -> bool:
    match = context.places.match(tokens, start)
    return match is not None and match.length >= length


def _starts_with_place(tokens: Sequence[Token], start: int, context: ExtractionContext) -> bool:
    return context.places.match(tokens, start) is not None
