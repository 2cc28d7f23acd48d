"""Where rooms say what of theirs rests on received information, so that it can be looked at again when that changes.

A finder runs inside the transaction in which the change arrives; it only reads.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


#: Kind of what this station sent itself, where a person must decide whether to recall it.
SENT: Final = "sent"


@dataclass(frozen=True, slots=True)
class Touched:
    """What has changed.

    Attributes:
        dispatch_id: this station's id of the dispatch it came in.
        statements: ids under which its statements are kept here; portions: ids as they travelled.
        is_whole: everything of the dispatch has changed.
    """

    dispatch_id: UUID
    statements: frozenset[UUID]
    portions: frozenset[str]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class KindOfWork:
    """One kind of thing that can rest on information: its word, and the address of one of them ("" = none)."""

    label: "str | _StrPromise"
    address: Callable[[str], str]


type Finder = Callable[[Touched], Iterable[str]]

_finders: dict[str, Finder] = {}
_kinds: dict[str, KindOfWork] = {}


def register(kind: str, finder: Finder, shown: KindOfWork) -> None:
    """Ask `finder` for ids of this kind whenever received information changes."""
    _finders[kind], _kinds[kind] = finder, shown


def resting(touched: Touched) -> list[tuple[str, str]]:
    """Everything that rests on what has changed: kinds and ids, each once."""
    return sorted({(kind, ref) for kind, finder in _finders.items() for ref in finder(touched)})


def kind_of_work(kind: str) -> KindOfWork | None:
    return _kinds.get(kind)
