"""Rare keys first, and never more pairs than the budget."""

import numpy as np
import pytest

from jisr.linking.blocking import largest_block


@pytest.mark.parametrize(
    ("budget", "largest"),
    [(0, 0), (3, 1), (10, 1), (11, 4), (15, 4), (110, 4), (111, 100), (10**9, 100)],
)
def test_sizes_are_taken_whole_from_the_rarest(budget: int, largest: int) -> None:
    sizes, blocks = np.array([100, 1, 4, 500_000]), np.array([1, 3, 2, 1])
    assert largest_block(sizes, blocks, budget) == largest


def test_no_common_block_uses_the_budget_up() -> None:
    assert largest_block(np.array([200_000]), np.array([1]), 10**9) == 0
    assert largest_block(np.zeros(0, np.int64), np.zeros(0, np.int64), 10) == 0
