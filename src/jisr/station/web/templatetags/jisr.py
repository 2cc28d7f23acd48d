"""What pages of every room are built from: `{% load jisr %}`. Formats live in `localtime`, words in `labels`."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from jisr.core.handling import Handling
from jisr.station.web import localtime
from jisr.station.web.clock import ring_of
from jisr.station.web.icons import MIRRORED
from jisr.station.web.marking import code_lines, marking_line, permission_lines, portion_letter
from jisr.station.web.visible import has_hidden_characters, show_hidden

register = template.Library()


# --- dates, numbers, names -------------------------------------------------------------------------------------------


@register.filter
def locale_date(value: date | datetime | None, length: str = "medium") -> str:
    return localtime.format_day(value, length) if value else ""


@register.filter
def locale_time(value: datetime | None) -> str:
    return localtime.format_time(value) if value else ""


@register.filter
def locale_datetime(value: datetime | None) -> str:
    return localtime.format_moment(value) if value else ""


@register.filter
def hijri(value: date | datetime | None) -> str:
    return localtime.format_hijri(value) if value else ""


@register.filter
def day_line(value: date | datetime | None) -> str:
    return localtime.format_day_line(value) if value else ""


@register.filter
def ago(value: datetime | None) -> str:
    return localtime.format_ago(value, timezone.now()) if value else ""


@register.filter
def locale_number(value: float | None) -> str:
    return localtime.format_number(value) if value is not None else ""


@register.filter
def percent(value: float | None) -> str:
    return localtime.format_percent(value) if value is not None else ""


@register.filter
def country_name(code: str | None) -> str:
    return localtime.country_name(code or "")


@register.filter
def language_name(code: str | None) -> str:
    return localtime.language_name(code or "")


@register.simple_tag
def country(code: str) -> str:
    return format_html("<bdi>{}</bdi>", localtime.country_name(code))


@register.simple_tag
def moment(value: datetime | None) -> str:
    """An instant in the station's time zone, with UTC for machines and in the tool tip."""
    if value is None:
        return ""
    utc = localtime.utc_text(value)
    return format_html('<time datetime="{}" title="{}"><bdi>{}</bdi></time>', utc, utc, localtime.format_moment(value))


@register.simple_tag
def comma() -> str:
    """What stands between the items of a list, in the reader's script."""
    return "، " if get_language_bidi() else ", "


@register.filter
def by_whom(actor: str) -> str:
    """Who did something: a person's account, a partner's station, or the station by a job of its own."""
    kind, _colon, name = actor.partition(":")
    if not name:
        return actor
    return _("the station itself") if kind == "system" else name


@register.filter
def may(user: Any, right: str) -> bool:
    """Whether this reader has a right of the roles table: `{% if user|may:"report_read" %}`."""
    return bool(user.is_authenticated and user.may(right))


# --- text from outside -----------------------------------------------------------------------------------------------


@register.filter
def visible(value: object) -> SafeString:
    """Text with hidden characters made visible, escaped."""
    return show_hidden("" if value is None else str(value))


@register.filter
def hidden_inside(value: object) -> bool:
    """Whether a text holds characters that are obeyed but not seen."""
    return has_hidden_characters(str(value))


@register.simple_tag
def foreign(value: object, lang: str = "") -> str:
    """A name or text in its own direction and language, isolated from the sentence around it."""
    if not value:
        return ""
    if lang:
        return format_html('<bdi dir="auto" lang="{}">{}</bdi>', lang, show_hidden(str(value)))
    return format_html('<bdi dir="auto">{}</bdi>', show_hidden(str(value)))


# --- markings --------------------------------------------------------------------------------------------------------


@register.inclusion_tag("web/stripe.html")
def stripe(handling: Handling | None) -> dict[str, Any]:
    """The classification stripe over a page."""
    return {
        "handling": handling,
        "level": handling.classification.code if handling else "",
        "line": marking_line(handling),
    }


@register.simple_tag
def marking(handling: Handling | None) -> str:
    """One line that says how something may be handled."""
    if handling is None:
        return ""
    return format_html('<span class="marking {}">{}</span>', handling.classification.code, marking_line(handling))


@register.inclusion_tag("web/conditions.html")
def conditions(handling: Handling | None) -> dict[str, Any]:
    """All conditions in words: the line, what its codes say, and the five permissions each apart."""
    if handling is None:
        return {"handling": None}
    return {
        "handling": handling,
        "line": marking_line(handling),
        "codes": code_lines(handling),
        "note": handling.code_note,
        "permissions": permission_lines(handling),
    }


@register.simple_tag
def portion_mark(handling: Handling | None) -> str:
    """The short classification mark in front of a portion."""
    if handling is None:
        return ""
    return format_html(
        '<span class="portion-mark {}" title="{}">{}</span>',
        handling.classification.code,
        marking_line(handling),
        portion_letter(handling),
    )


# --- pictures --------------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "") -> str:
    """An icon of the sprite; without a label it is decoration and hidden from screen readers."""
    classes = "icon mirrored" if name in MIRRORED else "icon"
    target = f"{static('vendor/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', classes, label, target
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', classes, target)


