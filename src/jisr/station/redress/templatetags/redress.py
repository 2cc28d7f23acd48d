"""Words of this room: `{% load redress %}`."""

from django import template

from jisr.station.redress.vocabulary import FollowKind, FollowState, LetterKind, Outcome

register = template.Library()

_CHOICES = {"follow": FollowKind, "state": FollowState, "letter": LetterKind, "outcome": Outcome}


@register.filter
def word(value: str, of: str) -> str:
    """A value of this room in the reader's language: `{{ each.kind|word:"follow" }}`."""
    return str(_CHOICES[of](value).label)
