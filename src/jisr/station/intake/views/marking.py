"""The marking of a page that shows many reports: the strictest of what is shown."""

from collections.abc import Iterable

from django.conf import settings

from jisr.core.handling import Classification, Handling, OnwardRule, Tlp


def strictest_level(classifications: Iterable[int]) -> Handling | None:
    """Its highest level, for own eyes only; None when nothing is shown."""
    levels = list(classifications)
    if not levels:
        return None
    return Handling(
        originator=settings.IDENTITY.station_id,
        classification=Classification(max(levels)),
        tlp=Tlp.RED if max(levels) else Tlp.CLEAR,
        onward=OnwardRule.ASK,
    )
