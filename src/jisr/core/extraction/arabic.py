"""Arabic words without what is written onto their front: «وبالرباط» is و + ب + الرباط.

Only the conjunctions, prepositions and the article that are written together with a word are taken off; what is left
must be looked up, so a name that begins with one of these letters is read as it stands first.
"""

from functools import lru_cache
from typing import NamedTuple

_PREFIXES = ("", "و", "ف", "ب", "ك", "ل", "وب", "ول", "وك", "فب", "فل", "فك", "س")
_SHORTEST_STEM = 2


class Reading(NamedTuple):
    """One way to read a word.

    Attributes:
        stem: the word without its clitics (with its article, unless `is_definite`).
        cut: how many letters were taken off the front.
        is_definite: the article was taken off as well.
        has_preposition: ب, ل or ك was taken off.
    """

    stem: str
    cut: int
    is_definite: bool
    has_preposition: bool


@lru_cache(maxsize=65_536)
def readings(folded: str) -> tuple[Reading, ...]:
    """Every way to read a folded word, the word as it stands first."""
    found: list[Reading] = []
    for prefix in _PREFIXES:
        if not folded.startswith(prefix):
            continue
        stem, cut = folded[len(prefix) :], len(prefix)
        has_preposition = bool(prefix) and prefix[-1] in "بلك"
        if len(stem) < _SHORTEST_STEM:
            continue
        found.append(Reading(stem, cut, False, has_preposition))
        if stem.startswith("ال") and len(stem) >= 2 + _SHORTEST_STEM:
            found.append(Reading(stem[2:], cut + 2, True, has_preposition))
        # «للمغرب»: the alif of the article is dropped after ل.
        if prefix.endswith("ل") and stem.startswith("ل") and len(stem) > _SHORTEST_STEM:
            found.append(Reading("ا" + stem, cut, False, True))
            found.append(Reading(stem[1:], cut + 1, True, True))
    return tuple(found)


def without_article(folded: str) -> str:
    """«الرباط» -> «رباط»."""
    return folded[2:] if folded.startswith("ال") and len(folded) >= 2 + _SHORTEST_STEM else folded
