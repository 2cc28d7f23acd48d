"""Words that make one ask about detention or a capital offence. They propose an answer; a person gives it."""

import re
from collections.abc import Iterable
from typing import Final

from jisr.core.diligence.vocabulary import Trigger

_ARABIC_LETTER: Final = "\u0621-\u064a"
_WORDS: Final = {
    Trigger.DETENTION: (
        r"detain\w*|detention|custody|imprison\w*|jail\w*|arrest\w*|prisoner\w*|"
        r"détenu\w*|détention|garde à vue|incarcér\w*|prison\w*|arrêt[ée]\w*|arrestation\w*|"
        rf"معتقل[{_ARABIC_LETTER}]*|اعتقال|محتجز[{_ARABIC_LETTER}]*|احتجاز|موقوف[{_ARABIC_LETTER}]*|سجين|السجن|سجن"
    ),
    Trigger.CAPITAL_OFFENCE: (
        r"death penalty|capital (?:offence|punishment)|execut(?:ed|ion)|"
        r"peine de mort|peine capitale|condamné à mort|"
        r"الإعدام|إعدام"
    ),
}
_PATTERNS: Final = {
    trigger: re.compile(rf"(?<!\w)(?:ال|وال|بال|لل|و|ب|ل)?(?:{words})(?!\w)", re.IGNORECASE)
    for trigger, words in _WORDS.items()
}


def hints(texts: Iterable[str]) -> frozenset[Trigger]:
    """Triggers that the words of these texts make one ask about."""
    found: set[Trigger] = set()
    for text in texts:
        found |= {trigger for trigger, pattern in _PATTERNS.items() if trigger not in found and pattern.search(text)}
        if len(found) == len(_PATTERNS):
            break
    return frozenset(found)
