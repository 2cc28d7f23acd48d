"""What objects a joint record holds, which fields they have, and who may write each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any
from uuid import UUID

from jisr.core.jointrecords.errors import JointRecordError

#: Longest text of one field, in characters.
LONGEST_TEXT = 100_000
_MOST_ITEMS = 500


class Writers(StrEnum):
    """Who may write a field. OWNER: the station that owns the object. OTHERS: every party but the owner. ANY: every
    party; what two write without knowing of each other stands side by side until somebody settles it.
    """

    OWNER = "owner"
    OTHERS = "others"
    ANY = "any"


class FieldKind(StrEnum):
    """TEXT and WORD (short) are strings; DAY is YYYY-MM-DD; NUMBER a decimal as a string; CHOICE one of the choices;
    OBJECT and OBJECTS ids of objects of the record; STATIONS ids of stations; CLAIM true or false.
    """

    TEXT = "text"
    WORD = "word"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    OBJECT = "object"
    OBJECTS = "objects"
    STATIONS = "stations"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. An empty value ("", [] or false) is always allowed: what must be there is a matter of checks."""

    kind: FieldKind
    writers: Writers = Writers.OWNER
    choices: tuple[str, ...] = ()
    longest: int = LONGEST_TEXT

    def check(self, name: str, value: Any) -> None:
        """
        Raises:
            JointRecordError: "value_malformed", "value_unknown" or "value_too_long", with the field's name.
        """
        if not _FORMS[self.kind](value):
            raise JointRecordError("value_malformed", name)
        if self.kind is FieldKind.CHOICE and value and value not in self.choices:
            raise JointRecordError("value_unknown", name)
        if isinstance(value, (str, list)) and len(value) > (self.longest if isinstance(value, str) else _MOST_ITEMS):
            raise JointRecordError("value_too_long", name)


@dataclass(frozen=True, slots=True)
class ObjectType:
    """One kind of object."""

    code: str
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything that records of one kind may hold.

    Attributes:
        code: e.g. "joint_plan"; version: raised when what was valid is valid no more.
    """

    code: str
    version: int
    types: Mapping[str, ObjectType] = field(default_factory=dict)

    @classmethod
    def of(cls, code: str, version: int, types: Sequence[ObjectType]) -> "Schema":
        return cls(code, version, {each.code: each for each in types})

    def type(self, code: str) -> ObjectType:
        """
        Raises:
            JointRecordError: "type_unknown".
        """
        try:
            return self.types[code]
        except KeyError:
            raise JointRecordError("type_unknown", code) from None


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 300 and "\n" not in value


def _is_day(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return not value or date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_number(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > 40:
        return False
    try:
        return not value or Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _is_id(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return not value or str(UUID(value)) == value
    except ValueError:
        return False


def _is_ids(value: Any) -> bool:
    return isinstance(value, list) and all(each and _is_id(each) for each in value) and len(set(value)) == len(value)


def _is_stations(value: Any) -> bool:
    return (
        isinstance(value, list)
        and all(isinstance(each, str) and 0 < len(each) <= 64 for each in value)
        and len(set(value)) == len(value)
    )


def _is_claim(value: Any) -> bool:
    return isinstance(value, bool)


_FORMS = {
    FieldKind.TEXT: _is_text,
    FieldKind.WORD: _is_word,
    FieldKind.DAY: _is_day,
    FieldKind.NUMBER: _is_number,
    FieldKind.CHOICE: _is_text,
    FieldKind.OBJECT: _is_id,
    FieldKind.OBJECTS: _is_ids,
    FieldKind.STATIONS: _is_stations,
    FieldKind.CLAIM: _is_claim,
}
