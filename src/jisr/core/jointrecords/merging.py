"""A joint record as the set of operations that have arrived; see the package for the model."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from jisr.core.jointrecords.errors import JointRecordError
from jisr.core.jointrecords.operations import Dot, Operation, Take
from jisr.core.jointrecords.schema import ObjectType, Schema, Writers

_IS_REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Written:
    """A value as one operation wrote it; `rank` orders values of which nobody knew the other, greatest first."""

    value: Any
    by: Operation
    rank: tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that stations wrote without knowing of each other: what is shown first, and the others."""

    object: str
    field: str
    values: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """An operation that stands, with what it changed: field -> (before, after)."""

    operation: Operation
    changes: Mapping[str, tuple[Any, Any]]


@dataclass(slots=True)
class Shared:
    """One object. `owners`: its owners in turn, each with the operation that made it so."""

    id: str
    type: ObjectType
    owners: list[tuple[Dot, str]]
    written: dict[str, list[Written]] = field(default_factory=dict)

    @property
    def owner(self) -> str:
        return self.owners[-1][1]

    @property
    def is_removed(self) -> bool:
        return bool(self.get(_IS_REMOVED))

    def get(self, name: str, default: Any = "") -> Any:
        """The value that is shown: of several, the one of the greatest rank."""
        written = self.written.get(name)
        return written[0].value if written else default

    def values(self) -> dict[str, Any]:
        return {name: written[0].value for name, written in self.written.items() if name != _IS_REMOVED}

    def owner_known_to(self, operation: Operation) -> str:
        """Who owned it as far as the author of an operation knew; "" where it did not know the object."""
        known = [owner for dot, owner in self.owners if operation.knew(dot)]
        return known[-1] if known else ""


def made_id(record: UUID, dot: Dot) -> str:
    """Id of the object that an operation makes: drawn from it, so that no two can make the same."""
    return str(uuid5(record, f"{dot.author}/{dot.number}"))


