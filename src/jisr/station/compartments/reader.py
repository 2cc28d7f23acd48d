"""Who reads: what hides compartments from a person, wherever in the program a query is made.

Every request begins as a stranger, who sees nothing that is in a compartment, and becomes the person whom the gate
(`accounts.access`) has let in. Where nobody reads (a worker, a command at the station's own machine, a partner's
dispatch on its way in) everything is seen; a service that has to work across compartments on behalf of a person says
so with `as_station`, and gives back nothing that it saw.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person may see of what is hidden.

    Attributes:
        compartments: those the person is in.
        opened: records opened one by one (break-glass), by kind.
        openings: ids of the broken glass that stands, for marking what is read meanwhile.
    """

    compartments: tuple[UUID, ...] = ()
    opened: Mapping[str, tuple[UUID, ...]] = field(default_factory=dict)
    openings: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Reader:
    """A person at the console or the API. `look` reads what they may see; it is asked once, when first needed.

    Attributes:
        user_id: None for somebody who is not known (yet).
        name: sign-in name.
        sees_all: oversight, which reads across compartments, with a reason.
    """

    user_id: int | None = None
    name: str = ""
    sees_all: bool = False
    look: Callable[[], Sight] = Sight

    @cached_property
    def sight(self) -> Sight:
        return self.look()


STRANGER = Reader()
_reader: ContextVar[Reader | None] = ContextVar("jisr_reader", default=None)


def current_reader() -> Reader | None:
    """The person for whom queries are made now; None for the station itself."""
    return _reader.get()


def current_sight() -> Sight | None:
    """What may be seen now; None where everything may."""
    reader = _reader.get()
    return None if reader is None or reader.sees_all else reader.sight


def read_as(reader: Reader | None) -> None:
    """From here on, this thread reads for this person (None: for the station)."""
    _reader.set(reader)


@contextmanager
def reading(reader: Reader | None) -> Iterator[None]:
    """Read for somebody else meanwhile."""
    token = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(token)


def as_station() -> AbstractContextManager[None]:
    """Work across compartments, as with the hands of the station. Give nothing back that was only seen here."""
    return reading(None)


def as_outsider() -> AbstractContextManager[None]:
    """See only what is in no compartment."""
    return reading(STRANGER)
