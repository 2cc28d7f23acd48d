"""No withheld count of a published table can be computed: tried on random tables by exhaustive and linear means."""

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.core.disclosure import Cadence, Period, PeriodError, Protected, is_determined, protect

MINIMUM = 5


def tables(rows: int, columns: int, most: int) -> st.SearchStrategy[list[list[int]]]:
    return st.integers(1, columns).flatmap(
        lambda width: st.lists(
            st.lists(st.one_of(st.just(0), st.integers(0, 6), st.integers(0, most)), min_size=width, max_size=width),
            min_size=1,
            max_size=rows,
        )
    )


def shown_grid(made: Protected) -> list[list[int | None]]:
    rows = [[*row, total] for row, total in zip(made.cells, made.row_totals, strict=True)]
    return [*rows, [*made.column_totals, made.total]]


def true_grid(counts: list[list[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def determined_by_subtraction(shown: list[list[int | None]]) -> set[tuple[int, int]]:
    """Withheld cells whose value follows from the equations "sum = total" alone (Gaussian elimination)."""
    height, width = len(shown), len(shown[0])
    unknown = [(r, c) for r in range(height) for c in range(width) if shown[r][c] is None]
    place = {cell: at for at, cell in enumerate(unknown)}
    lines = [[(r, c) for c in range(width)] for r in range(height)]
    lines += [[(r, c) for r in range(height)] for c in range(width)]
    matrix = []
    for line in lines:
        row = [Fraction(0)] * len(unknown)
        for at, cell in enumerate(line):
            if cell in place:
                row[place[cell]] = Fraction(-1 if at == len(line) - 1 else 1)
        matrix.append(row)
    pivots: list[list[Fraction]] = []
    for column in range(len(unknown)):
        pivot = next((row for row in matrix if row[column]), None)
        if pivot is None:
            continue
        matrix = [row for row in matrix if row is not pivot]
        pivot = [value / pivot[column] for value in pivot]

        def cleared(rows: list[list[Fraction]], by: list[Fraction] = pivot, at: int = column) -> list[list[Fraction]]:
            return [[value - row[at] * other for value, other in zip(row, by, strict=True)] for row in rows]

        matrix, pivots = cleared(matrix), [*cleared(pivots), pivot]
    return {unknown[row.index(1)] for row in pivots if sum(1 for value in row if value) == 1}


def possible_values(shown: list[list[int | None]], cell: tuple[int, int], most: int) -> set[int]:
    """Every value the cell can have in a table of counts >= 1 where withheld that fits what is published."""
    height, width = len(shown) - 1, len(shown[0]) - 1
    inner = list(product(range(height), range(width)))
    choices = [[shown[r][c]] if shown[r][c] is not None else range(1, most + 1) for r, c in inner]
    found = set()
    for values in product(*choices):
        counts = [[values[r * width + c] for c in range(width)] for r in range(height)]
        grid = true_grid([[int(value or 0) for value in row] for row in counts])
        fits = all(
            (said is None and grid[r][c] >= 1) or said == grid[r][c]
            for r, row in enumerate(shown)
            for c, said in enumerate(row)
        )
        if fits:
            found.add(grid[cell[0]][cell[1]])
    return found


@given(tables(6, 7, 400), st.integers(2, 12))
def test_no_withheld_count_follows_by_subtraction(counts: list[list[int]], minimum: int) -> None:
    assert determined_by_subtraction(shown_grid(protect(counts, minimum))) == set()


@settings(deadline=None)
@given(tables(2, 3, 9))
def test_every_withheld_count_has_another_possible_value(counts: list[list[int]]) -> None:
    shown = shown_grid(protect(counts, 3))
    withheld = [(r, c) for r, row in enumerate(shown) for c, said in enumerate(row) if said is None]
    unknown_inside = sum(said is None for row in shown[:-1] for said in row[:-1])
    if unknown_inside > 4:
        return
    assert [cell for cell in withheld if len(possible_values(shown, cell, 9)) == 1] == []


@given(tables(5, 6, 60), st.integers(1, 9))
def test_small_counts_are_withheld_and_what_is_shown_is_true(counts: list[list[int]], minimum: int) -> None:
    shown, true = shown_grid(protect(counts, minimum)), true_grid(counts)
    for said, value in [
        (s, t) for row, others in zip(shown, true, strict=True) for s, t in zip(row, others, strict=True)
    ]:
        assert said is None or (said == value and not 0 < value < minimum)
        assert value != 0 or said == 0


@given(tables(5, 6, 60))
def test_withheld_counts_of_a_line_add_up_to_no_small_count(counts: list[list[int]]) -> None:
    shown, true = shown_grid(protect(counts, MINIMUM)), true_grid(counts)
    for row, values in zip(shown[:-1], true[:-1], strict=True):
        hidden = sum(value for said, value in zip(row[:-1], values[:-1], strict=True) if said is None)
        others = [said for said in row[:-1] if said]
        assert hidden == 0 or hidden >= MINIMUM or not others


@given(tables(4, 4, 20))
def test_a_minimum_of_one_withholds_nothing(counts: list[list[int]]) -> None:
    assert protect(counts, 1).withheld == 0


def test_the_total_less_the_others_does_not_give_the_small_one() -> None:
    made = protect([[20, 3, 40], [50, 60, 70]], MINIMUM)
    assert made.cells[0][1] is None
    assert sum(cell is None for row in made.cells for cell in row) == 4
    assert (made.row_totals, made.total) == ((63, 180), 243)


def test_a_lone_subtraction_is_seen() -> None:
    grid = [[3, 7, 10], [6, 8, 14], [9, 15, 24]]
    assert is_determined(grid, {(0, 0)}, (0, 0))
    assert not is_determined(grid, {(0, 0), (0, 1), (1, 0), (1, 1)}, (0, 0))
    ones = [[1, 1, 2], [1, 1, 2], [2, 2, 4]]
    assert is_determined(ones, {(0, 0), (0, 1), (1, 0), (1, 1)}, (0, 0))


def test_a_table_of_small_counts_only_is_withheld_whole() -> None:
    made = protect([[1, 2], [0, 1]], MINIMUM)
    assert made.cells == ((None, None), (0, None))
    assert made.total is None


@pytest.mark.parametrize("counts", [[[1], [1, 2]], [[-1]]])
def test_what_is_no_table_of_counts_is_refused(counts: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"rows|negative"):
        protect(counts, MINIMUM)


def test_an_empty_table_stays_empty() -> None:
    assert protect([], MINIMUM).total == 0


@given(
    st.dates(min_value=Period.named("2000").first_day, max_value=Period.named("2400").first_day),
    st.sampled_from(Cadence),
)
def test_a_period_is_read_back_by_its_name_and_holds_its_day(day: date, cadence: Cadence) -> None:
    period = Period.around(day, cadence)
    assert Period.named(period.name) == period
    assert period.first_day <= day < period.day_after
    assert period.before.day_after == period.first_day
    assert not period.overlaps(period.before)
    assert period.overlaps(Period.around(day, Cadence.YEAR))


@pytest.mark.parametrize(
    "name", ["2026-13", "2026-Q5", "2026-11-03", "26", "2026-7", "2026-07/2026-09", "", "1999", "２０２６"]
)
def test_other_cuts_are_refused(name: str) -> None:
    with pytest.raises(PeriodError):
        Period.named(name)
