"""Words of the room on its pages."""

from django import template

from jisr.station.retention.words import KINDS, RULES

register = template.Library()


@register.filter
def kind_word(kind: str) -> str:
    """ "Report", "Dispatch", "Statement"; the code itself where it is another."""
    return str(KINDS.get(kind, kind))


@register.filter
def rule_word(rule: str) -> str:
    """Why something was erased."""
    return str(RULES.get(rule, rule))
