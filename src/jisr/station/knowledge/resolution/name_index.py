"""The names of the knowledge base in this process's memory, which follow the database before every search.

The index only finds; what it finds is read from the profiles, so nothing is shown that no longer stands. What the
searching transaction itself has written is looked up beside the index, for it may still be undone.
"""

import logging
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from threading import Lock, Thread
from typing import NamedTuple
from uuid import UUID

from django.db import DatabaseError, connection
from django.utils import timezone

from jisr.core.identity import NameIndex
from jisr.station.knowledge.models import EntityProfile
from jisr.station.knowledge.resolution.name_changes import KEPT, Change, changes_since

_log = logging.getLogger(__name__)
# More than this at once is read in the background; the keys in the database answer meanwhile.
_FOLLOWED_AT_ONCE = 20_000
_READ_AT_ONCE = 2_000
# Names taken out keep their place in memory until so many are gone, and more than stay.
_REMOVED_AT_LEAST = 5_000


class Bearer(NamedTuple):
    """A name found: in which profile, which of its names, and how alike (0..1)."""

    profile: UUID
    ordinal: int
    score: float


class _Names:
    """Names of profiles in an index, with whose they are."""

    def __init__(self) -> None:
        self.index = NameIndex()
        self._owners: list[UUID] = []
        self._entities: dict[UUID, UUID] = {}
        self._ordinals = array("H")
        self._positions: dict[UUID, list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self.index)

    @property
    def is_mostly_removed(self) -> bool:
        removed = len(self._owners) - len(self.index)
        return removed > max(_REMOVED_AT_LEAST, len(self.index))

    def add(self, profile: UUID, entity: UUID, names: Sequence[str]) -> None:
        for ordinal, name in enumerate(names[:0xFFFF]):
            self._positions[entity].append(self.index.add(name))
            self._owners.append(profile)
            self._entities[profile] = entity
            self._ordinals.append(ordinal)

    def entity_of(self, profile: UUID) -> UUID:
        return self._entities[profile]

    def remove(self, entity: UUID) -> None:
        for position in self._positions.pop(entity, ()):
            self.index.remove(position)

    def search(self, name: str, most: int) -> Iterator[Bearer]:
        for position, score in self.index.search(name, most):
            yield Bearer(self._owners[position], self._ordinals[position], score)


class StationNames:
    """Every name of the knowledge base, in one process. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._names: _Names | None = None
        self._horizon = 0
        self._seen: dict[int, int] = {}
        self._followed_at: datetime | None = None
        self._own: tuple[frozenset[int], _Names] = (frozenset(), _Names())
        self._is_building = False

    @property
    def is_ready(self) -> bool:
        """Whether a search is answered from memory."""
        return self._names is not None

    def build(self) -> None:
        """Read all names, here and now. What is asked meanwhile is answered from what was read before, if anything was.

        Raises:
            DatabaseError: they could not be read.
        """
        horizon = changes_since(_NEVER, ()).horizon
        known = changes_since(horizon, ()).settled
        fresh = _Names()
        profiles = EntityProfile._base_manager.order_by().values_list("pk", "canonical_id", "names")
        for profile, entity, names in profiles.iterator(chunk_size=_READ_AT_ONCE):
            fresh.add(profile, entity, names)
        with self._lock:
            self._names, self._horizon, self._followed_at = fresh, horizon, timezone.now()
            self._seen = {change.id: change.written_in for change in known}

    def build_in_background(self) -> None:
        """Begin to read all names on a thread of its own; nothing where that is under way."""
        with self._lock:
            self._begin_building()

    def search(self, asked: Iterable[str], most: int) -> list[Bearer] | None:
        """The best of each name asked for, at most so many of each; None while the names are not in memory."""
        with self._lock:
            if self._names is None:
                return None
            own = self._follow()
            if own is None:
                return None
            hidden, beside = own
            wanted = list(asked)
            found = [bearer for name in wanted for bearer in self._names.search(name, most)]
            own_of = self._names.entity_of
            return [bearer for bearer in found if own_of(bearer.profile) not in hidden] + [
                bearer for name in wanted for bearer in beside.search(name, most)
            ]

    def forget(self) -> None:
        """Hold nothing, as before `build`."""
        with self._lock:
            self._names = None

    def _follow(self) -> tuple[set[UUID], _Names] | None:
        """Take in what has changed. What this transaction changed is given back: entities, and their names now.

        None where there is more than can be read while somebody waits.
        """
        assert self._names is not None
        changes = changes_since(self._horizon, self._seen)
        own = {entity for change in changes.own for entity in change.entities}
        is_everything = any(not change.entities for change in changes.settled)
        changed = {entity for change in changes.settled for entity in change.entities}
        is_stale = self._followed_at is not None and timezone.now() - self._followed_at > KEPT / 2
        if len(changed) > _FOLLOWED_AT_ONCE or is_stale:
            self._names = None
            self._begin_building()
            return None
        if is_everything or self._names.is_mostly_removed:
            self._begin_building()
        self._take_in(changed - own)
        self._remember(changes.settled, changes.horizon, is_whole=changed.isdisjoint(own))
        return own, self._beside(changes.own, own)

    def _take_in(self, entities: set[UUID]) -> None:
        assert self._names is not None
        for entity in entities:
            self._names.remove(entity)
        for profile, entity, names in _names_of(entities):
            self._names.add(profile, entity, names)

    def _remember(self, settled: Sequence[Change], horizon: int, *, is_whole: bool) -> None:
        """What was taken in is not read again. Not whole: some of it hides behind what this transaction changed."""
        self._followed_at = timezone.now()
        if not is_whole:
            return
        self._horizon = max(self._horizon, horizon)
        seen = {**self._seen, **{change.id: change.written_in for change in settled}}
        self._seen = {number: written_in for number, written_in in seen.items() if written_in >= self._horizon}

    def _beside(self, changes: Sequence[Change], entities: set[UUID]) -> _Names:
        ids = frozenset(change.id for change in changes)
        if ids != self._own[0]:
            names = _Names()
            for profile, entity, held in _names_of(entities):
                names.add(profile, entity, held)
            self._own = (ids, names)
        return self._own[1]

    def _begin_building(self) -> None:
        if not self._is_building:
            self._is_building = True
            Thread(target=self._build_and_close, name="names", daemon=True).start()

    def _build_and_close(self) -> None:
        try:
            self.build()
        except DatabaseError:
            _log.exception("the names could not be read; the keys in the database answer")
        finally:
            self._is_building = False
            connection.close()


# Later than any transaction: nothing is read.
_NEVER = 2**62


def _names_of(entities: set[UUID]) -> Iterator[tuple[UUID, UUID, list[str]]]:
    """(profile, entity, names) of all profiles: the index finds for every reader, what is found is filtered later."""
    wanted = sorted(entities)
    for start in range(0, len(wanted), _READ_AT_ONCE):
        profiles = EntityProfile._base_manager.filter(canonical_id__in=wanted[start : start + _READ_AT_ONCE])
        yield from profiles.values_list("pk", "canonical_id", "names")


#: The names of this process's station.
station_names = StationNames()
