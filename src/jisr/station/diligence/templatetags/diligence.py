"""Words of due diligence in templates."""

from django import template

from jisr.core.diligence import (
    AssuranceScope,
    Capacity,
    Contribution,
    Harm,
    Likelihood,
    RiskLevel,
    State,
    SubjectKind,
    Trigger,
)
from jisr.station.diligence import vocabulary

register = template.Library()


@register.filter
def assessment_state(value: str) -> str:
    return str(vocabulary.STATE_LABELS[State(value)])


@register.filter
def assessment_tone(value: str) -> str:
    return vocabulary.STATE_TONES[State(value)]


@register.filter
def assessment_kind(value: str) -> str:
    return str(vocabulary.KIND_LABELS[SubjectKind(value)])


@register.filter
def trigger_question(value: str) -> str:
    return str(vocabulary.TRIGGER_QUESTIONS[Trigger(value)])


@register.filter
def harm_label(value: str) -> str:
    return str(vocabulary.HARM_LABELS[Harm(value)])


@register.filter
def likelihood_label(value: Likelihood | str) -> str:
    level = Likelihood[value.upper()] if isinstance(value, str) else value
    return str(vocabulary.LIKELIHOOD_LABELS[level])


@register.filter
def likelihood_tone(value: Likelihood | str) -> str:
    level = Likelihood[value.upper()] if isinstance(value, str) else value
    return vocabulary.LIKELIHOOD_TONES[level]


@register.filter
def contribution_label(value: Contribution) -> str:
    return str(vocabulary.CONTRIBUTION_LABELS[value])


@register.filter
def risk_tone(value: RiskLevel) -> str:
    return {RiskLevel.BELOW: "plain", RiskLevel.REAL: "warn", RiskLevel.KNOWN: "danger"}[value]


@register.filter
def scope_label(value: AssuranceScope) -> str:
    return str(vocabulary.SCOPE_LABELS[value])


@register.filter
def compliance_label(value: str) -> str:
    return str(vocabulary.COMPLIANCE_LABELS[value])


@register.filter
def capacity_label(value: Capacity) -> str:
    return str(vocabulary.CAPACITY_LABELS[value])