@register.inclusion_tag("web/ring.html")
def clock(due: datetime | None, start: datetime | None = None) -> dict[str, Any]:
    """The ring of a clock: how much of the time is gone, what is left inside. Empty without a due time."""
    if not due:  # also what a template makes of an attribute that is not there
        return {"is_empty": True}
    found = ring_of(due, timezone.now(), start or None)
    when = localtime.format_moment(due)
    label = _("Ran out %(when)s") if found.is_run_out else _("Due %(when)s")
    return {
        "share": f"{found.share * 100:.1f}",
        "tone": found.tone,
        "text": localtime.format_left(found.left),
        "label": label % {"when": when},
        "due": localtime.utc_text(due),
        "start": localtime.utc_text(start) if start else "",
    }


@register.inclusion_tag("web/ring.html")
def ring(share: float, label: str = "", tone: str = "good") -> dict[str, Any]:
    """A ring that shows a share of 0..1."""
    text = localtime.format_percent(share)
    return {"share": f"{share * 100:.1f}", "tone": tone, "text": text, "label": f"{label} {text}".strip()}


@register.inclusion_tag("web/bar.html")
def bar(share: float, label: str = "", tone: str = "good") -> dict[str, Any]:
    """A bar that shows a share of 0..1."""
    clamped = min(1.0, max(0.0, float(share)))
    return {"width": f"{clamped * 100:.1f}", "label": label or localtime.format_percent(clamped), "tone": tone}


# --- forms and lists -------------------------------------------------------------------------------------------------


@register.inclusion_tag("web/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One field of a form: label, control, help, errors."""
    kind = getattr(bound.field.widget, "input_type", "")
    is_group = bool(getattr(bound.field.widget, "use_fieldset", False))
    return {"field": bound, "kind": kind, "is_group": is_group, "is_single_check": kind == "checkbox" and not is_group}


@register.inclusion_tag("web/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """Every visible field of a form, with the errors of the whole above."""
    return {"form": form}


@register.inclusion_tag("web/paginate.html", takes_context=True)
def paginate(context: Context, page: "Page[Any]") -> dict[str, Any]:
    """Links to the pages of a list; keeps the query string."""
    numbers = [
        number if isinstance(number, int) else None for number in page.paginator.get_elided_page_range(page.number)
    ]
    links = [(number, _with_page(context["request"], number) if number else "") for number in numbers]
    return {
        "page": page,
        "links": links,
        "previous": _with_page(context["request"], page.number - 1) if page.has_previous() else "",
        "next": _with_page(context["request"], page.number + 1) if page.has_next() else "",
    }


def _with_page(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.inclusion_tag("web/filter_bar.html", takes_context=True)
def filter_bar(context: Context, form: BaseForm) -> dict[str, Any]:
    """A form of filters that are kept in the query string."""
    request: HttpRequest = context["request"]
    return {"form": form, "is_filtered": any(request.GET.get(name) for name in form.fields), "path": request.path}


@register.inclusion_tag("web/empty.html", name="empty_state")
@register.inclusion_tag("web/empty.html")
def empty(title: str, text: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """What a list says when there is nothing in it."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("web/tabs.html")
def tabs(items: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Tabs as links: (label, url, is_current) or (label, url, is_current, count)."""
    return {"items": [(*item, None)[:4] for item in items]}


@register.inclusion_tag("web/progress.html")
def progress(value: float, maximum: float, label: str = "") -> dict[str, Any]:
    """How far long work is."""
    return {"value": value, "maximum": maximum, "label": label, "share": value / maximum if maximum else 0.0}


@register.inclusion_tag("web/confirm.html", takes_context=True)
def confirm(
    context: Context,
    url: str,
    label: str,
    title: str,
    text: str,
    tone: str = "",
    confirm_label: str = "",
    reason_field: str = "",
) -> dict[str, Any]:
    """A button that opens a dialog; the dialog says what will happen and posts to `url`."""
    return {
        "csrf_token": context.get("csrf_token"),
        "dialog_id": f"dialog-{uuid.uuid4().hex[:8]}",
        "url": url,
        "label": label,
        "title": title,
        "text": text,
        "tone": tone,
        "confirm_label": confirm_label or label,
        "reason_field": reason_field,
    }


class MessageBox(Node):
    """`{% message_box "warn" %}…{% end_message_box %}`"""

    ICONS = {"info": "info", "good": "circle-check", "warn": "triangle-alert", "danger": "circle-alert"}

    def __init__(self, tone: template.base.FilterExpression, content: NodeList) -> None:
        self.tone = tone
        self.nodelist = content

    def render(self, context: Context) -> SafeString:
        tone = str(self.tone.resolve(context))
        return format_html(
            '<div class="note {}" role="{}">{}<div>{}</div></div>',
            tone,
            "alert" if tone == "danger" else "note",
            icon(self.ICONS.get(tone, "info")),
            self.nodelist.render(context),
        )


@register.tag
def message_box(parser: Parser, token: Token) -> MessageBox:
    """A note inside a page; tones: info, good, warn, danger."""
    tone = parser.compile_filter(token.split_contents()[1])
    content = parser.parse(("end_message_box",))
    parser.delete_first_token()
    return MessageBox(tone, content)


@register.inclusion_tag("web/ledger_panel.html", takes_context=True)
def ledger_panel(context: Context, record_kind: str, record_id: object) -> dict[str, Any]:
    """The newest ledger entries about the record on this page, for those who may read the ledger; else nothing."""
    reader = getattr(context.get("request"), "user", None)
    is_shown = reader is not None and hasattr(reader, "may") and reader.may("ledger_read")
    return {"record_kind": record_kind, "record_id": str(record_id), "is_shown": is_shown}
