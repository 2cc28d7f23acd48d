"""Fictional names by sound, spelled in Arabic and in five Latin habits: any number of names, none of a person.

A sound is one letter: H ح, x خ, D ض, S ص, T ط, Z ظ, E ع, G غ, A ا (long a), I ي, U و (long i, u), $ ش, j ج, q ق,
d t z s h k as in English, * ذ; short vowels a i u. Names are written from sounds, not by Jisr's own name rules, so that
what measures the linking was not made by what is measured.
"""

import re
from random import Random
from typing import NamedTuple

_ARABIC = {
    "b": "ب", "t": "ت", "j": "ج", "H": "ح", "x": "خ", "d": "د", "*": "ذ", "r": "ر", "z": "ز", "s": "س", "$": "ش",
    "S": "ص", "D": "ض", "T": "ط", "Z": "ظ", "E": "ع", "G": "غ", "f": "ف", "q": "ق", "k": "ك", "l": "ل", "m": "م",
    "n": "ن", "h": "ه", "w": "و", "y": "ي", "A": "ا", "I": "ي", "U": "و", "@": "ة", "a": "", "i": "", "u": "", " ": " ",
}  # fmt: skip
_SHORT = {"I": "i", "U": "u", "u": "u"}
_PLAIN = {"H": "h", "S": "s", "D": "d", "T": "t", "Z": "z", "*": "d", "E": "", "@": "", "A": "a"}
#: Habits of writing: one Latin spelling for each sound.
HABITS: dict[str, dict[str, str]] = {
    "french": {**_PLAIN, "x": "kh", "$": "ch", "G": "gh", "q": "k", "I": "i", "U": "ou", "u": "ou", "w": "ou"},
    "english": {**_PLAIN, "@": "h", "x": "kh", "$": "sh", "G": "gh", "I": "ee", "U": "oo"},
    "plain": {**_PLAIN, **_SHORT, "x": "kh", "$": "sh", "G": "gh"},
    "spanish": {**_PLAIN, "x": "j", "$": "ch", "j": "y", "G": "g", "q": "k", "I": "i", "U": "u", "u": "u", "w": "u",
                "H": "h"},
    "german": {**_PLAIN, "x": "ch", "$": "sch", "j": "dsch", "G": "gh", "q": "k", "I": "i", "U": "u", "u": "u",
               "w": "w", "z": "s", "y": "j"},
}  # fmt: skip
_GIVEN_MALE = (
    "muHammad", "aHmad", "EalI", "Eumar", "yUsuf", "ibrAhIm", "mUsA", "Hasan", "Husayn", "sulaymAn", "xAlid", "TAriq",
    "rA$id", "karIm", "jamAl", "HamId", "nabIl", "samIr", "fArUq", "IdrIs", "zakariyA", "yaHyA", "hi$Am", "EuTmAn",
    "$akIb", "Eabd allah", "Eabd al raHmAn", "Eabd al karIm", "nUr al dIn", "jalAl al dIn", "mahdI", "bilAl", "anwar",
)  # fmt: skip
_GIVEN_FEMALE = (
    "fATima@", "EA'i$a@", "xadIja@", "zaynab", "maryam", "salmA", "nAdiya@", "samIra@", "karIma@", "laylA", "hind",
    "sukayna@", "amIna@", "jamIla@", "rA$ida@", "nawAl", "Hafsa@", "naEIma@", "suEAd", "wafA'",
)  # fmt: skip
_DOUBLED = re.compile(r"([^aiuAIU ])\1")
_ROOT_LETTERS = "bbtjHxddrrzs$SDTEGfqkllmmnnhwy"
_PATTERNS = (
    "{0}A{1}i{2}",
    "{0}a{1}I{2}",
    "{0}a{1}{2}A{3}",
    "ma{0}{1}U{2}",
    "mu{0}a{1}i{2}",
    "{0}u{1}ay{2}",
    "{0}a{1}{1}A{2}",
)
_ENDS = ("", "", "I", "I", "AwI", "An", "AnI")
_FRONTS = ("", "", "al ", "al ", "bin ", "wuld ", "ait ")


class Sounds(NamedTuple):
    """A person's name by sound, and whether it is a man's."""

    given: str
    family: str
    is_male: bool


def sounds_of_person(random: Random) -> Sounds:
    """A given name as frequent as in life (few bear most), and one of some hundred thousand family names."""
    is_male = random.random() < 0.8
    names = _GIVEN_MALE if is_male else _GIVEN_FEMALE
    given = names[min(int(random.paretovariate(0.9)) - 1, len(names) - 1)]
    return Sounds(given, family_name(random), is_male)


def family_name(random: Random) -> str:
    """A root in a pattern of the language; some roots are borne by many, most by few."""
    is_usual = random.random() < 0.4
    number = int(random.paretovariate(0.5)) % 20_000 if is_usual else 20_000 + random.randrange(200_000)
    root_random = Random(f"root-{number}")
    root = [root_random.choice(_ROOT_LETTERS) for _ in range(4)]
    pattern, end = root_random.choice(_PATTERNS), root_random.choice(_ENDS)
    return root_random.choice(_FRONTS) + pattern.format(*root) + end


def arabic(sounds: str) -> str:
    """Spelled in Arabic letters: short vowels and doubling are not written; alef stands before a vowel that begins."""
    words = []
    for word in _DOUBLED.sub(r"\1", sounds.replace("'", "ء")).split():
        if word == "al":
            words.append("ال")
            continue
        begun = "ا" if word[0] in "aiuI" else ""
        plain = word[1:] if word[0] == "I" else word
        spelled = begun + "".join(_ARABIC.get(letter, letter) for letter in plain)
        words.append("الله" if word == "alah" else spelled)
    return " ".join(words).replace("ال ", "ال")


def latin(sounds: str, habit: str, random: Random) -> str:
    """Spelled by one habit; the article and particles joined, apart or with a hyphen, as they come."""
    table = HABITS[habit]
    spelled = " ".join(
        "".join(table.get(letter, letter) for letter in word.replace("'", "")) for word in sounds.split()
    )
    spelled = spelled.replace(" al ", random.choice((" al-", " el ", " al ", " el-")))
    if spelled.startswith("al "):
        spelled = random.choice(("El ", "al-", "Al ", "")) + spelled[3:]
    if spelled.startswith("bin "):
        spelled = random.choice(("Ben ", "Bin ", "Ben")) + spelled[4:]
    return " ".join(word[:1].upper() + word[1:] for word in spelled.split())


def slip(text: str, random: Random) -> str:
    """One slip of the pen: a letter dropped, doubled or swapped with its neighbour."""
    if len(text) < 5:
        return text
    at = random.randrange(1, len(text) - 2)
    kind = random.randrange(3)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
