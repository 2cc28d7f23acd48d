"""Where rooms say what they do with dispatches of a kind that arrive.

A handler runs inside the transaction in which the dispatch is stored, after its statements are, and must not commit,
send over a network, or read a clock other than the record's. A failing handler leaves nothing of the dispatch here; the
sender is told to try again.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from jisr.core.handling import Handling
from jisr.core.sealing import Dispatch, DispatchKind
from jisr.station.exchange.bodies import CheckedBody

if TYPE_CHECKING:
    from jisr.station.exchange.models import DispatchRecord


@dataclass(frozen=True, slots=True)
class ReceivedDispatch:
    """A dispatch that has arrived and is believed.

    Attributes:
        record_id: this station's id of it; what `exchange.queries` and `knowledge` know it by.
        about: this station's id of the dispatch it refers to, or None.
        handling: the originator's conditions of the whole.
        body: checked; see `bodies`.
        record: its row, for handlers of this room.
    """

    record_id: UUID
    dispatch: Dispatch
    handling: Handling
    body: CheckedBody
    about: UUID | None
    record: "DispatchRecord"

    @property
    def sender(self) -> str:
        """Station id, verified by signature."""
        return self.dispatch.sender

    @property
    def values(self) -> Any:
        """The body's members."""
        return self.body.values


type Handler = Callable[[ReceivedDispatch], None]

_handlers: dict[DispatchKind, list[Handler]] = defaultdict(list)


def register(kind: DispatchKind, handler: Handler) -> None:
    """Run `handler` for every arriving dispatch of this kind, after those registered before."""
    if handler not in _handlers[kind]:
        _handlers[kind].append(handler)


def handle(received: ReceivedDispatch) -> None:
    """Run every handler of its kind."""
    for handler in _handlers[received.dispatch.kind]:
        handler(received)
