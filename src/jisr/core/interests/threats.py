"""Which of the places in a text are threatened: those named in a sentence that speaks of an attack to come.

A proposal to a person, made from word lists; it reads no intentions.
"""

import re
from collections.abc import Iterable

from jisr.core.identity.folding import fold

_SENTENCE = re.compile(r"[^.!?؟؛;\n]+[.!?؟؛;\n]*")
_WORD = re.compile(r"[^\W_]+")
# Beginnings of words, folded; Arabic ones may have one or two letters joined in front.
_LATIN = (
    "attack", "attent", "attaqu", "target", "cibl", "bomb", "explos", "threat", "menac", "hostage", "otage", "plot",
    "projet", "strike", "assassin", "kidnap", "enlev", "sabot", "detonat", "ambush", "embuscade", "prepar", "vise",
)  # fmt: skip
_ARABIC = (
    "هجوم", "هجم", "تفجير", "تفجر", "استهداف", "يستهدف", "تستهدف", "مستهدف", "تهديد", "يهدد", "تهدد", "اعتداء",
    "اغتيال", "اختطاف", "رهائن", "رهينه", "مخطط", "يخطط", "تخطط", "عمليه", "عمليات", "متفجر", "كمين", "ضرب", "تحضير",
)  # fmt: skip
_ARABIC_PREFIX = re.compile(r"^[وفبكل]?[وفبكل]?(?:ال)?")


def threatened_countries(text: str, places: Iterable[tuple[int, int, str]]) -> frozenset[str]:
    """Countries of places that stand in a sentence about an attack.

    Args:
        text: as stored.
        places: (start, end, ISO 3166-1 alpha-2) of countries and cities; code-point offsets.
    """
    spans = [(match.start(), match.end()) for match in _SENTENCE.finditer(text) if _speaks_of_attack(match.group())]
    return frozenset(
        country for start, end, country in places if any(begin <= start and end <= stop for begin, stop in spans)
    )


def _speaks_of_attack(sentence: str) -> bool:
    return any(_is_threat(word) for word in _WORD.findall(fold(sentence)))


def _is_threat(word: str) -> bool:
    word = word.replace("ة", "ه")
    if word.startswith(_LATIN):
        return True
    return word.startswith(_ARABIC) or _ARABIC_PREFIX.sub("", word).startswith(_ARABIC)
