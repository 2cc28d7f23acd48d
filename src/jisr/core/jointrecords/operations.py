"""One change of a joint record, as its author wrote it and as it travels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from jisr.core.jointrecords.errors import JointRecordError

_MEMBERS: Final = frozenset({"author", "number", "after", "object", "take", "type", "owner", "values", "at", "why"})
_LONGEST_WHY: Final = 2_000
_MOST_STATIONS: Final = 64


class Dot(NamedTuple):
    """Names one operation: the number-th of its author, from 1."""

    author: str
    number: int


class Take:
    """What an operation does. MAKE: a new object. WRITE: values of its fields. HAND: another owner. REMOVE, RESTORE."""

    MAKE: Final = "make"
    WRITE: Final = "write"
    HAND: Final = "hand"
    REMOVE: Final = "remove"
    RESTORE: Final = "restore"
    ALL: Final = frozenset({"make", "write", "hand", "remove", "restore"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One change.

    Attributes:
        number: the author's operations on this record are counted from 1 without gaps.
        after: what its author knew: for each other station how many of its operations.
        object: id of the object.
        type: of MAKE, the object's type. owner: of MAKE and HAND, the station that owns it from then on.
        values: of MAKE and WRITE, by field.
        at: by the author's clock, in UTC, to the second; for people, never for order.
        why: the author's reason, or "".
    """

    author: str
    number: int
    after: Mapping[str, int]
    object: str
    take: str
    type: str = ""
    owner: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    at: datetime
    why: str = ""

    @property
    def dot(self) -> Dot:
        return Dot(self.author, self.number)

    def knew(self, dot: Dot) -> bool:
        """Whether its author knew of that operation."""
        if dot.author == self.author:
            return dot.number < self.number
        return self.after.get(dot.author, 0) >= dot.number

    def to_json(self) -> dict[str, Any]:
        """Members that say nothing are left out."""
        document: dict[str, Any] = {
            "author": self.author,
            "number": self.number,
            "after": dict(sorted(self.after.items())),
            "object": self.object,
            "take": self.take,
            "at": self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        for name in ("type", "owner", "why"):
            if value := getattr(self, name):
                document[name] = value
        if self.values:
            document["values"] = dict(self.values)
        return document

    @classmethod
    def from_json(cls, document: Any) -> "Operation":
        """What `to_json` gives, or what a partner sent.

        Raises:
            JointRecordError: "operation_malformed", with the member.
        """
        if not isinstance(document, Mapping) or not set(document) <= _MEMBERS:
            raise JointRecordError("operation_malformed")
        take = document.get("take")
        if take not in Take.ALL:
            raise JointRecordError("operation_malformed", "take")
        if ("type" in document) != (take == Take.MAKE):
            raise JointRecordError("operation_malformed", "type")
        if ("owner" in document) != (take in (Take.MAKE, Take.HAND)):
            raise JointRecordError("operation_malformed", "owner")
        values = document.get("values", {})
        if not isinstance(values, Mapping) or (values and take not in (Take.MAKE, Take.WRITE)):
            raise JointRecordError("operation_malformed", "values")
        if take == Take.WRITE and not values:
            raise JointRecordError("operation_malformed", "values")
        author = _station(document, "author")
        return cls(
            author=author,
            number=_count(document.get("number"), "number"),
            after=_after(document.get("after"), author),
            object=_identifier(document.get("object")),
            take=take,
            type=_word(document, "type"),
            owner=_station(document, "owner") if "owner" in document else "",
            values=dict(values),
            at=_instant(document.get("at")),
            why=_word(document, "why", _LONGEST_WHY),
        )


def _word(document: Mapping[str, Any], name: str, longest: int = 64) -> str:
    value = document.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        raise JointRecordError("operation_malformed", name)
    return value


def _station(document: Mapping[str, Any], name: str) -> str:
    if not (value := _word(document, name)):
        raise JointRecordError("operation_malformed", name)
    return value


def _count(value: Any, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 10**9:
        raise JointRecordError("operation_malformed", name)
    return value


def _after(value: Any, author: str) -> dict[str, int]:
    if not isinstance(value, Mapping) or len(value) > _MOST_STATIONS or author in value:
        raise JointRecordError("operation_malformed", "after")
    if not all(isinstance(station, str) and 0 < len(station) <= 64 for station in value):
        raise JointRecordError("operation_malformed", "after")
    return {station: _count(number, "after") for station, number in value.items()}


def _identifier(value: Any) -> str:
    try:
        is_canonical = isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        is_canonical = False
    if not is_canonical:
        raise JointRecordError("operation_malformed", "object")
    return str(value)


def _instant(value: Any) -> datetime:
    try:
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except (TypeError, ValueError):
        raise JointRecordError("operation_malformed", "at") from None
