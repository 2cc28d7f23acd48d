"""What may not be erased: a registry, so that lower rooms can ask what the room of retention knows of legal holds."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

#: For each kind of record ("report", "dispatch", "statement") the held ids, with the last day of the hold.
type Held = dict[str, dict[UUID, date]]

_providers: list[Callable[[], Held]] = []


def register(provider: Callable[[], Held]) -> None:
    """Add somebody who knows of holds."""
    _providers.append(provider)


def held() -> Held:
    """All that is held now; few, since each hold is a person's decision."""
    found: Held = {}
    for provider in _providers:
        for kind, ids in provider().items():
            mine = found.setdefault(kind, {})
            for identifier, until in ids.items():
                mine[identifier] = max(until, mine.get(identifier, until))
    return found


def held_until(kind: str, identifier: UUID) -> date | None:
    """The last day of the hold on one record; None when there is none."""
    return held().get(kind, {}).get(identifier)
