"""What two dates of birth say about a pair, from the same day down to more than ten years apart."""

from jisr.core.identity.evidence.claims import Evidence, claim, missing, strongest
from jisr.core.identity.evidence.partial_dates import PartialDate, Precision, read_date
from jisr.core.identity.evidence.values import Properties

_YEAR_DAYS = 366
_FAR_DAYS = 10 * 366
# The moon is sighted locally: a Hijri date may be a day off the tables.
_SIGHTING_DAYS = 1


def birth_dates(left: Properties, right: Properties) -> list[Evidence]:
    """The best that can be said of any two dates, one of each side; what is no date counts as not known."""
    ours, theirs = ([(text, read_date(text)) for text in side.get("birthDate", ())] for side in (left, right))
    pairs = [_compare(a, b, x, y) for a, x in ours for b, y in theirs if x is not None and y is not None]
    return strongest(pairs) or [missing("birth_date_missing")]


def _compare(left: str, right: str, a: PartialDate, b: PartialDate) -> Evidence:
    code = _code(a, b)
    if code == "same_birth_date":
        return claim(code, value=left)
    if code == "same_birth_year":
        return claim(code, value=left if a.known is Precision.YEAR else right)
    return claim(code, left=left, right=right)


def _code(a: PartialDate, b: PartialDate) -> str:
    if a.known is b.known is Precision.DAY and not (a.is_circa or b.is_circa):
        return _code_of_days(a, b)
    apart = _days_apart(a, b)
    if apart > 0:
        return _code_of_distance(apart)
    coarser = min(a.known, b.known)
    if coarser is Precision.SPAN or a.is_circa or b.is_circa:
        return "birth_years_overlap"
    return "birth_month_agrees" if coarser >= Precision.MONTH else "same_birth_year"


def _code_of_days(a: PartialDate, b: PartialDate) -> str:
    apart = abs((a.first - b.first).days)
    if a.is_hijri or b.is_hijri:
        if apart <= _SIGHTING_DAYS:
            return "same_birth_date" if a.written == b.written else "same_birth_date_hijri"
    elif apart == 0:
        return "same_birth_date"
    if a.is_hijri == b.is_hijri:
        (year, month, day), other = a.written, b.written
        if (year, day, month) == other:
            return "birth_day_month_swapped"
        if _differ_in_one_digit(a.written, b.written):
            return "birth_date_slip"
    return _code_of_distance(apart)


def _code_of_distance(days: int) -> str:
    if days <= _YEAR_DAYS:
        return "birth_date_near"
    return "birth_date_differs" if days <= _FAR_DAYS else "birth_date_far"


def _days_apart(a: PartialDate, b: PartialDate) -> int:
    (first, last), (other_first, other_last) = a.possible(), b.possible()
    return max((other_first - last).days, (first - other_last).days)


def _differ_in_one_digit(a: tuple[int, int, int], b: tuple[int, int, int]) -> bool:
    first, second = (f"{year:04}{month:02}{day:02}" for year, month, day in (a, b))
    return sum(x != y for x, y in zip(first, second, strict=True)) == 1
