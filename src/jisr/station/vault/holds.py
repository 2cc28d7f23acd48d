"""What may not be erased: a registry, so that lower rooms can ask what the room of retention knows.

A legal hold stops every erasure; an extension of the time of keeping stops only the end of that time.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from uuid import UUID

#: For each kind of record ("report", "dispatch", "statement") ids with the last day on which it is kept.
type Kept = dict[str, dict[UUID, date]]


class Ground(StrEnum):
    """Why something is kept beyond its day."""

    HOLD = "hold"
    EXTENSION = "extension"


_providers: dict[Ground, Callable[[], Kept]] = {}


def register(ground: Ground, provider: Callable[[], Kept]) -> None:
    """Say who knows of holds, or of extensions."""
    _providers[ground] = provider


def held() -> Kept:
    """All that is under a legal hold now; few, since each hold is a person's decision."""
    provider = _providers.get(Ground.HOLD)
    return provider() if provider else {}


def kept_beyond() -> dict[str, set[UUID]]:
    """All whose time of keeping does not end now: held or extended."""
    found: dict[str, set[UUID]] = {"report": set(), "dispatch": set(), "statement": set()}
    for provider in _providers.values():
        for kind, ids in provider().items():
            found[kind] |= set(ids)
    return found


def held_until(kind: str, identifier: UUID) -> date | None:
    """The last day of the hold on one record; None when there is none."""
    return held().get(kind, {}).get(identifier)
