"""A sample is the same for the same seed, whatever the order, and every stratum has its share."""

import random

from hypothesis import given
from hypothesis import strategies as st

from jisr.core.ledger.sampling import allocate, draw_sample

STRATA = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 60), min_size=1)


def entries(strata: dict[str, int]) -> list[tuple[int, str]]:
    names = [name for name, count in strata.items() for _ in range(count)]
    return list(enumerate(names))


@given(STRATA, st.integers(0, 80), st.text(max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_makes_no_difference(
    strata: dict[str, int], size: int, seed: str, shuffler: random.Random
) -> None:
    candidates = entries(strata)
    drawn = draw_sample(seed, candidates, size)
    shuffler.shuffle(candidates)
    assert draw_sample(seed, candidates, size) == drawn
    assert len({item.index for item in drawn}) == min(size, len(candidates))


@given(STRATA, st.integers(0, 80), st.text(max_size=20))
def test_every_stratum_has_its_share(strata: dict[str, int], size: int, seed: str) -> None:
    shares, whole = allocate(strata, size, seed), sum(strata.values())
    places = min(size, whole)
    assert sum(shares.values()) == places
    for name, count in strata.items():
        assert 0 <= shares[name] <= count
        assert size < len(strata) or shares[name] >= 1
        assert shares[name] <= places * count / whole + 1


def test_other_seeds_draw_others_and_each_entry_comes_up_about_as_often() -> None:
    candidates = [(index, "") for index in range(20)]
    times = dict.fromkeys(range(20), 0)
    for seed in range(400):
        for item in draw_sample(str(seed), candidates, 5):
            times[item.index] += 1
    assert min(times.values()) > 60
    assert max(times.values()) < 145
