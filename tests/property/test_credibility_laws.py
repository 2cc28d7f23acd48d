"""Laws of the scores, against definitions written out."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.core.credibility import Yardstick, brier, crps, murphy, probability_word, yardstick_bands

probabilities = st.floats(0, 1) | st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0])
forecasts = st.lists(st.tuples(probabilities, st.booleans()), min_size=1, max_size=30)
values = st.floats(-1e6, 1e6)


@given(forecasts)
def test_the_parts_make_the_whole(made: list[tuple[float, bool]]) -> None:
    said, came = [p for p, _ in made], [o for _, o in made]
    parts = murphy(said, came)
    assert parts.brier == pytest.approx(brier(said, came), abs=1e-9)
    assert 0 <= parts.reliability <= 1
    assert 0 <= parts.resolution <= parts.uncertainty + 1e-9


@given(forecasts)
def test_brier_is_between_perfect_and_worst(made: list[tuple[float, bool]]) -> None:
    assert 0 <= brier([p for p, _ in made], [o for _, o in made]) <= 1


@given(st.lists(values, min_size=1, max_size=20), values)
def test_crps_equals_its_definition(ensemble: list[float], observation: float) -> None:
    n = len(ensemble)
    distance = math.fsum(abs(x - observation) for x in ensemble) / n
    spread = math.fsum(abs(x - y) for x in ensemble for y in ensemble) / n**2
    assert crps(ensemble, observation) == pytest.approx(max(0, distance - spread / 2), abs=1e-3, rel=1e-9)


@given(st.floats(0, 1), st.sampled_from(Yardstick))
def test_a_number_has_one_word_at_most(probability: float, yardstick: Yardstick) -> None:
    covering = [band for band in yardstick_bands(yardstick) if band.covers(probability)]
    assert len(covering) <= 1
    expected = covering[0].words["fr"] if covering else None
    assert probability_word(probability, yardstick, "fr") == expected
