"""Words of the release room: `{% load release %}`."""

from django import template

from jisr.core.handling import Decision
from jisr.core.statements import Grade
from jisr.station.partners.reason_words import reader_language, reason_text
from jisr.station.release import vocabulary, words
from jisr.station.release.models import ProposalState

register = template.Library()

register.filter("release_reason", reason_text)
register.filter("release_obligation", words.obligation_text)
register.filter("know_reason", words.know_text)


@register.filter
def kind_label(kind: str) -> str:
    return str(vocabulary.KIND_LABELS.get(kind, kind))  # type: ignore[call-overload]


@register.filter
def proposal_state_label(state: str) -> str:
    return str(vocabulary.STATE_LABELS[ProposalState(state)])


@register.filter
def proposal_state_tone(state: str) -> str:
    return vocabulary.STATE_TONES[ProposalState(state)]


@register.filter
def step_label(act: str) -> str:
    return str(vocabulary.STEP_LABELS.get(act, act))


@register.filter
def outcome_label(decision: Decision) -> str:
    return str(vocabulary.OUTCOME_LABELS[decision.outcome])


@register.filter
def outcome_tone(decision: Decision) -> str:
    return vocabulary.OUTCOME_TONES[decision.outcome]


@register.filter
def permission_label(permission: str) -> str:
    return str(vocabulary.PERMISSION_LABELS[permission])


@register.filter
def grade_text(grade: Grade | None) -> str:
    """What a grade means, in the reader's language; "" where there is none."""
    return " · ".join(grade.wording(reader_language())) if grade else ""
