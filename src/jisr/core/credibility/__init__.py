"""Probabilities, calibration, scoring."""

from jisr.core.credibility.errors import ForecastError
from jisr.core.credibility.intervals import wilson_interval
from jisr.core.credibility.scores import Murphy, brier, crps, log_score, murphy
from jisr.core.credibility.yardsticks import Band, Yardstick, band_of, probability_word, yardstick_bands

__all__ = [
    "Band",
    "ForecastError",
    "Murphy",
    "Yardstick",
    "band_of",
    "brier",
    "crps",
    "log_score",
    "murphy",
    "probability_word",
    "wilson_interval",
    "yardstick_bands",
]
