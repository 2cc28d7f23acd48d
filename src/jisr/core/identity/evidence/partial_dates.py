"""A date of birth as far as it is known: a day, a month, a year, a span of years, roughly, in one of two calendars.

Figures only, in digits of any script: "1970", "1970-03", "1970-03-02", "02/03/1970" (the day first), "circa 1970",
"1970?", "1968-1972", "entre 1968 et 1972", "197X", "1390-05-12" or "12/05/1390 هـ". A year before 1500 is one of the
Hijri calendar, which is converted by the Umm al-Qura tables. Source of the forms: ISO 8601-1 and ISO 8601-2 (EDTF)
for years, intervals, "~", "?" and "X"; the words are those of reports in Arabic, French and English.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

from hijridate import Gregorian, Hijri

from jisr.core.identity.folding import fold_digits

_LONGEST = 60
_EARLIEST_YEAR, _LATEST_YEAR = 1850, 2100
_FIRST_HIJRI_YEAR, _LAST_HIJRI_YEAR = 1343, 1500
_ROUGHLY = timedelta(days=731)

_CIRCA = re.compile(
    r"^(?:circa|ca?\.?|about|around|approx(?:imately)?\.?|vers|env(?:iron)?\.?|حوالي|نحو|قرابة|[~≈])\s*"
)
_HIJRI_MARK = re.compile(r"\s*(?:a\.?h\.?|h\.?|hijri|هـ?|هجرية?)$")
_RANGE = re.compile(
    r"^(?:between|entre|from|de|ما بين|بين|من)?\s*([\d/.\-]+?)\s*"
    r"(?:\.\.|–|—|/|-|\bto\b|\band\b|\bet\b|\bà\b|\bau\b|إلى|و)\s*(\d[\d/.\-]*)$"
)
_ISO = re.compile(r"^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$")
_DAY_FIRST = re.compile(r"^(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})$")
_DECADE = re.compile(r"^(\d{3})x$")


class Precision(IntEnum):
    """How much of a date is known; higher is more."""

    SPAN = 0
    YEAR = 1
    MONTH = 2
    DAY = 3


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The days a date may be.

    Attributes:
        first, last: the earliest and latest day, both included, in the Gregorian calendar.
        written: year, month, day in the calendar it was given in; 0 for what is not known.
        is_circa: the days before and after are possible too.
    """

    first: date
    last: date
    precision: Precision
    written: tuple[int, int, int]
    is_hijri: bool = False
    is_circa: bool = False

    @property
    def is_registered_only(self) -> bool:
        """Whether day and month are those that registers enter when only the year is known."""
        return self.precision is Precision.DAY and self.written[1:] in ((1, 1), (12, 31))

    @property
    def known(self) -> Precision:
        """How much can be relied on."""
        return Precision.YEAR if self.is_registered_only else self.precision

    def possible(self) -> tuple[date, date]:
        """The earliest and latest day with what "circa" and a registered 1 January leave open."""
        first, last = self.first, self.last
        if self.is_registered_only:
            whole = _hijri(self.written[0], 0, 0) if self.is_hijri else _gregorian(self.written[0], 0, 0)
            first, last = (whole.first, whole.last) if whole else (first, last)
        return (first - _ROUGHLY, last + _ROUGHLY) if self.is_circa else (first, last)


@lru_cache(maxsize=4096)
def read_date(text: str) -> PartialDate | None:
    """The date a text gives, or None when it gives none."""
    written = " ".join(fold_digits(text[:_LONGEST]).casefold().split())
    if len(text) > _LONGEST or not written:
        return None
    bare = _CIRCA.sub("", written)
    is_circa = bare != written or bare.endswith(("?", "~"))
    bare = bare.rstrip("?~ ")
    unmarked = _HIJRI_MARK.sub("", bare)
    is_hijri = unmarked != bare
    found = _single(unmarked, is_hijri=is_hijri) or _span(unmarked, is_hijri=is_hijri)
    if found is None or not is_circa:
        return found
    return PartialDate(found.first, found.last, found.precision, found.written, found.is_hijri, True)


def hijri_of(day: date) -> str:
    """The day in the Hijri calendar as "1390-05-12"; "" outside the years of the tables."""
    try:
        return str(Gregorian(day.year, day.month, day.day).to_hijri().isoformat())
    except (OverflowError, ValueError):
        return ""


def _single(text: str, *, is_hijri: bool) -> PartialDate | None:
    if match := _DECADE.match(text):
        first, last = _gregorian(int(match[1]) * 10, 0, 0), _gregorian(int(match[1]) * 10 + 9, 0, 0)
        return PartialDate(first.first, last.last, Precision.SPAN, (0, 0, 0)) if first and last else None
    if match := _ISO.match(text):
        year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    elif match := _DAY_FIRST.match(text):
        year, month, day = int(match[3]), int(match[2]), int(match[1] or 0)
    else:
        return None
    # "1970-00-00": a form filled in with what was not known.
    day = day if month else 0
    return _hijri(year, month, day) if is_hijri or year < _LAST_HIJRI_YEAR else _gregorian(year, month, day)


def _span(text: str, *, is_hijri: bool) -> PartialDate | None:
    match = _RANGE.match(text)
    ends = [_single(end, is_hijri=is_hijri) for end in match.groups()] if match else []
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    first, last = sorted(ends, key=lambda end: end.first if end else date.min)
    if first is None or last is None:
        return None
    return PartialDate(first.first, max(first.last, last.last), Precision.SPAN, (0, 0, 0), first.is_hijri)


def _gregorian(year: int, month: int, day: int) -> PartialDate | None:
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        return None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return PartialDate(first, first, Precision.DAY, (year, month, day))
    after = date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1)
    precision = Precision.MONTH if month else Precision.YEAR
    return PartialDate(first, after - timedelta(days=1), precision, (year, month, 0))


def _hijri(year: int, month: int, day: int) -> PartialDate | None:
    if not _FIRST_HIJRI_YEAR <= year < _LAST_HIJRI_YEAR:
        return None
    try:
        first = _day_of(Hijri(year, month or 1, day or 1))
        if day:
            return PartialDate(first, first, Precision.DAY, (year, month, day), True)
        after = Hijri(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1)
    except (ValueError, OverflowError):
        return None
    precision = Precision.MONTH if month else Precision.YEAR
    return PartialDate(first, _day_of(after) - timedelta(days=1), precision, (year, month, 0), True)


def _day_of(hijri: Hijri) -> date:
    day = hijri.to_gregorian()
    return date(day.year, day.month, day.day)
