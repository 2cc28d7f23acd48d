"""Which of the three languages a text is in. A proposal: the analyst may correct it.

The script decides for Arabic; between French and English py3langid's packaged model does, restricted to these two.
"""

import re
from functools import cache
from typing import NamedTuple

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SAMPLE_CHARACTERS = 20_000
_ARABIC = re.compile(r"[\u0621-\u064a]")
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]")
_ARABIC_SHARE = 0.35


class DetectedLanguage(NamedTuple):
    """ "ar", "fr" or "en", and how sure (0..1, higher is surer)."""

    language: str
    confidence: float


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["fr", "en"])
    return identifier


def detect_language(text: str) -> DetectedLanguage:
    """The language of most of a text; English with confidence 0 for a text without letters."""
    sample = text[:_SAMPLE_CHARACTERS]
    arabic, latin = len(_ARABIC.findall(sample)), len(_LATIN.findall(sample))
    if not arabic and not latin:
        return DetectedLanguage("en", 0.0)
    share = arabic / (arabic + latin)
    if share >= _ARABIC_SHARE:
        return DetectedLanguage("ar", round(min(1.0, 0.5 + share / 2), 3))
    language, confidence = _identifier().classify(sample)
    return DetectedLanguage(language, round(float(confidence), 3))
