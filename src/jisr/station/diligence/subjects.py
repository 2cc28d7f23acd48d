"""Where rooms say what their records hold, so that the screening can be filled in beforehand.

A reader gives what can be seen without a person: it proposes answers and never gives them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from jisr.core.diligence import SubjectKind, Trigger


@dataclass(frozen=True, slots=True)
class SubjectView:
    """A record as due diligence sees it.

    Attributes:
        title: how people call it.
        kind: what an assessment of it would be of.
        seen: what is certainly in it; hinted: what its words make one ask.
        tainted_with: subjects it is drawn from, itself included.
    """

    title: str
    kind: SubjectKind
    seen: frozenset[Trigger] = frozenset()
    hinted: frozenset[Trigger] = frozenset()
    tainted_with: frozenset[str] = frozenset()


type Reader = Callable[[UUID], SubjectView | None]

_readers: dict[str, Reader] = {}


def register(prefix: str, reader: Reader) -> None:
    """Read "prefix:<id>" with `reader`, which gives None where there is no such record."""
    _readers[prefix] = reader


def read(subject: str) -> SubjectView | None:
    """The record; None where there is none, or its room does not say what it holds."""
    prefix, _colon, identifier = subject.partition(":")
    reader = _readers.get(prefix)
    if reader is None:
        return None
    try:
        return reader(UUID(identifier))
    except ValueError:
        return None
