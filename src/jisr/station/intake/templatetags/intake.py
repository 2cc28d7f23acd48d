"""Words and marks of the intake room: `{% load intake %}`."""

from django import template

from jisr.core.extraction import FindingKind
from jisr.core.handling import Classification
from jisr.station.intake.claims import KIND_LABELS, MARK_CLASSES
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
    """What a finding means, as people read it: a country's name, a city with its country, a topic's label."""
    if finding.kind in _COUNTRIES:
        return country_name(finding.value)
    if finding.kind is FindingKind.CITY:
        return f"{finding.value}, {country_name(finding.country)}"
    if finding.kind is FindingKind.TOPIC:
        return labels.label_of(labels.PURPOSE, finding.value)
    return finding.value


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
def level_code(classification: int) -> str:
    return Classification(classification).code


@register.filter
def level_label(classification: int) -> str:
    return labels.label_of(labels.CLASSIFICATION, Classification(classification).code)
