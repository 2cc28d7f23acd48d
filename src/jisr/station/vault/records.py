"""Which rooms hold records with keys: a registry they fill when the station starts."""

from collections.abc import Callable, Sequence
from uuid import UUID

type Holder = Callable[[Sequence[UUID]], set[UUID]]

_holders: dict[str, Holder] = {}


def register(kind: str, holder: Holder) -> None:
    """Say how to find out which of some ids of a kind still have a record."""
    _holders[kind] = holder


def kinds() -> dict[str, Holder]:
    """The registered kinds."""
    return dict(_holders)
