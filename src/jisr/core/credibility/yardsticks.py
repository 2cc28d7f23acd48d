"""Words for probabilities, each with its range, in three languages.

ICD 203 covers 1 % to 99 % without gaps; the PHIA yardstick leaves gaps on purpose, so that a number may have no word.
Words of one yardstick are never mixed with those of the other, nor with a confidence level.

Source: ICD 203 (2015) section D.6.e(2)(a); UK Professional Head of Intelligence Assessment, Probability Yardstick,
published 24 March 2025 (bands from 55 % upwards as commonly printed, to be checked against the original). French and
Arabic words are Jisr's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jisr.core.credibility.errors import ForecastError


class Yardstick(StrEnum):
    """Which scale of words."""

    ICD203 = "icd203"
    PHIA = "phia"


@dataclass(frozen=True, slots=True)
class Band:
    """One word and its range.

    Attributes:
        code: stable, lower_snake_case.
        low: 0..1, inclusive.
        high: 0..1, inclusive unless `is_high_excluded`.
        words: by language.
    """

    code: str
    low: float
    high: float
    words: Mapping[str, str]
    is_high_excluded: bool = False

    def covers(self, probability: float) -> bool:
        """Whether the word may be used for this probability."""
        within = probability < self.high if self.is_high_excluded else probability <= self.high
        return self.low <= probability and within


def _band(code: str, low: int, high: int, words: tuple[str, str, str], *, excluded: bool = False) -> Band:
    en, fr, ar = words
    return Band(code, low / 100, high / 100, {"en": en, "fr": fr, "ar": ar}, excluded)


# Neighbouring bands share their limit in the standard; the limit belongs to the band above it.
_ICD203 = (
    _band("almost_no_chance", 1, 5, ("almost no chance", "presque aucune chance", "لا احتمال تقريبًا"), excluded=True),
    _band("very_unlikely", 5, 20, ("very unlikely", "très improbable", "مستبعد جدًا"), excluded=True),
    _band("unlikely", 20, 45, ("unlikely", "improbable", "مستبعد"), excluded=True),
    _band(
        "roughly_even",
        45,
        55,
        ("roughly even chance", "chances à peu près égales", "احتمال متساوٍ تقريبًا"),
        excluded=True,
    ),
    _band("likely", 55, 80, ("likely", "probable", "مرجّح"), excluded=True),
    _band("very_likely", 80, 95, ("very likely", "très probable", "مرجّح جدًا"), excluded=True),
    _band("almost_certain", 95, 99, ("almost certain", "quasi certain", "شبه مؤكد")),
)
_PHIA = (
    _band("remote_chance", 0, 5, ("remote chance", "éventualité très lointaine", "احتمال بعيد جدًا")),
    _band("highly_unlikely", 10, 20, ("highly unlikely", "très peu probable", "مستبعد إلى حد كبير")),
    _band("unlikely", 25, 35, ("unlikely", "peu probable", "غير مرجّح")),
    _band(
        "realistic_possibility", 40, 50, ("realistic possibility", "possibilité réelle", "احتمال واقعي"), excluded=True
    ),
    _band("likely", 55, 75, ("likely", "probable", "مرجّح")),
    _band("highly_likely", 80, 90, ("highly likely", "hautement probable", "مرجّح إلى حد كبير")),
    _band("almost_certain", 95, 100, ("almost certain", "quasi certain", "شبه مؤكد")),
)
_BANDS = {Yardstick.ICD203: _ICD203, Yardstick.PHIA: _PHIA}


def yardstick_bands(yardstick: Yardstick) -> tuple[Band, ...]:
    """The bands of a yardstick, least probable first."""
    return _BANDS[yardstick]


def band_of(probability: float, yardstick: Yardstick) -> Band | None:
    """The band that covers this probability (0..1); None in a gap or beyond the ends.

    Raises:
        ForecastError: not within 0..1.
    """
    if not 0 <= probability <= 1:
        raise ForecastError(f"{probability} is no probability: it must lie within 0..1")
    return next((band for band in _BANDS[yardstick] if band.covers(probability)), None)


def probability_word(probability: float, yardstick: Yardstick, language: str) -> str | None:
    """The word for a probability (0..1) in "ar", "fr" or "en"; None where the yardstick has none, on purpose.

    Raises:
        ForecastError: not within 0..1.
    """
    band = band_of(probability, yardstick)
    return None if band is None else band.words[language]
