"""Which rooms hold records with keys: a registry they fill when the station starts."""

from collections.abc import Callable, Sequence
from uuid import UUID

type Holder = Callable[[Sequence[UUID]], set[UUID]]

#: The ids of so many of the newest records whose content is still there.
type Newest = Callable[[int], list[UUID]]

_holders: dict[str, Holder] = {}
_newest: list[Newest] = []


def register(kind: str, holder: Holder, newest: Newest | None = None) -> None:
    """Say how to find out which of some ids of a kind still have a record, and which are the newest."""
    _holders[kind] = holder
    if newest is not None:
        _newest.append(newest)


def newest() -> list[Newest]:
    """For each kind that tells: how to get the ids of its newest records."""
    return list(_newest)


def kinds() -> dict[str, Holder]:
    """The registered kinds."""
    return dict(_holders)
