"""Is this dispatch new? The rule over what a station remembers; the station keeps the memory.

A station remembers the id and digest of every dispatch it has opened for at least the policy's `max_age`. Younger
dispatches are told from replays by that memory, older ones are refused unread: so there is no gap between the two.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from jisr.core.sealing.dispatches import Dispatch, DispatchKind
from jisr.core.sealing.errors import ReplayError

# Of several that change the same dispatch, the one with the latest time is the one that holds.
CHANGING_KINDS: Final = frozenset({DispatchKind.CORRECTION, DispatchKind.RECALL, DispatchKind.CARD})


class Freshness(StrEnum):
    """What to do with a dispatch that has been opened.

    NEW: store it and apply it.
    DUPLICATE: answer with the receipt given the first time; nothing else happens.
    WAITING: it arrived before the dispatch it refers to; store it, give a receipt, apply it when that one arrives
        (a recall that waits is applied in the same step as the arrival, so what it recalls is never shown).
    SUPERSEDED: a later change of the same thing was applied already; store it, give a receipt, do not apply it.
    """

    NEW = "new"
    DUPLICATE = "duplicate"
    WAITING = "waiting"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class FreshnessFacts:
    """What a station remembers about one arrival.

    Attributes:
        known_digest: digest stored under this id and sender, or None.
        knows_reference: whether the dispatch it refers to is here (true when it refers to none).
        last_change: time of the latest change already applied to the same dispatch, or None.
    """

    known_digest: str | None = None
    knows_reference: bool = True
    last_change: datetime | None = None


def judge_freshness(dispatch: Dispatch, digest: str, facts: FreshnessFacts) -> Freshness:
    """The rule.

    Raises:
        ReplayError: the id is known with another digest.
    """
    if facts.known_digest is not None:
        if facts.known_digest != digest:
            raise ReplayError("an id that was received before with other content")
        return Freshness.DUPLICATE
    if dispatch.refers_to is not None and not facts.knows_reference:
        return Freshness.WAITING
    if dispatch.kind in CHANGING_KINDS and facts.last_change is not None and facts.last_change > dispatch.time:
        return Freshness.SUPERSEDED
    return Freshness.NEW
