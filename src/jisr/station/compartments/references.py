"""From what one person tells another ("R-2026-0417") to the name of a record ("report:<id>").

Rooms above register how the references of their records are looked up. The look-up works across compartments; who
calls it answers alike whether there is nothing or it is hidden.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from jisr.station.compartments.reader import as_station

type Find = Callable[[str], UUID | None]
type Describe = Callable[[UUID], str]

_SUBJECT = re.compile(r"([a-z_]{2,20}):([0-9a-f-]{36})\Z")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that can be put into a compartment.

    Attributes:
        find: id of the record with a number or id as people write it; None where there is none.
        describe: what members read in the list: a number or title; "" where there is no such record for the reader.
        address: name of the page that shows it, with one argument; "" for none.
    """

    find: Find
    describe: Describe
    address: str = ""


_kinds: dict[str, Kind] = {}


def register(kind: str, known: Kind) -> None:
    _kinds[kind] = known


def kinds() -> dict[str, Kind]:
    return dict(_kinds)


def subject_of(reference: str) -> str | None:
    """ "kind:id" of the record that is meant; None where there is none, hidden or not."""
    text = reference.strip()
    with as_station():
        if matched := _SUBJECT.match(text.lower()):
            kind, identifier = matched.groups()
            return f"{kind}:{identifier}" if kind in _kinds and _kinds[kind].find(identifier) else None
        for kind, known in _kinds.items():
            if found := known.find(text):
                return f"{kind}:{found}"
    return None


def description_of(subject: str) -> str:
    """What the reader may know of a record: its number or title."""
    kind, _colon, identifier = subject.partition(":")
    try:
        return _kinds[kind].describe(UUID(identifier)) if kind in _kinds else ""
    except ValueError:
        return ""


def address_of(subject: str) -> str:
    kind, _colon, _identifier = subject.partition(":")
    return _kinds[kind].address if kind in _kinds else ""
