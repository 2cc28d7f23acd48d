"""Consonant keys: one key space for every script, by which spellings of one name find each other.

Short vowels are not written in Arabic and are written in many ways in Latin, so a key keeps classes of consonants only:
t stands for ت ط ث t th, k for ق ك k q c, h for ح ه خ х h kh, and so on. Different names may share a key; scoring tells
them apart.
"""

import re
from functools import lru_cache

from jisr.core.identity.names.letters import letters
from jisr.core.identity.names.structure import Part, Role, parts_of

_LATIN_GROUPS = {
    "tch": "c", "sch": "c", "sh": "c", "ch": "c", "kh": "h", "gh": "g", "dh": "d", "th": "t", "ph": "f", "dj": "g",
    "zh": "g", "ck": "k", "ce": "s", "ci": "s", "cy": "s", "dz": "g", "ts": "s", "tz": "s", "x": "ks", "c": "k",
    "q": "k", "j": "g", "p": "b", "v": "f", "a": "", "e": "", "i": "", "o": "", "u": "", "w": "", "y": "",
}  # fmt: skip
_LATIN = re.compile("|".join(sorted(_LATIN_GROUPS, key=len, reverse=True)))
_SOUNDS = {
    "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "g", "چ": "c", "ح": "h", "خ": "h", "د": "d", "ذ": "d",
    "ض": "d", "ر": "r", "ز": "z", "ژ": "g", "ظ": "z", "س": "s", "ص": "s", "ش": "c", "غ": "g", "گ": "g", "ف": "f",
    "ڤ": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ا": "", "ء": "", "ئ": "", "ؤ": "", "ع": "",
    "ة": "", "و": "", "ي": "", "ى": "",
    "б": "b", "в": "f", "г": "g", "д": "d", "ж": "g", "з": "z", "к": "k", "л": "l", "м": "m", "н": "n", "п": "b",
    "р": "r", "с": "s", "т": "t", "ф": "f", "х": "h", "ц": "s", "ч": "c", "ш": "c", "щ": "c", "ґ": "g", "ғ": "g",
    "қ": "k", "ң": "n", "һ": "h", "җ": "g", "ҳ": "h", "ҷ": "g", "ђ": "g", "ј": "", "љ": "l", "њ": "n", "ћ": "c",
    "џ": "g", "а": "", "е": "", "и": "", "й": "", "о": "", "у": "", "ъ": "", "ы": "", "ь": "", "э": "", "ю": "",
    "я": "", "і": "", "ї": "", "є": "", "ў": "", "ә": "", "ө": "", "ұ": "", "ү": "", "ӣ": "", "ӯ": "",
}  # fmt: skip
_TABLE = str.maketrans({letters(letter): sound for letter, sound in _SOUNDS.items()})
# Two letters for one sound: "تشارلز" is "Charles", "Джон" is "John".
_PAIRED = tuple(
    (letters(pair), letters(sound)) for pair, sound in (("تش", "ش"), ("دج", "ج"), ("дж", "ж"), ("тч", "ч"), ("дз", "ж"))
)
_SILENT_END = re.compile(f"(?<=[aeiou])h$|(?<=..){letters('ه')}$")
# "Abderrahmane" is "Abd al-Rahman": the article took the sound of the sun letter.
_SUN_SERVANT = re.compile(r"^abd[aeiou]{1,2}([rsdtznl])\1")
_JOINED_PARTICLE = re.compile(r"^(?:b[ei]n(?=[^aeiou]\w{3}|ab\w{3})|(?:abou|abu|bou)(?=[^aeiou]\w{3}))", re.ASCII)
_SOFT_J = re.compile("(?<!d)j")
_HEAVY = Role.FATHER | Role.SERVANT
_PARTICLES = Role.SON | Role.FATHER | Role.SERVANT
_REPEATED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def consonants(text: str) -> str:
    """Consonant classes of letters of the comparable alphabet, repeats once; "a" where it has none."""
    text = _SUN_SERVANT.sub(r"abdul\1", text)
    for pair, sound in _PAIRED:
        text = text.replace(pair, sound)
    spoken = _LATIN.sub(lambda found: _LATIN_GROUPS[found[0]], _SILENT_END.sub("", text)).translate(_TABLE)
    return _REPEATED.sub(r"\1", spoken) or "a"


def stem(part: Part) -> str:
    """Consonants by which a part is met whether or not its particle is written joined.

    Of "Benmoussa" those of "Moussa", but "Abdelkrim" and "Abd al-Karim" keep theirs.
    """
    if part.role & Role.SERVANT:
        return consonants(part.prefix + part.text)
    return consonants(part.text if part.prefix or part.son else _JOINED_PARTICLE.sub("", part.text))


def name_skeleton(name: str) -> str:
    """All consonants of a name, particles joined, words apart: what a compiled scorer may compare first."""
    return " ".join(
        consonants(part.son + part.prefix + part.text if part.role & _PARTICLES else part.text)
        for part in parts_of(name)
    )


def keys_of_part(part: Part) -> set[str]:
    """The part's consonants, and again with its particle in front unless that is an article."""
    found = {consonants(part.text), stem(part)}
    if part.role & _HEAVY:
        found.add(consonants(part.prefix + part.text))
    if part.son:
        found.add(consonants(part.son + (part.prefix if part.role & _HEAVY else "") + part.text))
    return found


def other_keys_of_part(part: Part) -> set[str]:
    """Its consonants where "j" is read as in German or Croatian: "Jusuf" is "Yusuf"."""
    return {consonants(_SOFT_J.sub("", part.text))} if "j" in part.text else set()


def name_key(name: str) -> list[str]:
    """Keys by which spellings of one name find each other in any of the scripts.

    Returns:
        Each part's consonants, again with its particle where it has one and in its other reading; sorted, without
        repeats; [] when the name holds no letter or digit.
    """
    return sorted({key for part in parts_of(name) for key in keys_of_part(part) | other_keys_of_part(part)})
