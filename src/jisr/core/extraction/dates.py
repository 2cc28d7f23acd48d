"""Dates in three languages and two calendars, brought to ISO 8601 as far as they are known.

Hijri dates are converted by the Umm al-Qura calendar, which can be a day off where the moon is sighted locally: the
finding keeps both. In an all-figure date the day comes first, as in all countries of the three languages but the United
States; where the other reading is possible too, `detail["ambiguous"]` says so.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from hijridate import Gregorian, Hijri

from jisr.core.extraction.findings import ExtractionContext, Finding, FindingKind
from jisr.core.extraction.tables.calendars import GREGORIAN, HIJRI
from jisr.core.extraction.text import SourceText, flatten

_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100
# hijridate holds the Umm al-Qura calendar for these years.
_FIRST_HIJRI_YEAR, _LAST_HIJRI_YEAR = 1343, 1500
_RELATIVE = {
    "امس": -1, "البارحه": -1, "اليوم": 0, "غدا": 1, "بعد غد": 2, "اول امس": -2,
    "hier": -1, "avant-hier": -2, "aujourd'hui": 0, "demain": 1, "apres-demain": 2,
    "yesterday": -1, "today": 0, "tomorrow": 1,
}  # fmt: skip

_ISO = re.compile(r"(?<![\d/.\-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/\-]|\.\d)(\s*ه(?:ـ|جري[ه]?)?(?!\w))?")
_FIGURES = re.compile(
    r"(?<![\d/.\-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/\-]|\.\d)(\s*ه(?:ـ|جري[ه]?)?(?!\w))?"
)
_YEAR_CUES = (
    r"مواليد(?:\s+(?:سنه|عام))?|سنه|عام|منذ|"
    r"nee? en|nes en|en l'an|l'annee|annee|depuis|born in|in the year|year|since|en|in"
)
_BIRTH_YEAR = re.compile(rf"(?<!\w)(?:{_YEAR_CUES})\s+((?:19|20)\d{{2}})(?![\d/.\-]?\d)(?!\w)")


@cache
def _month_names() -> tuple[dict[str, tuple[str, int]], str]:
    """Folded month name to (calendar, number), and the alternation of all names, longest first."""
    names: dict[str, tuple[str, int]] = {}
    for calendar, table in (("hijri", HIJRI), ("gregorian", GREGORIAN)):
        for number, spellings in table.items():
            for name in re.split("[,،]", spellings):
                names[flatten(" ".join(name.split()))] = (calendar, number)
    pattern = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True))
    return names, pattern


@cache
def _written() -> tuple[re.Pattern[str], re.Pattern[str]]:
    months = _month_names()[1]
    # Levantine and common names side by side: «تشرين الثاني/نوفمبر».
    month = rf"(?P<month>{months})(?:\s*[/(]\s*(?:{months})\)?)?\.?"
    day = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th)?"
    year = r"(?:\s*,?\s*(?:de\s+|of\s+|من\s+)?(?:عام\s+|سنه\s+)?(?P<year>\d{4}))"
    tail = r"(?P<hijri>\s*(?:ه(?:ـ|جري[ه]?)?|h|ah)(?!\w))?"
    day_first = re.compile(rf"(?<![\w.,/])(?:{day}\s*(?:of\s+|من\s+(?:شهر\s+)?)?)?[وبفل]?{month}(?!\w){year}?{tail}")
    month_first = re.compile(rf"(?<!\w){month}\s+{day}(?!\d|\w){year}?")
    return day_first, month_first


def find_dates(source: SourceText, language: str, context: ExtractionContext) -> Iterable[Finding]:
    """Dates written in figures, with a month by name, as a year of birth, or relative to the day of the text."""
    flat = source.flat
    for match in _ISO.finditer(flat):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        yield from _figure_finding(source, language, match, (year, month, day), is_ambiguous=False)
    for match in _FIGURES.finditer(flat):
        yield from _read_figures(source, language, match, context)
    yield from _read_written(source, language, context)
    for match in _BIRTH_YEAR.finditer(flat):
        yield _finding(source, language, match.start(1), match.end(1), match[1], {"calendar": "gregorian"})
    if context.reference is not None:
        yield from _read_relative(source, language, context.reference)


def _read_figures(
    source: SourceText, language: str, match: re.Match[str], context: ExtractionContext
) -> Iterator[Finding]:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        if match[2] == ".":
            return
        newest = context.reference.year if context.reference else _LATEST_YEAR
        year += 2000 if year + 2000 <= newest + 10 else 1900
    if second > 12 >= first:
        first, second, is_ambiguous = second, first, False
    else:
        is_ambiguous = first <= 12 and first != second and language == "en"
    yield from _figure_finding(source, language, match, (year, second, first), is_ambiguous=is_ambiguous)


def _figure_finding(
    source: SourceText, language: str, match: re.Match[str], parts: tuple[int, int, int], *, is_ambiguous: bool
) -> Iterator[Finding]:
    year, month, day = parts
    is_hijri = match[5] is not None or _FIRST_HIJRI_YEAR <= year <= _LAST_HIJRI_YEAR
    read = _hijri_value(year, month, day) if is_hijri else _gregorian_value(year, month, day)
    if read is not None:
        value, detail = read
        if is_ambiguous:
            detail = {**detail, "ambiguous": True, "other": f"{year:04}-{day:02}-{month:02}"}
        yield _finding(source, language, match.start(), match.end(), value, detail)


def _read_written(source: SourceText, language: str, context: ExtractionContext) -> Iterator[Finding]:
    names = _month_names()[0]
    for pattern in _written():
        for match in pattern.finditer(source.flat):
            calendar, month = names[re.sub(r"\s+", " ", match["month"])]
            day = int(match["day"]) if match["day"] else None
            year = int(match["year"]) if match["year"] else None
            if day is None and year is None:
                continue
            hijri_mark = match.groupdict().get("hijri") is not None
            if year is not None:
                is_hijri = calendar == "hijri" or (hijri_mark and year <= _LAST_HIJRI_YEAR)
                read = _hijri_value(year, month, day) if is_hijri else _gregorian_value(year, month, day)
            elif day is not None and context.reference is not None and calendar == "gregorian":
                read = _nearest(month, day, context.reference)
            else:
                read = None
            if read is not None:
                start = (
                    match.start("day")
                    if day is not None and match.start("day") < match.start("month")
                    else match.start("month")
                )
                yield _finding(source, language, start, match.end(), *read)


def _read_relative(source: SourceText, language: str, reference: date) -> Iterator[Finding]:
    for match in re.finditer(
        r"(?<!\w)(?:{})(?!\w)".format("|".join(map(re.escape, sorted(_RELATIVE, key=len, reverse=True)))),
        source.flat.replace("’", "'"),
    ):
        value = (reference + timedelta(days=_RELATIVE[match.group()])).isoformat()
        yield _finding(source, language, match.start(), match.end(), value, {"calendar": "gregorian", "relative": True})


def _gregorian_value(year: int, month: int, day: int | None) -> tuple[str, dict[str, object]] | None:
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR or not 1 <= month <= 12:
        return None
    detail: dict[str, object] = {"calendar": "gregorian"}
    if day is None:
        return f"{year:04}-{month:02}", detail
    try:
        known = date(year, month, day)
        hijri = Gregorian(known.year, known.month, known.day).to_hijri()
    except OverflowError:
        return date(year, month, day).isoformat(), detail
    except ValueError:
        return None
    return known.isoformat(), {**detail, "hijri": hijri.isoformat()}


def _hijri_value(year: int, month: int, day: int | None) -> tuple[str, dict[str, object]] | None:
    if not _FIRST_HIJRI_YEAR <= year <= _LAST_HIJRI_YEAR or not 1 <= month <= 12:
        return None
    try:
        gregorian = Hijri(year, month, day or 1).to_gregorian()
    except (ValueError, OverflowError):
        return None
    if day is None:
        return f"{gregorian.year:04}-{gregorian.month:02}", {"calendar": "hijri", "hijri": f"{year:04}-{month:02}"}
    return gregorian.isoformat(), {"calendar": "hijri", "hijri": f"{year:04}-{month:02}-{day:02}"}


def _nearest(month: int, day: int, reference: date) -> tuple[str, dict[str, object]] | None:
    """A day without its year: the one nearest to the day of the text."""
    candidates = []
    for year in (reference.year - 1, reference.year, reference.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    if not candidates:
        return None
    nearest = min(candidates, key=lambda candidate: abs((candidate - reference).days))
    return nearest.isoformat(), {"calendar": "gregorian", "year": "inferred"}


def _finding(source: SourceText, language: str, start: int, end: int, value: str, detail: dict[str, object]) -> Finding:
    while end > start and source.original[end - 1].isspace():
        end -= 1
    return Finding(
        FindingKind.DATE,
        start,
        end,
        source.original[start:end],
        value,
        source.language_at(start, end, language),
        detail,
    )
