"""Whether an hour, a night or a day is worth a look: pure functions of counts, numbers of the rule, and history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from jisr.station.vigilance.rules import Numbers

#: The share of a person's hours that are no busier than the usual busy hour.
_USUAL_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class Bulk:
    """Why an hour of reading is flagged. usual: of the person, of the role; None where there is too little history."""

    records: int
    usual_own: int | None
    usual_role: int | None


def usual(history: Sequence[int], least_hours: int) -> int | None:
    """The usual busy hour: 95 of 100 hours with reading are no busier; None for too little history."""
    if len(history) < least_hours:
        return None
    ordered = sorted(history)
    return ordered[min(len(ordered) - 1, int(_USUAL_SHARE * len(ordered)))]


def bulk(records: int, own: Sequence[int], role: Sequence[int], numbers: Numbers) -> Bulk | None:
    """Above the limit; or far above whatever history there is, of the person and of the role alike."""
    usual_own, usual_role = usual(own, numbers["history_hours"]), usual(role, numbers["history_hours"])
    found = Bulk(records, usual_own, usual_role)
    if records >= numbers["limit"]:
        return found
    if records < numbers["least"] or (usual_own is None and usual_role is None):
        return None
    is_far_from_own = usual_own is None or records >= numbers["times_own"] * max(usual_own, 1)
    is_far_from_role = usual_role is None or records >= numbers["times_role"] * max(usual_role, 1)
    return found if is_far_from_own and is_far_from_role else None


def is_off_duty(at: datetime, zone: ZoneInfo, numbers: Numbers) -> bool:
    """Whether an instant lies outside the hours of duty; duty may go over midnight."""
    hour, begins, ends = at.astimezone(zone).hour, numbers["from_hour"], numbers["until_hour"]
    return not (begins <= hour < ends if begins < ends else hour >= begins or hour < ends)


def night_of(at: datetime, zone: ZoneInfo) -> date:
    """The day on whose evening a night begins: until noon it is that of the day before."""
    local = at.astimezone(zone)
    return local.date() - timedelta(days=1) if local.time() < time(12) else local.date()


def is_searching_only(searches: int, records: int, numbers: Numbers) -> bool:
    return searches >= numbers["searches"] and records * 100 <= searches * numbers["opened_percent"]
