"""Words and marks of the intake room: `{% load intake %}`."""

from django import template
from django.utils.html import format_html_join
from django.utils.translation import pgettext

from jisr.core.extraction import FindingKind
from jisr.core.handling import Classification
from jisr.station.intake.claims import KIND_LABELS, MARK_CLASSES
from jisr.station.intake.problems import reader_language
from jisr.station.intake.queries import FindingView
from jisr.station.web import labels
from jisr.station.web.localtime import country_name
from jisr.station.web.problems import Text

register = template.Library()
_COUNTRIES = (FindingKind.COUNTRY, FindingKind.NATIONALITY)


@register.filter
def kind_label(kind: FindingKind) -> Text:
    return KIND_LABELS[kind]


@register.filter
def mark_class(kind: FindingKind) -> str:
    return MARK_CLASSES[kind]


@register.filter
def finding_value(finding: FindingView) -> str:
    """What a finding means, as people read it: a country's name, a city with its country, a topic's label.

    Each name stands in an isolate of its own, so that one of another script keeps its place in the sentence.
    """
    if finding.kind in _COUNTRIES:
        return country_name(finding.value)
    if finding.kind is FindingKind.CITY:
        names = (city_name(finding), country_name(finding.country))
        return format_html_join(pgettext("between the names of places", ", "), "<bdi>{}</bdi>", ((n,) for n in names))
    if finding.kind is FindingKind.TOPIC:
        return labels.label_of(labels.PURPOSE, finding.value)
    return finding.value


def city_name(finding: FindingView) -> str:
    """A city in the reader's language where the gazetteer knows it, else by its own name."""
    return str((finding.detail.get("names") or {}).get(reader_language()) or finding.value)


@register.filter
def shows_value(finding: FindingView) -> bool:
    """Whether the meaning says more than the words."""
    return finding_value(finding) != finding.text


@register.filter
def purpose_label(purpose: str) -> str:
    return labels.label_of(labels.PURPOSE, purpose)


@register.filter
def category_label(category: str) -> str:
    return labels.label_of(labels.CATEGORY, category)


@register.filter
def neutrality_label(flag: str) -> str:
    return labels.label_of(labels.NEUTRALITY, flag)


@register.filter
def level_code(classification: int) -> str:
    return Classification(classification).code


@register.filter
def level_label(classification: int) -> str:
    return labels.label_of(labels.CLASSIFICATION, Classification(classification).code)
