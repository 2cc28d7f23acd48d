"""Stretches of time for which statistics are published: calendar months, quarters and years, nothing else.

Two publications that overlap can be subtracted from each other: a year less eleven of its months is the twelfth. So a
period is named, never cut freely, and `overlaps` tells who publishes that a period may not go out beside another.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_NAME = re.compile(r"(?P<year>[0-9]{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
FIRST_YEAR = 2000


class PeriodError(ValueError):
    """Not the name of a month, quarter or year."""


class Cadence(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.YEAR: 12}[self]


@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter or year.

    Attributes:
        year: 2000..9998.
        first_month: 1..12; a quarter's is 1, 4, 7 or 10, a year's is 1.
    """

    year: int
    cadence: Cadence
    first_month: int = 1

    @classmethod
    def named(cls, name: str) -> "Period":
        """Read `2026`, `2026-Q3` or `2026-07`.

        Raises:
            PeriodError: anything else.
        """
        found = _NAME.fullmatch(name.strip())
        if found is None or not FIRST_YEAR <= int(found["year"]) < date.max.year:
            raise PeriodError(f"{name!r} is not a month (2026-07), quarter (2026-Q3) or year (2026)")
        year = int(found["year"])
        if found["quarter"]:
            return cls(year, Cadence.QUARTER, 3 * int(found["quarter"]) - 2)
        if found["month"]:
            return cls(year, Cadence.MONTH, int(found["month"]))
        return cls(year, Cadence.YEAR)

    @classmethod
    def around(cls, day: date, cadence: Cadence) -> "Period":
        """The period that this day lies in."""
        return cls(day.year, cadence, (day.month - 1) // cadence.months * cadence.months + 1)

    @property
    def name(self) -> str:
        if self.cadence is Cadence.YEAR:
            return f"{self.year:04}"
        if self.cadence is Cadence.QUARTER:
            return f"{self.year:04}-Q{(self.first_month + 2) // 3}"
        return f"{self.year:04}-{self.first_month:02}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.first_month, 1)

    @property
    def day_after(self) -> date:
        """The first day that is no longer in the period."""
        months = self.first_month - 1 + self.cadence.months
        return date(self.year + months // 12, months % 12 + 1, 1)

    @property
    def before(self) -> "Period":
        """The period of the same length that ends where this one begins."""
        return Period.around(date.fromordinal(self.first_day.toordinal() - 1), self.cadence)

    def overlaps(self, other: "Period") -> bool:
        return self.first_day < other.day_after and other.first_day < self.day_after
