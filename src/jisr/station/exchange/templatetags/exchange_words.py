"""Words and small parts of the exchange's pages: `{% load exchange_words %}`."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from jisr.core.sealing import ANSWERS, answer_sentence
from jisr.station.exchange import vocabulary
from jisr.station.exchange.queries import DeliveryView, ObligationView
from jisr.station.exchange.terms import ConsentTerms
from jisr.station.partners import queries as partners
from jisr.station.web.labels import PURPOSE, label_of

register = template.Library()


@register.filter
def kind_label(value: str) -> str:
    return label_of(vocabulary.KIND, str(value))


@register.filter
def verdict_label(value: str) -> str:
    return label_of(vocabulary.VERDICT, value)


@register.filter
def urgency_label(value: str) -> str:
    return label_of(vocabulary.URGENCY, value)


@register.filter
def permission_label(value: str) -> str:
    return label_of(vocabulary.PERMISSION, value)


@register.filter
def certified_label(value: str) -> str:
    return label_of(vocabulary.CERTIFIED, value)


@register.filter
def condition_label(kind: str) -> str:
    return label_of(vocabulary.CONDITION, kind)


@register.filter
def review_label(reason: str) -> str:
    return label_of(vocabulary.REVIEW_REASON, reason)


@register.filter
def words_for(terms: ConsentTerms, part_id: str) -> str:
    """Sanitised words that stand for a part; "" where it goes as it came."""
    text = terms.texts.get(part_id)
    return text.text if text else terms.values.get(part_id, "")


@register.filter
def leaves_out(terms: ConsentTerms, part_id: str) -> bool:
    return not terms.covers(part_id)


@register.filter
def purpose_label(value: str) -> str:
    return label_of(PURPOSE, value)


@register.filter
def obligation_label(view: ObligationView) -> str:
    return label_of(vocabulary.OBLIGATION_NEVER if view.never else vocabulary.OBLIGATION, view.kind)


@register.filter
def answer_label(code: str) -> str:
    """What a partner's or the transport's answer means, in a sentence."""
    if code in vocabulary.TRANSPORT:
        return label_of(vocabulary.TRANSPORT, code)
    if code.startswith("http_"):
        return label_of(vocabulary.TRANSPORT, "not_an_answer")
    return answer_sentence(code if code in ANSWERS else "sealing_error", (get_language() or "en")[:2])


@register.simple_tag
def state_tag(state: str) -> str:
    """The state of a dispatch, nothing for one that simply stands."""
    if state == "standing":
        return ""
    tone = vocabulary.STATE_TONE.get(state, "plain")
    return format_html('<span class="tag {}">{}</span>', tone, label_of(vocabulary.STATE, state))


@register.simple_tag
def delivery_tag(view: DeliveryView) -> str:
    tone = vocabulary.DELIVERY_TONE.get(view.state, "plain")
    return format_html('<span class="tag {}">{}</span>', tone, label_of(vocabulary.DELIVERY, view.state))


@register.simple_tag
def request_tag(state: str) -> str:
    tone = vocabulary.REQUEST_TONE.get(state, "plain")
    return format_html('<span class="tag {}">{}</span>', tone, label_of(vocabulary.REQUEST, state))


@register.simple_tag
def consent_tag(state: str) -> str:
    tone = vocabulary.CONSENT_TONE.get(state, "plain")
    return format_html('<span class="tag {}">{}</span>', tone, label_of(vocabulary.CONSENT, state))


@register.simple_tag(takes_context=True)
def station(context: template.Context, station_id: str) -> str:
    """The name of a station in the reader's language; looked up once for each page."""
    names: dict[str, str] | None = context.render_context.get("exchange_names")
    if names is None:
        own = partners.own_station()
        names = {view.station_id: view.name() for view in partners.partners()} | {own.station_id: own.name()}
        context.render_context["exchange_names"] = names
    return format_html('<bdi title="{}">{}</bdi>', station_id, names.get(station_id, station_id))


@register.simple_tag(takes_context=True)
def acted_by(context: template.Context, name: str) -> str:
    """Who did something: a person's account, a partner station by its name, or the station itself."""
    kind, sign, rest = name.partition(":")
    if not sign:
        return format_html("<bdi>{}</bdi>", name)
    return station(context, rest if kind == "partner" else partners.own_station().station_id)


@register.inclusion_tag("exchange/deliveries.html", takes_context=True)
def deliveries(context: template.Context, views: list[DeliveryView]) -> dict[str, Any]:
    """Where a dispatch is at each recipient."""
    return {"deliveries": views, "rights": context.get("rights", ()), "csrf_token": context.get("csrf_token")}
