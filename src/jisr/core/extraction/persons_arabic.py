"""Persons' names in Arabic letters, where no capital shows where a name begins or ends.

A name opens with a frequent given name, «عبد ...», «أبو ...», or any word after a title («المدعو»). It goes on over
given names, particles, family names of a known shape, and one word of unknown shape that is neither a verb nor a
function word.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from jisr.core.extraction.arabic import readings
from jisr.core.extraction.findings import ExtractionContext
from jisr.core.extraction.nationalities import demonyms
from jisr.core.extraction.organisations import known_organisations
from jisr.core.extraction.tables.names import (
    ARABIC_ALSO_WORDS,
    ARABIC_CUE_TAILS,
    ARABIC_CUES,
    ARABIC_GIVEN,
    ARABIC_PARTICLES,
    ARABIC_ROLES,
    ARABIC_STOP,
)
from jisr.core.extraction.tables.organisations import ARABIC_HEADS
from jisr.core.extraction.text import Token, fold_word
from jisr.core.extraction.topics import vocabulary

_LONGEST_NAME = 7
_OPENING_PARTICLES = {"عبد", "ابو", "ابي", "ابا", "ام", "بن", "ابن", "ايت"}
_COMPOUND_SERVANT = ("عبدال",)
_JOINED_FAMILY = ("بن", "بل", "بو", "ايت", "اولاد", "اغ")
_WEAK_VERB_SHAPES = ("است", "يست", "تست", "سي", "ست")


@cache
def _given() -> frozenset[str]:
    return frozenset(fold_word(name) for name in ARABIC_GIVEN.split())


@cache
def _also_words() -> frozenset[str]:
    return frozenset(fold_word(name) for name in ARABIC_ALSO_WORDS.split())


@cache
def _cues() -> frozenset[str]:
    return frozenset(fold_word(word) for word in ARABIC_CUES.split())


@cache
def _roles() -> frozenset[str]:
    return _cues() | frozenset(fold_word(word) for word in ARABIC_ROLES.split())


@cache
def _stop() -> frozenset[str]:
    return frozenset(fold_word(word) for word in ARABIC_STOP) | _roles()


def arabic_names(tokens: Sequence[Token], context: ExtractionContext) -> Iterator[tuple[int, int]]:
    """(start, end) of every run that reads as a name."""
    position = 0
    while position < len(tokens):
        opening = _opening(tokens, position)
        if opening is None:
            position += 1
            continue
        cut, has_cue = opening
        end = _last_word(tokens, position, cut, has_cue, context)
        length = end - position + 1
        if _is_name(tokens, position, cut, length, has_cue):
            yield tokens[position].offset_of(cut), tokens[end].end
            position = end + 1
        else:
            position += 1


def _opening(tokens: Sequence[Token], position: int) -> tuple[int, bool] | None:
    """(letters cut off the front, whether a title stands before), when a name may begin at this word."""
    token = tokens[position]
    if not token.is_arabic:
        return None
    if token.folded in ARABIC_CUE_TAILS:
        return None
    has_cue = _follows(tokens, position, _roles())
    if _is_preposition(token):
        return None
    for reading in readings(token.folded):
        if not reading.is_definite and _opens(reading.stem):
            return reading.cut, has_cue
    if (
        _follows(tokens, position, _cues())
        and tokens[position - 1].folded not in ARABIC_CUE_TAILS
        and not token.folded.startswith(("لل", "بال", "وال"))
        and token.folded not in _stop()
        and demonyms().match(tokens, position) is None
        and not _is_verb(token.folded)
    ):
        return 0, True
    return None


def _opens(stem: str) -> bool:
    return stem in _given() or stem in _OPENING_PARTICLES or (stem.startswith(_COMPOUND_SERVANT) and len(stem) > 6)


def _is_preposition(token: Token) -> bool:
    """«على» and «إلى», which fold like the name «علي»."""
    return token.raw.endswith("ى") and token.folded in {"علي", "الي", "لدي", "حتي"}


def _follows(tokens: Sequence[Token], position: int, cues: frozenset[str]) -> bool:
    """Whether one of these words stands before, perhaps with a small word between («المشتبه به»)."""
    before = position - 1
    if before >= 0 and tokens[before].folded in ARABIC_CUE_TAILS:
        before -= 1
    if before < 0 or tokens[position].start - tokens[before].end > 8:
        return False
    word = tokens[before].folded
    return any(reading.stem in cues for reading in readings(word) if not reading.is_definite)


def _last_word(tokens: Sequence[Token], position: int, cut: int, has_cue: bool, context: ExtractionContext) -> int:
    """Index of the last word of the name that opens here."""
    end, unknown = position, 0
    previous = tokens[position].folded[cut:]
    while end + 1 < len(tokens) and end + 1 - position < _LONGEST_NAME and tokens[end + 1].joined:
        word = tokens[end + 1]
        if not word.is_arabic or _is_preposition(word):
            break
        followed = end + 2 < len(tokens) and _opens(tokens[end + 2].folded)
        if word.folded in {"ولد", "منت"} and followed:
            pass  # «ولد محمد», not the verb «وُلد»
        elif previous in ARABIC_PARTICLES:
            if word.folded in _stop():
                break
        elif not _is_name_part(word.folded):
            if unknown or not _may_be_family(tokens, end + 1, context):
                break
            unknown += 1
        end += 1
        previous = word.folded
    while end > position and tokens[end].folded in ARABIC_PARTICLES:
        end -= 1
    return end


def _is_name_part(word: str) -> bool:
    if word in _stop():
        return False
    return (
        word in _given()
        or word in ARABIC_PARTICLES
        or word.startswith(_COMPOUND_SERVANT)
        or (word.startswith("ال") and word[2:] in _given())
    )


def _may_be_family(tokens: Sequence[Token], position: int, context: ExtractionContext) -> bool:
    """A word of unknown meaning that may close a name: no verb, place, nationality nor word of the vocabulary."""
    word = tokens[position].folded
    if word in _stop() or word in ARABIC_HEADS or len(word) < 3 or _is_clitic_of_known(word):
        return False
    if word.startswith(_JOINED_FAMILY) and len(word) >= 5:
        return True
    if (
        _is_verb(word)
        or vocabulary().match(tokens, position)
        or demonyms().match(tokens, position)
        or known_organisations().match(tokens, position)
    ):
        return False
    if context.places.match(tokens, position) is not None:
        return False
    return not word.endswith("ه") or word.startswith("ال")


def _is_clitic_of_known(word: str) -> bool:
    """«والسيد», «بالرباط», «لشركة»: the next phrase, not the rest of the name."""
    if word.startswith(("وال", "بال", "لل", "فال", "كال")):
        return True
    if word[0] == "ب" and not word.startswith("بن"):
        return _opens(word[1:])
    return word[0] in "ول" and (_opens(word[1:]) or word[1:] in _stop() or word[1:] in ARABIC_HEADS)


def _is_verb(word: str) -> bool:
    """Shapes of verbs in reports: «يستعمل», «تتواجد», «سيصل», «استقبل»."""
    if word.startswith(_WEAK_VERB_SHAPES) and len(word) >= 5:
        return True
    return (word[0] in "يت" and len(word) >= 4 and not word.endswith("ي") and word not in _given()) or word.endswith(
        ("وا", "تا")
    )


def _is_name(tokens: Sequence[Token], position: int, cut: int, length: int, has_cue: bool) -> bool:
    first = tokens[position].folded[cut:]
    if has_cue:
        return length > 1 or len(first) > 2
    if length < 2:
        return False
    if first in {"ام", "ابن", "بن", "ابا", "ابي"}:
        return length >= 2 and (tokens[position + 1].folded in _given() or length >= 3) and first != "ام"
    if first in _also_words() or cut:
        # Two ordinary words in a row may be two ordinary words: another part must be surely of a name.
        rest = [token.folded for token in tokens[position + 1 : position + length]]
        sure = any(_is_name_part(word) and word not in _also_words() for word in rest)
        shaped = any(word.startswith(_JOINED_FAMILY) and len(word) >= 5 for word in rest)
        nisba = any(word.startswith("ال") and word.endswith("ي") for word in rest)
        both = len([word for word in rest if word in _given()]) >= 1 and not cut
        return (
            sure
            or shaped
            or both
            or (nisba and first not in {"العربي", "الحسن"})
            or (bool(cut) and first not in _also_words())
        )
    return True
