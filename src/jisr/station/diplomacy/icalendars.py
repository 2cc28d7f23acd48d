"""Engagements as iCalendar (RFC 5545), for a calendar program outside the station.

Such a program keeps what it fetches on machines that are not the station's: an engagement above "restricted" shows its
number and days only; positions, agendas and delegations are never in it.
"""

from collections.abc import Iterable
from datetime import UTC
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from jisr.core.handling import Classification
from jisr.station.diplomacy.models import Engagement, Leg

_STATES = {"planned": "CONFIRMED", "ongoing": "CONFIRMED", "completed": "CONFIRMED", "cancelled": "CANCELLED"}


def feed_of(rows: Iterable[Engagement]) -> bytes:
    """One event for an engagement, and one for each leg of a tour."""
    calendar = Calendar()
    calendar.add("prodid", "-//Jisr//Engagements//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Jisr {settings.IDENTITY.station_id}")
    for row in rows:
        calendar.add_component(_event(row, None))
        if row.classification <= Classification.RESTRICTED:
            for leg in Leg.objects.filter(engagement=row):
                calendar.add_component(_event(row, leg))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(row: Engagement, leg: Leg | None) -> Event:
    part = leg or row
    zone = ZoneInfo(part.time_zone)
    is_plain = row.classification <= Classification.RESTRICTED
    event = Event()
    event.add("uid", f"{part.pk}@{settings.IDENTITY.station_id}.jisr")
    event.add("dtstamp", row.created_at.astimezone(UTC))
    event.add("dtstart", part.starts.astimezone(zone))
    event.add("dtend", part.ends.astimezone(zone))
    title = f"{row.number} {row.title}" if is_plain else row.number
    event.add("summary", f"{title}: {leg.place}" if leg else title)
    if is_plain and part.place:
        event.add("location", part.place)
    if not is_plain:
        event.add("description", _("Open it at the station to see more."))
    event.add("status", _STATES.get(row.state, "TENTATIVE"))
    event.add("class", "CONFIDENTIAL")
    return event
