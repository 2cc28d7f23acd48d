"""Any number of fictional full names with the truth behind them, as writers of seven habits spell them.

Names are kept in sounds, so that Arabic letters and each romanisation follow by rule from one source: nothing here was
taken from what the model of name likeness was trained on. A few names are common and most are rare, as in life; the
rare ones are made of roots and patterns, as Arabic makes words. Every person is invented.

Source of the scholarly romanisation: DIN 31635; the others follow the civil registers and the press.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random
from typing import Final

#: How a name may be spelled: in Arabic letters, or by the habit of a country's offices.
HABITS: Final = ("arabic", "french", "english", "german", "spanish", "turkish", "scholarly")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Sounds: ' hamza; E H x g q for ayn, ha, kha, ghain, qaf; S D T Z the emphatic ones; $ shin, * dhal, v tha;
# A I U long vowels; p ta marbuta; Y alef maqsura.
_GIVEN: Final = _words(
    "muHammad aHmad EalI fATimap Hasan Husayn ibrAhIm yUsuf mUsY Eumar xAlid EA'i$ap sulaymAn EuvmAn xadIjap maHmUd "
    "isHAq yaEqUb dAwUd ismAEIl idrIs hi$Am rA$id nabIl jamAl kamAl bilAl tawfIq sufyAn $aEbAn ramaDAn xalIl jalAl "
    "Hamzap EIsY yaHyY zaynab maryam nUr laylY zuhrap samIrap jamIlap xalIfap muSTafY murtaDY yAsIn hArUn luqmAn ayyUb"
)
_FAMILY: Final = _words(
    "tAzI $arqAwI SanhAjI EalawI idrIsI fAsI marrAk$I filAlI wahhAbI tilimsAnI qusanTInI tUnisI $inqITI timbuktI "
    "agAdIrI sUsI rIfI darEI wazzAnI miknAsI wajdI tiTwAnI"
)
_ROOTS: Final = _words(
    "krm slm Hsn rHm Hmd $kr nSr fDl SlH EZm jbr qdr lTf Edl Sdq kml jml Hkm wHd njm bdr smr xlf mjd nZm Tlb HfZ rfE "
    "bsT $rf mlk Eql fhm ktb drs Zhr bhr Txr ErD rmz hdl nwr Swl gfr sjd bTl Hrs mrz xTb jrH swd Hrb wld zhr fth fwz"
)
_PATTERNS: Final = ("1a2I3", "1A2i3", "1a22A3", "ma12U3", "1u2ay3", "1a23An", "mu1a22i3", "1i2A3")
_COMMONNESS: Final = 0.8
_SERVANTS: Final = 0.06


@dataclass(frozen=True, slots=True)
class _Habit:
    """Sounds that differ from the plain ones, the article, the word for son, and what begins a servant-of name."""

    sounds: dict[str, str]
    article: str
    son: str
    servant: str


_PLAIN: Final = {
    "'": "", "E": "", "H": "h", "x": "kh", "g": "gh", "S": "s", "D": "d", "T": "t", "Z": "z", "$": "sh", "*": "dh",
    "v": "th", "A": "a", "I": "i", "U": "u", "p": "a", "Y": "a",
}  # fmt: skip
_HABITS: Final = {
    "french": _Habit(
        {"$": "ch", "u": "ou", "U": "ou", "w": "ou", "*": "d", "v": "t", "q": "k"}, "El ", "Ben ", "Abdel"
    ),
    "english": _Habit({"I": "ee", "U": "oo"}, "al-", "bin ", "Abdul "),
    "german": _Habit({"$": "sch", "j": "dsch", "x": "ch", "y": "j", "q": "k"}, "Al-", "Ben ", "Abd El "),
    "spanish": _Habit({"$": "ch", "x": "j", "j": "y", "g": "g", "w": "u", "*": "d", "v": "t"}, "El ", "Ben ", "Abdel "),
    "turkish": _Habit(
        {"$": "ş", "j": "c", "x": "h", "g": "ğ", "q": "k", "w": "v", "*": "z", "v": "s"}, "El ", "Bin ", "Abdül"
    ),
    "scholarly": _Habit(
        {"'": "ʾ", "E": "ʿ", "H": "ḥ", "x": "ḫ", "g": "ġ", "j": "ǧ", "S": "ṣ", "D": "ḍ", "T": "ṭ", "Z": "ẓ", "$": "š",
         "*": "ḏ", "v": "ṯ", "A": "ā", "I": "ī", "U": "ū", "Y": "ā"},
        "al-", "b. ", "ʿAbd al-",
    ),
}  # fmt: skip
_ARABIC: Final = {
    "'": "ئ", "E": "ع", "H": "ح", "x": "خ", "g": "غ", "q": "ق", "S": "ص", "D": "ض", "T": "ط", "Z": "ظ", "$": "ش",
    "*": "ذ", "v": "ث", "A": "ا", "I": "ي", "U": "و", "p": "ة", "Y": "ى", "a": "", "i": "", "u": "", "b": "ب",
    "t": "ت", "j": "ج",
    "d": "د", "r": "ر", "z": "ز", "s": "س", "f": "ف", "k": "ك", "l": "ل", "m": "م", "n": "ن", "h": "ه", "w": "و",
    "y": "ي",
}  # fmt: skip
_DOUBLED = re.compile(r"(.)\1")


@dataclass(frozen=True, slots=True)
class ExerciseName:
    """One person's full name, before anybody writes it.

    Attributes:
        identity: the same for two persons if and only if their names are the same.
        given, father, family: in sounds.
        is_servant: whether the given name is Abd al- with what stands in `given`.
    """

    identity: int
    given: str
    father: str
    family: str
    is_servant: bool

    def written(self, habit: str, random: Random) -> str:
        """As a writer of one of HABITS gives it: the father, "son of" and the article may be left out."""
        if habit == "arabic":
            given = ("عبد ال" if self.is_servant else "") + _arabic(self.given)
            article, son = "ال", "بن "
            father, family = _arabic(self.father), _arabic(self.family)
        else:
            how = _HABITS[habit]
            given = (how.servant if self.is_servant else "") + _latin(self.given, habit)
            if self.is_servant and not how.servant.endswith((" ", "-")):
                given = given.capitalize()
            article, son = how.article, how.son
            father, family = _latin(self.father, habit), _latin(self.family, habit)
        chance = random.random()
        middle = "" if chance < 0.1 else (son if chance < 0.5 else "") + father + " "
        return f"{given} {middle}{article if random.random() < 0.8 else ''}{family}"


def exercise_names(count: int, seed: int) -> Iterator[ExerciseName]:
    """`count` fictional names; some persons share one, the more of them the more common its parts are."""
    random = Random(f"names-{seed}")
    given, family = _givens(), _families()
    given_weights, family_weights = _weights(len(given)), _weights(len(family))
    indexes = range(len(given)), range(len(family))
    for _ in range(count):
        first, second = random.choices(indexes[0], cum_weights=given_weights, k=2)
        last = random.choices(indexes[1], cum_weights=family_weights)[0]
        is_servant = random.random() < _SERVANTS and given[first][0] not in "aiu"
        identity = ((first * len(given) + second) * len(family) + last) * 2 + is_servant
        yield ExerciseName(identity, given[first], given[second], family[last], is_servant)


def common_parts(most: int = 100) -> list[str]:
    """The most common given and family names, in sounds."""
    return (_givens()[: most // 2]) + _families()[: most - most // 2]


@cache
def _made() -> list[str]:
    shapes = [(root, pattern) for pattern in _PATTERNS for root in _ROOTS]
    return ["".join(root[int(s) - 1] if s.isdigit() else s for s in pattern) for root, pattern in shapes]


@cache
def _givens() -> list[str]:
    return list(dict.fromkeys([*_GIVEN, *_made()]))


@cache
def _families() -> list[str]:
    return list(dict.fromkeys([*_FAMILY, *(word + "I" for word in _made())]))


def _weights(count: int) -> list[float]:
    return list(accumulate(rank**-_COMMONNESS for rank in range(1, count + 1)))


@cache
def _arabic(word: str) -> str:
    first = {"a": "أ", "u": "أ", "i": "إ"}.get(word[0], "")
    return first + "".join(_ARABIC[sound] for sound in _DOUBLED.sub(r"\1", word))


@cache
def _latin(word: str, habit: str) -> str:
    sounds = {**_PLAIN, **_HABITS[habit].sounds}
    # A sound of two letters is not written twice.
    single = _DOUBLED.sub(lambda pair: pair[0] if len(sounds.get(pair[1], "-")) == 1 else pair[1], word)
    written = "".join(sounds.get(sound, sound) for sound in single)
    at = written[0] in "ʿʾ"
    return written[:at] + written[at].upper() + written[at + 1 :]
