"""The marking of a page that shows many things: the strictest of what is shown."""

from collections.abc import Iterable

from jisr.core.handling import Handling, strictest


def strictest_of(markings: Iterable[Handling | None]) -> Handling | None:
    """The strictest of the markings there are; None when nothing marked is shown."""
    held = [marking for marking in markings if marking is not None]
    return strictest(held) if held else None
