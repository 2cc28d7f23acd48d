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
    names = {level.name: level.same / level.different for level in ALL[0].levels}
    for code in ("same_name", "like_name", "near_name"):
        weights = [names[f"{code}_{at}"] for at in range(7)]
        assert weights == sorted(weights, reverse=True)
        assert weights[0] > weights[-1]
    assert names["same_name_0"] > names["like_name_0"] > names["near_name_0"] > names["other_name"]


def test_what_brought_two_together_says_less_the_more_rows_share_it() -> None:
    met = next(one for one in ALL if one.name == "born_met")
    weights = [level.same / level.different for level in met.levels if level.code == "same_birth_date"]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 4 * weights[3]


def test_levels_have_names_of_their_own_and_take_other_shares() -> None:
    for comparison in ALL:
        assert len({level.name for level in comparison.levels}) == len(comparison.levels)
    changed = ALL[0].with_shares({"same_name_0": (0.5, 0.25)})
    assert (changed.levels[0].same, changed.levels[0].different) == (0.5, 0.25)
    assert changed.levels[1:] == ALL[0].levels[1:]
