"""Name text to plain tokens: one case, no marks, particles set apart. Decides nothing about likeness.

Source: Unicode Standard Annex 15 (normal forms) for the folding; the list of particles is the practice of
romanised Arabic names (article, patronymic, kunya, theophoric "servant of").
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Particle(StrEnum):
    """What stands before a token and is written joined, apart, or not at all."""

    NONE = ""
    SON = "son"
    FATHER = "father"
    SERVANT = "servant"


@dataclass(frozen=True, slots=True)
class Token:
    """One part of a name.

    Attributes:
        text: folded letters without article or particle; never empty.
        particle: what stood before it.
    """

    text: str
    particle: Particle = Particle.NONE


_APOSTROPHES = re.compile("['`´‘’ʻʼʾʿʹ]")
# A longer text is no name, and aligning it would cost the square of its length.
_LONGEST_NAME = 300
_SEPARATORS = re.compile(r"[\W_]+")
_LATIN_EXTRA = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ð": "d", "þ": "th"}
)
_ARABIC_FORMS = str.maketrans({"ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None, "ھ": "ه", "ہ": "ه", "ۀ": "ه"})
_WHOLE = {
    Particle.SON: {"bin", "ben", "ibn", "bint", "bent", "bnou", "بن", "ابن", "بنت", "бин", "бен", "ибн"},
    Particle.FATHER: {"abu", "abou", "abo", "abi", "aboo", "bou", "umm", "oum", "ابو", "ابي", "ابا", "ام", "абу"},
    Particle.SERVANT: {"abd", "abdal", "abdel", "abdul", "abdol", "abdoul", "عبد", "عبدال", "абд", "абдул", "абдель"},
}
_ARTICLES = {"al", "el", "ul", "as", "ash", "ad", "ar", "an", "az", "at", "ال", "аль", "эль"}
_JOINED = (
    (Particle.SERVANT, re.compile(r"^(?:abd[aeiou]{1,2}l|عبدال|абд[уеа]ль?)(?=\w{2})|^abd[aeiou](?=([rnstdz])\1)")),
    (Particle.SON, re.compile(r"^(?:ben|bin)(?=[^aeiou\W]\w{3}|ab\w{3})")),
    (Particle.FATHER, re.compile(r"^(?:abou|abu|bou)(?=[^aeiou\W]\w{3})")),
)
_ARTICLE_JOINED = re.compile(r"^(?:ال(?=\w{2})|(?:al|el)(?=([sdrntz])\1\w)|el(?=[bdfghkmqrstw]\w{3}))")


def fold(text: str) -> str:
    """Lower-case letters without marks, bidi controls or tatweel; Arabic letters in their bare forms."""
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_LATIN_EXTRA)
    bare = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf", "Cc") or c.isspace())
    return unicodedata.normalize("NFC", bare).translate(_ARABIC_FORMS)


def fold_digits(text: str) -> str:
    """Every decimal digit of any script as its ASCII digit; other characters unchanged."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


@lru_cache(maxsize=65536)
def tokenize(name: str) -> tuple[Token, ...]:
    """Tokens of a name in their order; () when it holds no letter or digit. Only the first 300 characters are read."""
    words = [w for w in _SEPARATORS.split(_APOSTROPHES.sub("", fold(name[:_LONGEST_NAME]))) if w]
    tokens: list[Token] = []
    pending = Particle.NONE
    for position, word in enumerate(words):
        is_last = position == len(words) - 1
        whole = Particle.NONE if is_last else _whole_particle(word)
        if whole:
            pending = whole
        elif not is_last and word in _ARTICLES:
            continue
        else:
            tokens.append(_split_joined(word, pending))
            pending = Particle.NONE
    return tuple(tokens)


def _whole_particle(word: str) -> Particle:
    return next((particle for particle, words in _WHOLE.items() if word in words), Particle.NONE)


def _split_joined(word: str, particle: Particle) -> Token:
    bare = _ARTICLE_JOINED.sub("", word)
    if particle is Particle.NONE:
        for kind, pattern in _JOINED:
            rest = pattern.sub("", bare)
            if rest != bare:
                return Token(rest, kind)
    return Token(bare, particle)
