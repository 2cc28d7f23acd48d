"""Words and tags of the pages of this room: `{% load warning_words %}`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jisr.core.credibility import Yardstick
from jisr.station.warnings import vocabulary
from jisr.station.warnings.forms import EscalateForm
from jisr.station.warnings.models import Warning
from jisr.station.warnings.queries import RecipientView
from jisr.station.web import labels
from jisr.station.web.localtime import format_moment, format_percent, list_separator

register = template.Library()


@register.simple_tag
def list_comma() -> str:
    """What stands between the words of a list."""
    return list_separator()


@register.simple_tag
def state(warning: Warning) -> str:
    """The state of a warning, as a tag."""
    tone = vocabulary.STATE_TONE.get(warning.state, "")  # type: ignore[call-overload]
    return format_html('<span class="tag {}">{}</span>', tone, labels.label_of(vocabulary.STATE, warning.state))


@register.simple_tag
def standing(recipient: RecipientView) -> str:
    """Where a warning stands at one recipient, as a tag."""
    tone = vocabulary.STANDING_TONE[recipient.standing]
    return format_html('<span class="tag {}">{}</span>', tone, vocabulary.STANDING[recipient.standing])


@register.simple_tag
def likelihood(warning: Warning) -> str:
    """The yardstick's word, and the number behind it."""
    return likelihood_of(warning.probability, warning.yardstick)


@register.simple_tag
def likelihood_of(probability: float | None, scale: str) -> str:
    """As `likelihood`, for a number and a yardstick that a partner named; an unknown scale gives only the number."""
    if probability is None:
        return ""
    number = format_percent(probability)
    if scale not in list(Yardstick):
        return format_html("<bdi>{}</bdi>", number)
    return format_html("{} (<bdi>{}</bdi>)", vocabulary.words_for(probability, scale), number)


@register.simple_tag
def window(start: datetime | None, end: datetime | None) -> str:
    """The time in which the threat could come true."""
    if start and end:
        return _("%(start)s to %(end)s") % {"start": format_moment(start), "end": format_moment(end)}
    if start:
        return _("from %(start)s") % {"start": format_moment(start)}
    return _("until %(end)s") % {"end": format_moment(end)} if end else _("not known")


@register.simple_tag
def within(minutes: int) -> str:
    """A clock's length in words."""
    offered = dict(vocabulary.CLOCKS)
    if minutes in offered:
        return str(offered[minutes])
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


@register.simple_tag
def yardstick(scale: str) -> str:
    return vocabulary.YARDSTICK.get(scale, scale)


@register.simple_tag
def purpose(value: str) -> str:
    return labels.label_of(labels.PURPOSE, value)


@register.simple_tag
def means(value: str) -> str:
    return labels.label_of(vocabulary.MEANS, value)


@register.simple_tag
def outcome(value: str) -> str:
    return labels.label_of(vocabulary.OUTCOME, value)


@register.simple_tag
def verdict(value: str) -> str:
    return labels.label_of(vocabulary.VERDICT, value)


@register.simple_tag
def certified(value: str) -> str:
    return labels.label_of(vocabulary.CERTIFIED, value)


@register.inclusion_tag("web/fields.html")
def escalation_fields(recipient_id: UUID) -> dict[str, Any]:
    """A fresh escalation form; ids on the page stay unique."""
    return {"form": EscalateForm(auto_id=f"id_{recipient_id}_%s")}
