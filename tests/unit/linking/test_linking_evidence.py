"""Levels begin with shares that make sense: they add up to one, and agreement speaks for one bearer."""

import math

import pytest

from jisr.linking.evidence import Comparison, comparisons

ALL = comparisons(lambda first, second: f"overlap({first}, {second})")


@pytest.mark.parametrize("comparison", ALL, ids=lambda one: one.name)
def test_shares_add_up_and_fall(comparison: Comparison) -> None:
    assert math.isclose(sum(level.same for level in comparison.levels), 1)
    assert math.isclose(sum(level.different for level in comparison.levels), 1)
    assert all(level.same > 0 and level.different > 0 for level in comparison.levels)
    assert comparison.levels[-1].condition == "ELSE"
    first, last = comparison.levels[0], comparison.levels[-1]
    assert first.same / first.different > 1 > last.same / last.different


def test_a_rare_name_weighs_more_than_a_common_one() -> None:
    names = {level.code: level.same / level.different for level in ALL[0].levels}
    assert names["same_name_rare"] > names["same_name"] > names["same_name_common"]
    assert names["like_name_rare"] > names["like_name"] > names["near_name"] > names["other_name"]
