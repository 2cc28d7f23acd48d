"""Words and marks of the knowledge room: `{% load knowledge %}`."""

from babel.numbers import format_decimal
from django import template
from django.utils.translation import get_language

from jisr.core.handling import Handling
from jisr.core.identity.evidence import Evidence
from jisr.station.knowledge.labels import BAND_LABELS, END_REASONS, RARITY_LABELS, STRENGTH_LABELS, VERDICT_LABELS
from jisr.station.knowledge.models import StatementRecord, StatementState, Verdict
from jisr.station.knowledge.rows import grade_of, handling_of
from jisr.station.knowledge.vocabulary import claim_label, property_label, schema_label, value_label
from jisr.station.web import labels

register = template.Library()

register.filter("schema_label", schema_label)
register.filter("property_label", property_label)
register.filter("claim_label", claim_label)


@register.filter
def value_text(value: str, prop: str) -> str:
    """A value as people read it: a country by its name, anything else as it is."""
    return value_label(prop, value)


@register.filter
def marking_of(record: StatementRecord) -> Handling:
    return handling_of(record)


@register.filter
def grade_words(record: StatementRecord) -> str:
    """What a grade means, in the reader's language; "" where there is none."""
    grade = grade_of(record)
    return " · ".join(grade.wording((get_language() or "en")[:2])) if grade else ""


@register.filter
def category_label(category: str) -> str:
    return labels.label_of(labels.CATEGORY, category)


@register.filter
def basis_label(basis: str) -> str:
    return labels.label_of(labels.BASIS, basis)


@register.filter
def special_label(category: str) -> str:
    return labels.label_of(labels.SPECIAL, category)


@register.filter
def state_label(state: str) -> str:
    return str(StatementState(state).label)


@register.filter
def verdict_label(verdict: str) -> str:
    return str(VERDICT_LABELS[Verdict(verdict)])


@register.filter
def sentence(evidence: Evidence) -> str:
    """The evidence in the reader's language; values stand in directional isolates."""
    return evidence.sentence((get_language() or "en")[:2])


@register.filter
def strength_label(evidence: Evidence) -> str:
    """How far a claim moves the odds; "" where it does not."""
    return str(STRENGTH_LABELS.get(evidence.strength, ""))


@register.filter
def band_label(band: str) -> str:
    """What a likeness of names means."""
    return str(BAND_LABELS[band])


@register.filter
def rarity_label(level: str) -> str:
    return str(RARITY_LABELS[level])


@register.filter
def signed(weight: float) -> str:
    """A weight with its sign, in the reader's digits."""
    shown = format_decimal(abs(weight), format="0.0", locale=get_language() or "en")
    return f"{'−' if weight < 0 else '+'}{shown}"


@register.filter
def reason_text(reason: str) -> str:
    """Why a statement ended: a code of the station in the reader's words, or what a person wrote."""
    return str(END_REASONS.get(reason, reason))
