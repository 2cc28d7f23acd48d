"""Which cells of a table of counts are withheld before it is published.

A table is published with its totals. A count from 1 up to, not including, the minimum is withheld (primary
suppression), totals as well as cells. That alone hides nothing: the total less the other cells is the withheld one. So
more cells are withheld beside it (complementary suppression) until no withheld count is determined by what is
published, and no line's withheld counts add up to less than the minimum.

The reader is taken to know the rule: counts are whole, never negative, a nought is never withheld, so a withheld count
is at least 1. Under these facts a withheld cell has another possible value exactly when one can go round a closed way
of withheld cells, alternating along rows and columns, adding 1 and taking 1 away in turn, without taking from a cell
that is 1 (the mixed graph of Gusfield 1988, whose strong components hold the protected cells). Totals are a further row
and column of the same table, with the sign turned round.

What this does not do: protect two tables that count the same things. Whoever publishes counts each thing in one table
only, and one period once (see `periods`).

Source: D. Gusfield, "A graph theoretic approach to statistical data security", SIAM J. Comput. 17(3), 1988;
Eurostat, Handbook on Statistical Disclosure Control, version 1.2, section 4.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

type Cell = tuple[int, int]
type Grid = list[list[int]]

#: A withheld total costs the reader more than a withheld cell: it is chosen only where no cell will do.
_COST_OF_TOTAL = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Protected:
    """A table ready to be published; None stands where a count is withheld.

    Attributes:
        cells: one row of counts for each row.
        row_totals, column_totals, total: their sums.
        withheld: number of withheld counts, totals included.
    """

    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None
    withheld: int


def protect(counts: Sequence[Sequence[int]], minimum: int) -> Protected:
    """Withhold what must be withheld.

    Args:
        counts: rows of whole numbers >= 0, all of one length.
        minimum: smallest count that may be published; 1 withholds nothing.

    Raises:
        ValueError: rows of unequal length, a negative count, or a minimum below 1.
    """
    grid = _with_totals(counts, minimum)
    width, height = len(grid[0]), len(grid)
    withheld = {cell for cell in product(range(height), range(width)) if 0 < _at(grid, cell) < minimum}
    while exposed := _most_exposed(grid, withheld, minimum):
        more = _cheapest_way_round(grid, withheld, exposed) or _next_in_line(grid, withheld, exposed)
        if not more:
            withheld |= {cell for cell in product(range(height), range(width)) if _at(grid, cell)}
            break
        withheld |= more
    shown = [[None if (r, c) in withheld else value for c, value in enumerate(row)] for r, row in enumerate(grid)]
    return Protected(
        cells=tuple(tuple(row[:-1]) for row in shown[:-1]),
        row_totals=tuple(row[-1] for row in shown[:-1]),
        column_totals=tuple(shown[-1][:-1]),
        total=shown[-1][-1],
        withheld=len(withheld),
    )


def is_determined(grid: Sequence[Sequence[int]], withheld: Iterable[Cell], cell: Cell) -> bool:
    """Whether a reader of the table without the withheld cells can compute this one of them.

    Args:
        grid: the table with its totals as last row and last column.
        withheld: every cell that is not published, each at least 1; `cell` among them.
    """
    steps = _steps(grid, frozenset(withheld))
    row, column = ("row", cell[0]), ("column", cell[1])
    return not any(
        end in steps.get(begin, {}) and begin in _reached(steps, end, without=cell)
        for begin, end in ((row, column), (column, row))
    )


type _Node = tuple[str, int]
type _Steps = Mapping[_Node, Mapping[_Node, Cell]]


def _steps(grid: Sequence[Sequence[int]], withheld: frozenset[Cell]) -> _Steps:
    """From row to column the signed count grows by 1, from column to row it shrinks; where the real one may."""
    last_row, last_column = len(grid) - 1, len(grid[0]) - 1
    steps: dict[_Node, dict[_Node, Cell]] = {}
    for cell in withheld:
        row, column = ("row", cell[0]), ("column", cell[1])
        is_turned = (cell[0] == last_row) != (cell[1] == last_column)
        may_shrink = _at(grid, cell) > 1
        if not is_turned or may_shrink:
            steps.setdefault(row, {})[column] = cell
        if is_turned or may_shrink:
            steps.setdefault(column, {})[row] = cell
    return steps


def _reached(steps: _Steps, begin: _Node, *, without: Cell) -> set[_Node]:
    seen, waiting = {begin}, [begin]
    while waiting:
        for node, cell in steps.get(waiting.pop(), {}).items():
            if cell != without and node not in seen:
                seen.add(node)
                waiting.append(node)
    return seen


def _with_totals(counts: Sequence[Sequence[int]], minimum: int) -> Grid:
    if minimum < 1:
        raise ValueError("the minimum is at least 1")
    width = len(counts[0]) if counts else 0
    if any(len(row) != width for row in counts):
        raise ValueError("rows have unequal length")
    if any(count < 0 for row in counts for count in row):
        raise ValueError("a count is negative")
    grid = [[*row, sum(row)] for row in counts]
    return [*grid, [sum(column) for column in zip(*grid, strict=True)] or [0]]


def _most_exposed(grid: Grid, withheld: set[Cell], minimum: int) -> Cell | None:
    """A withheld cell that is determined, or that stands in a line whose withheld cells add up to a small count."""
    for cell in sorted(withheld):
        if is_determined(grid, withheld, cell):
            return cell
    for line in _lines_of(grid):
        hidden = [cell for cell in line if cell in withheld]
        if hidden and sum(_at(grid, cell) for cell in hidden) < minimum and _open_cells(grid, withheld, line):
            return hidden[0]
    return None


def _cheapest_way_round(grid: Grid, withheld: set[Cell], cell: Cell) -> set[Cell]:
    """The smallest counts that close a rectangle round the cell and free it; empty where none does or it is free."""
    if not is_determined(grid, withheld, cell):
        return set()
    row, column = cell
    best: tuple[int, list[Cell]] | None = None
    for other_row, other_column in product(range(len(grid)), range(len(grid[0]))):
        corners = [(row, other_column), (other_row, column), (other_row, other_column)]
        if other_row == row or other_column == column or not all(_at(grid, corner) for corner in corners):
            continue
        more = [corner for corner in corners if corner not in withheld]
        cost = sum(_cost(grid, corner) for corner in more)
        if (best is None or (cost, more) < best) and not is_determined(grid, withheld | set(more), cell):
            best = cost, more
    return set(best[1]) if best else set()


def _next_in_line(grid: Grid, withheld: set[Cell], cell: Cell) -> set[Cell]:
    """The smallest published count in the cell's row or column."""
    candidates = [other for line in _lines_of(grid) if cell in line for other in _open_cells(grid, withheld, line)]
    return {min(candidates, key=lambda other: (_cost(grid, other), other))} if candidates else set()


def _lines_of(grid: Grid) -> Iterator[list[Cell]]:
    """The cells of each row and each column, without its total."""
    height, width = len(grid), len(grid[0])
    yield from ([(row, column) for column in range(width - 1)] for row in range(height))
    yield from ([(row, column) for row in range(height - 1)] for column in range(width))


def _open_cells(grid: Grid, withheld: set[Cell], line: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in line if cell not in withheld and _at(grid, cell)]


def _at(grid: Sequence[Sequence[int]], cell: Cell) -> int:
    return grid[cell[0]][cell[1]]


def _cost(grid: Grid, cell: Cell) -> int:
    is_total = cell[0] == len(grid) - 1 or cell[1] == len(grid[0]) - 1
    return _at(grid, cell) + (_COST_OF_TOTAL if is_total else 0)
