"""One row of a list, whatever its file: an entity in FollowTheMoney's terms, or what is wrong with it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

from jisr.interop.problems import IntakeProblem


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity read from a list.

    Attributes:
        line: 1-based line or row where it begins.
        key: the same for the same row however often it is read; unique within a list. "id:" and the list's own
            identifier where it has one: properties of the type entity hold such identifiers.
        schema: FollowTheMoney schema ("Person", "Organization"...).
        properties: FollowTheMoney property to values, cleaned; never empty lists.
        dataset: short name of the list it belongs to ("" when the file does not say).
        problems: warnings about this row.
    """

    line: int
    key: str
    schema: str
    properties: Mapping[str, tuple[str, ...]] = field(hash=False)
    dataset: str = ""
    problems: tuple[IntakeProblem, ...] = ()

    @property
    def caption(self) -> str:
        """First name of the entity; its key when it has none."""
        return next(iter(self.properties.get("name", ())), self.key)


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that can't be taken in, as it was written, with every reason."""

    line: int
    values: tuple[str, ...]
    problems: tuple[IntakeProblem, ...]


Row = EntityRow | WrongRow


def row_key(*parts: str) -> str:
    """Stable key of a row without an identifier of its own: SHA-256 of its content."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()[:32]


class PropertyType(Protocol):
    """What of a FollowTheMoney property type is used here."""

    name: str

    def clean(self, text: str, *, fuzzy: bool = False, format: str | None = None, proxy: Any = None) -> str | None: ...


@cache
def model() -> Any:
    """The FollowTheMoney model; a second to load, so loaded when first needed."""
    from followthemoney import model as loaded

    return loaded


def clean_value(schema: str, prop: str, value: str) -> str | None:
    """A value as FollowTheMoney keeps it ("Maroc" -> "ma"), or None when it is not valid for the property."""
    kind: PropertyType = model().get(schema).get(prop).type
    stripped = " ".join(value.split())
    if kind.name == "entity":
        return stripped or None
    return kind.clean(stripped, fuzzy=False)


def entity_properties(schema: str) -> frozenset[str]:
    """Properties of a schema whose values are identifiers of other rows."""
    return frozenset(prop.name for prop in model().get(schema).properties.values() if prop.type.name == "entity")


def expected_value(schema: str, prop: str) -> str:
    """Name of the type of a property, for messages ("date", "country")."""
    return str(model().get(schema).get(prop).type.name)
