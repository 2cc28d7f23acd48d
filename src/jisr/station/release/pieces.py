"""The pieces of a proposal: portions and statements with what the release decision must know of each.

Contents are values here; where they come from is `sources`' business.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from jisr.core.handling import DataCategory, Handling, Item, ItemKind, NeutralityFlag, SpecialCategory
from jisr.core.statements import Statement

# FollowTheMoney schemata whose statements say something about an identifiable person.
PERSONAL_SCHEMATA = frozenset(
    {
        "Person",
        "LegalEntity",
        "BankAccount",
        "Address",
        "CryptoWallet",
        "Vehicle",
        "Passport",
        "Identification",
        "Email",
    }
)
_ADULT_YEARS = 18


@dataclass(frozen=True, slots=True)
class Piece:
    """One portion or statement.

    Attributes:
        item: what `jisr.core.handling` decides on; its id is that of the portion or statement.
        content: JSON in the form in which it travels, with the conditions as they are here.
        statement: the statement itself; None for a portion.
        source_dispatch: this station's id of the received dispatch it came in; None where it is the station's own.
        is_changed: it is no longer as it was proposed.
    """

    item: Item
    content: Mapping[str, Any]
    statement: Statement | None = None
    source_dispatch: UUID | None = None
    is_changed: bool = False

    @property
    def id(self) -> UUID:
        return UUID(self.item.id)

    @property
    def handling(self) -> Handling:
        return self.item.handling

    @property
    def digest(self) -> str:
        """SHA-256 of the content, hexadecimal."""
        return digest_of(self.content)

    def changed(self) -> "Piece":
        return replace(self, is_changed=True)


def digest_of(content: Any) -> str:
    """SHA-256 of a JSON value with its keys sorted, hexadecimal."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


_MINOR = frozenset({SpecialCategory.MINOR})


def statement_piece(
    statement: Statement,
    minors: frozenset[str] = frozenset(),
    said: frozenset[SpecialCategory] = frozenset(),
    neutrality: frozenset[NeutralityFlag] = frozenset(),
) -> Piece:
    """A statement as a piece.

    Args:
        minors: ids of entities known to be under 18.
        said: what people said of its entity.
        neutrality: characters of the matter it was taken from.
    """
    item = Item(
        id=statement.id,
        kind=ItemKind.STATEMENT,
        handling=statement.handling,
        is_personal=statement.schema in PERSONAL_SCHEMATA,
        categories=frozenset({statement.category}) if statement.category else frozenset(),
        special=statement.special | said | (_MINOR if statement.entity_id in minors else frozenset()),
        is_graded=statement.grade is not None,
        neutrality=neutrality,
        expires=statement.expires,
        lacks_author=statement.lacks_author,
    )
    source = UUID(statement.dispatch_id) if statement.dispatch_id else None
    leaving = replace(statement.for_partner(), special=statement.special | said)
    return Piece(item, leaving.to_json(), statement, source)


def portion_piece(content: Mapping[str, Any], facts: "PortionFacts") -> Piece:
    """A portion {"id", "text", "lang", "handling"} as a piece.

    Raises:
        HandlingFormatError: its conditions are malformed.
    """
    item = Item(
        id=str(UUID(str(content["id"]))),
        kind=ItemKind.PORTION,
        handling=Handling.from_json(content["handling"]),
        is_personal=facts.is_personal,
        categories=facts.categories,
        special=facts.special,
        is_graded=facts.is_graded,
        neutrality=facts.neutrality,
        is_tear_line=content.get("tear_line") is True,
    )
    kept = {name: content[name] for name in ("id", "text", "lang", "handling", "tear_line") if name in content}
    return Piece(item, kept, source_dispatch=facts.source_dispatch)


@dataclass(frozen=True, slots=True)
class PortionFacts:
    """What a portion's text does not say by itself."""

    is_personal: bool
    categories: frozenset[DataCategory] = frozenset()
    special: frozenset[SpecialCategory] = frozenset()
    is_graded: bool = False
    source_dispatch: UUID | None = None
    neutrality: frozenset[NeutralityFlag] = frozenset()

    def to_json(self) -> dict[str, Any]:
        return {
            "is_personal": self.is_personal,
            "categories": sorted(self.categories),
            "special": sorted(self.special),
            "is_graded": self.is_graded,
            "neutrality": sorted(self.neutrality),
            "source_dispatch": str(self.source_dispatch) if self.source_dispatch else None,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "PortionFacts":
        return cls(
            is_personal=stored["is_personal"],
            categories=frozenset(DataCategory(value) for value in stored["categories"]),
            special=frozenset(SpecialCategory(value) for value in stored["special"]),
            is_graded=stored["is_graded"],
            source_dispatch=UUID(stored["source_dispatch"]) if stored["source_dispatch"] else None,
            neutrality=frozenset(NeutralityFlag(value) for value in stored.get("neutrality", ())),
        )


def minors_among(statements: Iterable[Statement], today: date) -> frozenset[str]:
    """Ids of entities whose birth date says that they are, or may be, under 18."""
    return frozenset(
        statement.entity_id
        for statement in statements
        if statement.prop == "birthDate" and (born := _latest_birth(statement.value)) and _is_minor(born, today)
    )


def _latest_birth(value: str) -> date | None:
    """The youngest a person of this birth date can be: the last day of a year or month that stands alone."""
    padded = {4: f"{value}-12-31", 7: f"{value}-28"}.get(len(value), value[:10])
    try:
        return date.fromisoformat(padded)
    except ValueError:
        return None


def _is_minor(born: date, today: date) -> bool:
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return years < _ADULT_YEARS
