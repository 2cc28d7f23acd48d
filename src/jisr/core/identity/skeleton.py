"""Consonant skeletons: one key space for Arabic, Latin and Cyrillic spellings of a name.

Short vowels are not written in Arabic and are written in many ways in Latin, so a key keeps consonant classes only:
t stands for ت ط ث t th, k for ق ك k q c, h for ح ه خ х h kh, and so on. Different names may share a key; scoring tells
them apart.
"""

import re
from functools import lru_cache

from jisr.core.identity.folding import Particle, Token, tokenize

_LATIN_GROUPS = {
    "tch": "š", "sch": "š", "sh": "š", "ch": "š", "kh": "h", "gh": "g", "dh": "d", "th": "t", "ph": "f", "dj": "g",
    "ck": "k", "ce": "sa", "ci": "si", "cy": "si", "ou": "u", "oo": "u", "ee": "i", "ei": "ai", "ai": "ai", "ay": "ai",
    "ey": "ai", "x": "ks", "c": "k", "q": "k", "j": "g", "p": "b", "v": "f", "w": "u", "y": "i", "e": "a", "o": "u",
}  # fmt: skip
_LATIN = re.compile("|".join(sorted(_LATIN_GROUPS, key=len, reverse=True)))
_CYRILLIC = {
    "а": "a", "б": "b", "в": "f", "г": "g", "д": "d", "е": "a", "ж": "g", "з": "z", "и": "i", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "u", "п": "b", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts",
    "ч": "š", "ш": "š", "щ": "š", "ъ": "", "ы": "i", "ь": "", "э": "a", "ю": "iu", "я": "ia", "і": "i", "є": "a",
}  # fmt: skip
_ARABIC = {
    "ا": "a", "ء": "", "ئ": "i", "ؤ": "u", "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "g", "چ": "š",
    "ح": "h", "خ": "h", "د": "d", "ذ": "d", "ض": "d", "ر": "r", "ز": "z", "ژ": "g", "ظ": "z", "س": "s", "ص": "s",
    "ش": "š", "ع": "a", "غ": "g", "گ": "g", "ڭ": "g", "ݣ": "g", "ف": "f", "ڤ": "f", "ڨ": "g", "ق": "k", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "و": "u", "ي": "i",
}  # fmt: skip
_LETTERS = str.maketrans(_CYRILLIC | _ARABIC)
_REPEATED = re.compile(r"(.)\1+")
_SILENT_END = re.compile("(?<=[aeiou])h$|(?<=..)ه$")
_VOWELS = re.compile("[aiu]+")
_PREFIX = {Particle.NONE: "", Particle.SON: "bn", Particle.FATHER: "b", Particle.SERVANT: "bd"}


@lru_cache(maxsize=65536)
def sound(text: str) -> str:
    """Folded letters as consonant classes and the vowels a, i, u; repeats written once, silent final h dropped."""
    spoken = _SILENT_END.sub("", text).translate(_LETTERS)
    return _REPEATED.sub(r"\1", _LATIN.sub(lambda found: _LATIN_GROUPS[found[0]], spoken))


def skeleton(token: Token) -> str:
    """Consonants of one token, without its particle; a token of vowels alone keeps its first vowel."""
    heard = sound(token.text)
    return _REPEATED.sub(r"\1", _VOWELS.sub("", heard)) or heard[:1] or token.text[:1]


def joined_skeleton(token: Token) -> str:
    """Consonants of one token with its particle in front, as in "Benmoussa"."""
    return _REPEATED.sub(r"\1", _PREFIX[token.particle] + skeleton(token))


def name_skeleton(name: str) -> str:
    """All consonants of a name, particles joined, words apart: what a compiled scorer compares first."""
    return " ".join(map(joined_skeleton, tokenize(name)))


def name_key(name: str) -> list[str]:
    """Keys by which spellings of one name find each other in any of the scripts.

    Returns:
        Each token's consonants, and again with its particle where it has one; sorted, without repeats;
        [] when the name holds no letter or digit.
    """
    tokens = tokenize(name)
    return sorted({key(token) for token in tokens for key in (skeleton, joined_skeleton)} - {""})
