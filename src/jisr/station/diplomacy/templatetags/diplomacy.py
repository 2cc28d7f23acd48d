"""Words of the room in templates: `{% load diplomacy %}`."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jisr.core.diplomacy.commitments import CommitmentState
from jisr.core.handling import Classification
from jisr.station.diplomacy import vocabulary
from jisr.station.diplomacy.queries.stations import station_names
from jisr.station.web import localtime
from jisr.station.web.labels import CLASSIFICATION, label_of
from jisr.station.web.visible import show_hidden

register = template.Library()
_TONES = {
    "met": "good", "done": "good", "confirmed": "good", "completed": "good", "conferred": "good", "partly_met": "warn",
    "late": "warn", "disputed": "danger", "missed": "danger", "refused": "danger",
}  # fmt: skip


def _names(context: template.Context) -> dict[str, str]:
    """Names of stations, looked up once for a page."""
    held: Any = context.render_context
    if "station_names" not in held:
        held["station_names"] = station_names()
    names: dict[str, str] = held["station_names"]
    return names


@register.simple_tag(takes_context=True)
def station(context: template.Context, station_id: str) -> SafeString:
    """A station's name in the reader's language."""
    return format_html("<bdi>{}</bdi>", _names(context).get(station_id, station_id))


@register.simple_tag(takes_context=True)
def stations(context: template.Context, ids: list[str]) -> SafeString:
    """Names of several stations."""
    names = _names(context)
    return format_html_join(localtime.list_separator(), "<bdi>{}</bdi>", ((names.get(each, each),) for each in ids))


@register.simple_tag
def state_tag(value: str, words: str) -> SafeString:
    """A state as a tag. words: name of its table in `vocabulary`, e.g. "COMMITMENT_STATES"."""
    label = getattr(vocabulary, words).get(value, value)
    return format_html('<span class="tag {}">{}</span>', _TONES.get(str(value), "plain"), label)


@register.filter
def tone(value: str) -> str:
    return _TONES.get(str(value), "plain")


@register.filter
def topic(code: str) -> str:
    return str(vocabulary.TOPICS.get(code, code))


@register.filter
def plan_object(code: str) -> str:
    return str(vocabulary.PLAN_OBJECTS.get(code, code))  # type: ignore[call-overload]


@register.filter
def field_name(name: str) -> str:
    return str(vocabulary.FIELDS.get(name, name))


@register.filter
def level_name(classification: int) -> str:
    return label_of(CLASSIFICATION, Classification(classification).code)


@register.simple_tag(takes_context=True)
def value(context: template.Context, name: str, given: Any) -> SafeString:
    """A field's value as people read it: days and states in words, stations by name, ids of parts by title."""
    if given in (None, "", [], False):
        return format_html('<span class="sub">{}</span>', _("empty"))
    if given is True:
        return format_html("{}", _("yes"))
    if name in ("due", "starts", "ends", "day", "reached", "measured", "next_review"):
        return format_html("{}", localtime.format_day(date.fromisoformat(given)))
    if name in ("creditor", "debtor"):
        return stations(context, given)
    titles: Mapping[str, str] = context.get("titles") or {}
    if isinstance(given, list):
        return format_html_join(localtime.list_separator(), "<bdi>{}</bdi>", ((titles.get(x, x),) for x in given))
    for table in (vocabulary.COMMITMENT_STATES, vocabulary.WORK_STATES, vocabulary.CONFIRMATIONS):
        if name in ("state", "confirmation") and given in table:
            return format_html("{}", table[given])
    words = {"topic": vocabulary.TOPICS, "subject": vocabulary.TOPICS, "language": vocabulary.LANGUAGES}.get(name)
    if name in ("likelihood", "harm"):
        words = vocabulary.LEVELS
    if words and given in words:
        return format_html("{}", words[given])
    return format_html('<bdi class="lines">{}</bdi>', show_hidden(titles.get(given, given)))


@register.simple_tag
def joint_url(kind: str, identifier: object) -> str:
    """The page of a joint record."""
    pages = {"commitment": "commitment", "joint_plan": "plan", "minutes": "minutes"}
    return reverse(f"diplomacy:{pages[kind]}", args=[identifier])


@register.filter
def is_open(state: str) -> bool:
    return state in (CommitmentState.PROPOSED, CommitmentState.AGREED, CommitmentState.IN_PROGRESS)


@register.filter
def unlocalised(number: float) -> str:
    """A number for SVG, with a point whatever the language."""
    return f"{number:.1f}"


@register.filter
def month_name(day: date) -> str:
    return localtime.format_month(day)


@register.simple_tag
def day_in(moment: datetime, zone: str) -> str:
    """The day of an instant on the calendar of a place."""
    return localtime.format_day(moment.astimezone(ZoneInfo(zone)).date())


@register.simple_tag
def moment_in(moment: datetime, zone: str) -> SafeString:
    """An instant on the clocks of a place."""
    local = moment.astimezone(ZoneInfo(zone))
    return format_html('<time datetime="{}"><bdi>{}</bdi></time>', moment.isoformat(), localtime.format_local(local))


@register.simple_tag
def event_kind(kind: str, state: str) -> str:
    """What happened on one day of a partnership."""
    words = {
        "agreement": _("Agreement begins") if state == "begins" else _("Agreement ends"),
        "engagement": _("Meeting"),
        "commitment": _("Commitment written down"),
        "minutes": _("Minutes begun"),
        "joint_plan": _("Joint plan begun"),
        "recognition": _("Recognition"),
    }
    return words[kind]
