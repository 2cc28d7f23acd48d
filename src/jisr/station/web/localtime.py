"""Dates, times and numbers as the reader's country writes them. Source of every format: CLDR, through Babel.

Arabic is written as in Morocco (ar-MA): digits 0-9, Maghrebi month names, the Hijri date beside the Gregorian one.
The Hijri date is calculated (Umm al-Qura); the date announced after sighting the moon may be a day apart.
"""

from datetime import UTC, date, datetime, timedelta

from babel import Locale, dates, numbers
from django.utils import timezone, translation
from hijridate import Gregorian

_LOCALES = {"ar": Locale("ar", "MA"), "fr": Locale("fr"), "en": Locale("en", "GB")}
#: Direction marks that CLDR puts into Arabic dates; the page isolates every date instead.
_DIRECTION_MARKS = {0x200E: None, 0x200F: None}

type Day = date | datetime


def reader_locale() -> Locale:
    """The CLDR locale of the language being shown."""
    return _LOCALES.get((translation.get_language() or "en").split("-")[0], _LOCALES["en"])


def _local(moment: Day) -> Day:
    return timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment


def format_day(day: Day, length: str = "medium") -> str:
    """A date: "24 Nov 2026"; lengths short, medium, long, full."""
    return dates.format_date(_local(day), length, locale=reader_locale()).translate(_DIRECTION_MARKS)


def format_time(moment: datetime) -> str:
    """Hours and minutes, in the station's time zone."""
    return dates.format_time(moment, "short", tzinfo=timezone.get_current_timezone(), locale=reader_locale())


def format_moment(moment: datetime) -> str:
    """Date and time, in the station's time zone."""
    if reader_locale().language == "ar":
        return f"{format_day(moment, 'long')}، {format_time(moment)}"
    return f"{format_day(moment)}, {format_time(moment)}"


def format_month(day: Day) -> str:
    """A month with its year: "Nov 2026"."""
    return dates.format_skeleton("yMMM", day, locale=reader_locale()).translate(_DIRECTION_MARKS)


def format_local(moment: datetime) -> str:
    """Date and time on the clocks of the zone that the instant carries."""
    day = dates.format_date(moment, "medium", locale=reader_locale()).translate(_DIRECTION_MARKS)
    separator = "، " if reader_locale().language == "ar" else ", "
    return f"{day}{separator}{dates.format_time(moment, 'short', tzinfo=moment.tzinfo, locale=reader_locale())}"


def format_hijri(day: Day) -> str:
    """The Hijri date: "14 جمادى الآخرة 1448"; "" outside the calculated years (1343 to 1500 AH)."""
    local = _local(day)
    try:
        hijri = Gregorian(local.year, local.month, local.day).to_hijri()
    except OverflowError:
        return ""
    return f"{hijri.day} {hijri.month_name('ar' if reader_locale().language == 'ar' else 'en')} {hijri.year}"


def format_day_line(day: Day) -> str:
    """The long date of a page's head; in Arabic with the Hijri date beside it."""
    if reader_locale().language != "ar":
        text = format_day(day, "full")
        return text[:1].upper() + text[1:]
    weekday = dates.format_date(_local(day), "EEEE", locale=reader_locale())
    return f"{weekday} {format_day(day, 'long')} · {format_hijri(day)}"


def format_number(number: float) -> str:
    return numbers.format_decimal(number, locale=reader_locale())


def format_percent(share: float) -> str:
    """A share of 0..1 as a whole percentage."""
    return numbers.format_percent(share, locale=reader_locale()).translate(_DIRECTION_MARKS)


def format_ago(moment: datetime, now: datetime) -> str:
    """How long ago or in how long: "3 hours ago", "in 2 days"."""
    return dates.format_timedelta(moment - now, add_direction=True, threshold=0.9, locale=reader_locale())


def format_left(left: timedelta) -> str:
    """What a clock says: hours and minutes under a day ("4:47"), else days; negative when it has run out."""
    minutes = int(abs(left).total_seconds() // 60)
    sign = "−" if left < timedelta(0) else ""
    if minutes < 24 * 60:
        return f"{sign}{minutes // 60}:{minutes % 60:02d}"
    days = dates.format_timedelta(
        timedelta(days=minutes // 1440), granularity="day", threshold=9e9, format="narrow", locale=reader_locale()
    )
    return f"{sign}{days}"


def country_name(code: str) -> str:
    """CLDR's name of an ISO 3166-1 alpha-2 country; the code itself when unknown."""
    return str(reader_locale().territories.get(code.upper(), code)) if code else ""


def language_name(code: str) -> str:
    """CLDR's name of a language; the code itself when unknown."""
    return str(reader_locale().languages.get(code.split("-")[0].lower(), code)) if code else ""


def list_separator() -> str:
    """What stands between the words of a list."""
    return "، " if reader_locale().language == "ar" else ", "


def utc_text(moment: datetime) -> str:
    """The instant in UTC, ISO 8601, for machines and for tool tips."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