class JointRecord:
    """A record of so many parties. Operations may be taken in any order, and again.

    Attributes:
        identifier: of the record; ids of its objects are drawn from it.
        objects: by id, removed ones among them.
        refused: operations that break a rule, with the reason; every station refuses the same ones.
    """

    def __init__(self, schema: Schema, identifier: UUID, parties: Iterable[str]) -> None:
        self.schema = schema
        self.identifier = identifier
        self.parties = frozenset(parties)
        self.objects: dict[str, Shared] = {}
        self.refused: dict[Dot, JointRecordError] = {}
        self._clock: dict[str, int] = dict.fromkeys(self.parties, 0)
        self._heights: dict[Dot, int] = {}
        self._waiting: dict[Dot, Operation] = {}
        self._blocked: dict[Dot, list[Dot]] = defaultdict(list)

    @classmethod
    def of(
        cls, schema: Schema, identifier: UUID, parties: Iterable[str], operations: Iterable[Operation]
    ) -> "JointRecord":
        """The record that these operations make."""
        record = cls(schema, identifier, parties)
        for operation in operations:
            record.take(operation)
        return record

    @property
    def clock(self) -> dict[str, int]:
        """For each party how many of its operations are in; 0 for none."""
        return dict(self._clock)

    @property
    def waiting(self) -> list[Operation]:
        """Operations whose authors knew of others that have not arrived yet."""
        return sorted(self._waiting.values(), key=lambda operation: operation.dot)

    def take(self, operation: Operation) -> list[Step]:
        """Take one operation, and what waited for it; the steps that this brought, in order.

        Raises:
            JointRecordError: "author_unknown": the author is no party.
        """
        dot = operation.dot
        if dot.author not in self.parties:
            raise JointRecordError("author_unknown", "author")
        if self._clock[dot.author] >= dot.number or dot in self._waiting:
            return []
        steps: list[Step] = []
        self._waiting[dot] = operation
        ready = [dot]
        while ready:
            next_dot = ready.pop()
            held = self._waiting.get(next_dot)
            if held is None:
                continue
            if (missing := self._missing(held)) is not None:
                self._blocked[missing].append(next_dot)
                continue
            del self._waiting[next_dot]
            if (step := self._apply(held)) is not None:
                steps.append(step)
            ready.extend(self._blocked.pop(next_dot, ()))
        return steps

    def next_operation(self, author: str) -> tuple[int, dict[str, int]]:
        """Number and `after` of what this station writes next."""
        return self._clock[author] + 1, {party: n for party, n in self._clock.items() if n and party != author}

    def check(self, operation: Operation) -> None:
        """Whether it could be taken now and would stand.

        Raises:
            JointRecordError: why not.
        """
        self._check(operation)

    def living(self, type_code: str = "") -> Iterator[Shared]:
        """Objects that are not removed, of one type or all, in the order in which ids sort."""
        for identifier in sorted(self.objects):
            held = self.objects[identifier]
            if not held.is_removed and type_code in ("", held.type.code):
                yield held

    def conflicts(self) -> list[Conflict]:
        """Fields of living objects that wait for a person to settle them."""
        return [
            Conflict(held.id, name, tuple(written))
            for held in self.living()
            for name, written in sorted(held.written.items())
            if any(each.value != written[0].value for each in written[1:])
        ]

    def _missing(self, operation: Operation) -> Dot | None:
        """The first operation that has to come before this one and is not in."""
        if self._clock[operation.author] < operation.number - 1:
            return Dot(operation.author, operation.number - 1)
        for station, number in operation.after.items():
            if self._clock.get(station, 0) < number:
                return Dot(station, number)
        return None

    def _apply(self, operation: Operation) -> Step | None:
        dot = operation.dot
        self._clock[dot.author] = dot.number
        before = [Dot(station, number) for station, number in operation.after.items()]
        if dot.number > 1:
            before.append(Dot(dot.author, dot.number - 1))
        height = 1 + max((self._heights.get(each, 0) for each in before), default=0)
        self._heights[dot] = height
        try:
            held = self._check(operation)
        except JointRecordError as error:
            self.refused[dot] = error
            return None
        if held is None:
            held = self.objects[operation.object] = Shared(
                operation.object, self.schema.type(operation.type), [(dot, operation.owner)]
            )
        elif operation.take == Take.HAND:
            held.owners.append((dot, operation.owner))
        return Step(operation, self._write(held, operation, (height, dot.author, dot.number)))

    def _write(self, held: Shared, operation: Operation, rank: tuple[int, str, int]) -> dict[str, tuple[Any, Any]]:
        values: Mapping[str, Any] = operation.values
        if operation.take in (Take.REMOVE, Take.RESTORE):
            values = {_IS_REMOVED: operation.take == Take.REMOVE}
        changes: dict[str, tuple[Any, Any]] = {}
        for name, value in values.items():
            shown = held.get(name, None)
            kept = [each for each in held.written.get(name, ()) if not operation.knew(each.by.dot)]
            kept.append(Written(value, operation, rank))
            kept.sort(key=lambda each: each.rank, reverse=True)
            held.written[name] = kept
            changes[name] = (shown, value)
        return changes

    def _check(self, operation: Operation) -> Shared | None:
        """The object it is about; None for one to be made."""
        held = self.objects.get(operation.object)
        if operation.take == Take.MAKE:
            if operation.object != made_id(self.identifier, operation.dot):
                raise JointRecordError("object_id_not_drawn", "object")
            self._check_owner(operation.owner)
            self._check_values(operation, self.schema.type(operation.type), operation.owner)
            return None
        owner = held.owner_known_to(operation) if held is not None else ""
        if held is None or not owner:
            raise JointRecordError("object_unknown", "object")
        if operation.take == Take.WRITE:
            self._check_values(operation, held.type, owner)
        elif operation.author != owner:
            raise JointRecordError("not_the_owner", "owner")
        if operation.take == Take.HAND:
            self._check_owner(operation.owner)
        return held

    def _check_owner(self, owner: str) -> None:
        if owner not in self.parties:
            raise JointRecordError("owner_unknown", "owner")

    def _check_values(self, operation: Operation, kind: ObjectType, owner: str) -> None:
        is_owner, is_making = operation.author == owner, operation.take == Take.MAKE
        for name, value in operation.values.items():
            rule = kind.fields.get(name)
            if rule is None:
                raise JointRecordError("field_unknown", name)
            # Whoever makes an object for another proposes what stands in it.
            may_write = rule.writers is Writers.ANY or (rule.writers is Writers.OWNER) == is_owner
            if not may_write and not (is_making and rule.writers is Writers.OWNER):
                raise JointRecordError("not_the_owner" if rule.writers is Writers.OWNER else "not_for_the_owner", name)
            rule.check(name, value)
