"""Shares are found again from patterns drawn by known ones, and never fall to nothing."""

import numpy as np
import pytest

from jisr.linking.evidence import Comparison, Level
from jisr.linking.learning import Patterns, learn


def comparison(name: str, *, is_fixed: bool = False) -> Comparison:
    levels = (
        Level("agrees", "1", 0.6, 0.2), Level("near", "2", 0.3, 0.3), Level("differs", "ELSE", 0.1, 0.5),
    )  # fmt: skip
    return Comparison(name, "0", levels, is_fixed)


KINDS = tuple(comparison(name) for name in "abcd")
SAME, DIFFERENT = (0.85, 0.14, 0.01), (0.05, 0.15, 0.80)


def drawn(share: float, pairs: int = 60_000, unknown: float = 0.1) -> Patterns:
    rng = np.random.default_rng(4)
    same = rng.random(pairs) < share
    shown = np.stack(
        [np.where(same, rng.choice(3, pairs, p=SAME), rng.choice(3, pairs, p=DIFFERENT)) for _ in KINDS], axis=1
    )
    shown[rng.random(shown.shape) < unknown] = -1
    levels, counts = np.unique(shown, axis=0, return_counts=True)
    return Patterns(levels.astype(np.int64), counts.astype(np.float64))


@pytest.mark.parametrize("share", [0.02, 0.1, 0.4])
def test_shares_are_found_again(share: float) -> None:
    found = learn(KINDS, 0.2, drawn(share))
    assert found is not None
    learned, prior = found
    assert prior == pytest.approx(share, abs=0.01)
    for one in learned:
        assert [level.same for level in one.levels] == pytest.approx(SAME, abs=0.03)
        assert [level.different for level in one.levels] == pytest.approx(DIFFERENT, abs=0.03)


def test_a_level_that_no_pair_of_one_bearer_shows_keeps_a_share() -> None:
    seen = drawn(0.1)
    is_kept = (seen.levels[:, 0] != 2) | (seen.levels[:, 1:] != 0).any(axis=1)
    found = learn(KINDS, 0.2, Patterns(seen.levels[is_kept], seen.counts[is_kept]))
    assert found is not None
    for one in found[0]:
        assert sum(level.same for level in one.levels) == pytest.approx(1)
        assert all(0 < share < 1 for level in one.levels for share in (level.same, level.different))


def test_what_is_fixed_is_not_learned() -> None:
    found = learn((comparison("a", is_fixed=True), *KINDS[1:]), 0.2, drawn(0.1))
    assert found is not None
    assert [level.different for level in found[0][0].levels] == [0.2, 0.3, 0.5]
    assert found[0][0].levels[0].same > 0.8


def test_agreement_that_speaks_against_is_refused() -> None:
    turned = np.array([[2, 0, 0, 0], [0, 2, 2, 2]])
    assert learn(KINDS, 0.2, Patterns(turned, np.array([50_000.0, 50_000.0]))) is None


def test_where_all_are_one_bearer_nothing_is_learned() -> None:
    assert learn(KINDS, 0.2, Patterns(np.zeros((1, 4), dtype=np.int64), np.array([10_000.0]))) is None
