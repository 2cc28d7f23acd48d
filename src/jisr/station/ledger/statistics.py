"""Counts that a station may publish: each room says what it counts, the oversight room protects and publishes them.

A room registers its tables in `AppConfig.ready()`. Each thing is counted in one table only: two tables of the same
things could be subtracted from each other, so a table names the kinds of record whose entries it counts, and the
tables over the ledger leave those out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Label = "str | _StrPromise"
#: (row code, column code) -> how many
type Counts = Mapping[tuple[str, str], int]


def _as_it_is(code: str) -> Label:
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """One table of counts.

    Attributes:
        code: stable, lower_snake_case.
        title, note: what is counted, and what the figures do not say.
        rows, columns: what the codes of rows and columns are.
        count: (from, until) -> counts of what happened from the first instant up to, not including, the second.
        row_label, column_label: the words for a code.
        covers: kinds of record whose entries this table counts in full; tables over the ledger leave them out.
        order: lower comes first.
    """

    code: str
    title: Label
    note: Label = ""
    rows: Label
    columns: Label
    count: Callable[[datetime, datetime], Counts]
    row_label: Callable[[str], Label] = _as_it_is
    column_label: Callable[[str], Label] = _as_it_is
    covers: frozenset[str] = field(default_factory=frozenset)
    order: int = 50


_tables: dict[str, CountTable] = {}


def register(table: CountTable) -> None:
    """Offer a table for publication. One of the same code takes its place."""
    _tables[table.code] = table


def tables() -> list[CountTable]:
    """Every table that an installed room offers, in order."""
    return sorted(_tables.values(), key=lambda table: (table.order, table.code))


def covered_kinds() -> frozenset[str]:
    """Kinds of record that a room counts itself."""
    return frozenset(kind for table in _tables.values() for kind in table.covers)
