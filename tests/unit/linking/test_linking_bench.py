"""What the benchmark counts, and the lists it is made on."""

from jisr.bench.linking import Outcome, Score, is_across, records_of, score, true_pairs
from jisr.bench.linking_lists import sparse_lists
from jisr.exercise.lists import COLUMNS, two_lists


def test_precision_and_recall_are_of_links_at_the_probability() -> None:
    outcome = Outcome([("a", "1", 0.9), ("b", "2", 0.6), ("c", "9", 0.7), ("d", "4", 0.2)], 1.0)
    truth = {("a", "1"), ("b", "2"), ("d", "4"), ("e", "5")}
    assert score(outcome, truth, 0.5) == Score(2 / 3, 0.5, 2 * (2 / 3) * 0.5 / (2 / 3 + 0.5))
    assert score(outcome, truth, 0.95) == Score(0, 0, 0)
    assert score(outcome, {("b", "2")}, 0.5, among={("b", "2")}).recall == 1


def test_lists_share_the_persons_they_say_and_repeat_by_seed() -> None:
    left, right = (list(side) for side in two_lists(400, seed=3, shared=0.25))
    assert [list(side) for side in two_lists(400, seed=3, shared=0.25)] == [left, right]
    assert [list(side) for side in two_lists(400, seed=4, shared=0.25)] != [left, right]
    truth = true_pairs(left, right)
    assert len(truth) == 100
    assert {one.cells[0] for one in left}.isdisjoint(one.cells[0] for one in right)
    across = sum(is_across(pair, sorted(left, key=_number), sorted(right, key=_number)) for pair in truth)
    assert 30 < across < 80
    assert all(len(one.cells) == len(COLUMNS) for one in (*left, *right))
    assert sum(1 for _ in records_of(left)) == 400


def test_sparse_lists_hold_less_and_repeat_by_seed() -> None:
    left, right = (list(side) for side in sparse_lists(500, seed=3))
    assert [list(side) for side in sparse_lists(500, seed=3)] == [left, right]
    assert len(true_pairs(left, right)) == 100
    rows = [dict(zip(COLUMNS, one.cells, strict=True)) for one in (*left, *right)]
    assert 150 < sum(not row["birthDate"] for row in rows) < 350
    assert 200 < sum(len(row["name"].split()) > 2 for row in rows) < 800
    assert sum(1 for _ in records_of(left)) == 500


def test_rows_of_one_person_are_noted_differently() -> None:
    left, right = (list(side) for side in two_lists(500, seed=8, shared=1.0))
    known = {one.person: one.cells for one in left}
    same_name = sum(known[one.person][1] == one.cells[1] for one in right)
    assert same_name < 150
    assert len({one.cells[1] for one in left}) > 350


def _number(person: object) -> int:
    return int(person.cells[0][1:])  # type: ignore[attr-defined]
