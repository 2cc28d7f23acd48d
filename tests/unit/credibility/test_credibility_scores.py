"""Scores against values worked by hand, and the yardsticks' words."""

import itertools
import math

import pytest

from jisr.core.credibility import (
    ForecastError,
    Yardstick,
    brier,
    crps,
    log_score,
    murphy,
    probability_word,
    yardstick_bands,
)


def test_brier_by_hand() -> None:
    assert brier([0.8, 0.3], [True, False]) == pytest.approx((0.04 + 0.09) / 2)
    assert brier([1.0, 0.0], [1, 0]) == 0
    assert brier([1.0], [0]) == 1


def test_log_score_by_hand() -> None:
    assert log_score([0.8, 0.3], [True, False]) == pytest.approx(-(math.log(0.8) + math.log(0.7)) / 2)
    assert log_score([1.0, 0.0], [1, 0]) == 0
    assert log_score([0.0], [1]) == math.inf


def test_murphy_by_hand() -> None:
    parts = murphy([0.9, 0.9, 0.1, 0.1], [1, 0, 0, 0])
    assert parts.uncertainty == pytest.approx(0.25 * 0.75)
    assert parts.reliability == pytest.approx((2 * 0.16 + 2 * 0.01) / 4)
    assert parts.resolution == pytest.approx((2 * 0.0625 + 2 * 0.0625) / 4)
    assert parts.brier == pytest.approx(brier([0.9, 0.9, 0.1, 0.1], [1, 0, 0, 0]))


def test_crps_by_hand() -> None:
    assert crps([2.0], 5.0) == 3.0
    # E|X - y| = 1.5, E|X - X'| = 0.5
    assert crps([0.0, 1.0], 2.0) == pytest.approx(1.5 - 0.25)
    assert crps([3.0, 3.0, 3.0], 3.0) == 0.0


@pytest.mark.parametrize(
    ("said", "came"), [([], []), ([0.5], [1, 0]), ([1.2], [1]), ([-0.1], [0]), ([math.nan], [0]), ([0.5], [2])]
)
def test_what_cannot_be_scored_is_refused(said: list[float], came: list[int]) -> None:
    for score in (brier, log_score, murphy):
        with pytest.raises(ForecastError):
            score(said, came)


@pytest.mark.parametrize(("ensemble", "observation"), [([], 1.0), ([1.0, math.nan], 1.0), ([1.0], math.inf)])
def test_crps_needs_finite_values(ensemble: list[float], observation: float) -> None:
    with pytest.raises(ForecastError):
        crps(ensemble, observation)


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.01, "almost no chance"),
        (0.05, "very unlikely"),
        (0.5, "roughly even chance"),
        (0.55, "likely"),
        (0.79, "likely"),
        (0.95, "almost certain"),
        (0.99, "almost certain"),
        (0.995, None),
        (0.0, None),
    ],
)
def test_icd203_words(probability: float, word: str | None) -> None:
    assert probability_word(probability, Yardstick.ICD203, "en") == word


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, "remote chance"),
        (0.07, None),
        (0.22, None),
        (0.45, "realistic possibility"),
        (0.5, None),
        (0.52, None),
        (0.6, "likely"),
        (0.77, None),
        (0.85, "highly likely"),
        (1.0, "almost certain"),
    ],
)
def test_phia_leaves_its_gaps(probability: float, word: str | None) -> None:
    assert probability_word(probability, Yardstick.PHIA, "en") == word


@pytest.mark.parametrize("yardstick", Yardstick)
def test_bands_are_ordered_and_have_words_in_three_languages(yardstick: Yardstick) -> None:
    bands = yardstick_bands(yardstick)
    for lower, higher in itertools.pairwise(bands):
        assert lower.low < lower.high <= higher.low
    for language in ("ar", "fr", "en"):
        assert len({band.words[language] for band in bands}) == len(bands)


def test_no_word_for_what_is_no_probability() -> None:
    with pytest.raises(ForecastError):
        probability_word(1.5, Yardstick.PHIA, "en")
