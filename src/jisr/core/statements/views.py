"""An entity as a view over statements. Nothing is stored for an entity but its statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from jisr.core.statements.statement import Statement

# What an entity is called, best first; the FollowTheMoney properties that name things.
_CAPTION_PROPS = ("name", "title", "label", "alias", "weakAlias", "number", "registrationNumber", "summary")
# Properties of which an entity has one true value at most; two different values contradict each other.
SINGLE_VALUED = frozenset(
    {"birthDate", "deathDate", "birthPlace", "birthCountry", "gender", "fatherName", "motherName", "foundingDate"}
)


def independent_origins(statements: Iterable[Statement]) -> frozenset[str]:
    """The origins that do not go back to one another.

    A lineage is an origin. Statements without one count as their originator, and only where nothing with a lineage
    came from the same originator: what is not known to be independent is not.
    """
    given = list(statements)
    lineages = {statement.lineage for statement in given if statement.lineage}
    traced = {name for statement in given if statement.lineage for name in statement.handling.originators}
    untraced = {s.handling.originator for s in given if not s.lineage and not traced & s.handling.originators}
    return frozenset(lineages | untraced)


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of one property with every statement that makes it, oldest first."""

    prop: str
    value: str
    statements: tuple[Statement, ...]

    @property
    def first_seen(self) -> datetime:
        """When it was first held."""
        return min(statement.first_seen for statement in self.statements)

    @property
    def last_confirmed(self) -> datetime:
        """When it was last confirmed."""
        return max(statement.last_confirmed for statement in self.statements)

    @property
    def origins(self) -> frozenset[str]:
        """What it goes back to; one origin relayed by two partners is still one origin."""
        return independent_origins(self.statements)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A property that can have one value only, and the claims that disagree; the best supported first."""

    prop: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class EntityView:
    """What is claimed about one entity.

    Attributes:
        entity_id: UUID as text.
        schema: the schema most statements name.
        caption: what it is called; its id where nothing names it.
        claims: by property, the best supported first.
        contradictions: side by side, never resolved here.
    """

    entity_id: str
    schema: str
    caption: str
    claims: dict[str, list[Claim]]
    contradictions: list[Contradiction]


def view(statements: Iterable[Statement]) -> EntityView:
    """The view over the statements of one entity.

    Raises:
        ValueError: no statement, or statements of more than one entity.
    """
    given = sorted(statements, key=lambda s: (s.first_seen, s.id))
    entities = {statement.entity_id for statement in given}
    if len(entities) != 1:
        raise ValueError(f"a view is over the statements of one entity, not of {len(entities)}")
    claims = _claims(given)
    return EntityView(
        entity_id=given[0].entity_id,
        schema=_schema(given),
        caption=_caption(claims) or given[0].entity_id,
        claims=claims,
        contradictions=[
            Contradiction(prop, tuple(made))
            for prop, made in claims.items()
            if prop in SINGLE_VALUED and _disagree([claim.value for claim in made])
        ],
    )


def view_on(statements: Iterable[Statement], day: date) -> EntityView | None:
    """The view over those statements that have not expired on this day; None when none is left."""
    held = [statement for statement in statements if not statement.is_expired(day)]
    return view(held) if held else None


def _claims(statements: list[Statement]) -> dict[str, list[Claim]]:
    grouped: dict[str, dict[str, list[Statement]]] = {}
    for statement in statements:
        grouped.setdefault(statement.prop, {}).setdefault(statement.value, []).append(statement)
    return {
        prop: sorted((Claim(prop, value, tuple(made)) for value, made in values.items()), key=_support)
        for prop, values in sorted(grouped.items())
    }


def _support(claim: Claim) -> tuple[int, int, str]:
    return (-len(claim.origins), -len(claim.statements), claim.value)


def _schema(statements: list[Statement]) -> str:
    names = [statement.schema for statement in statements]
    return max(sorted(set(names)), key=names.count)


def _caption(claims: dict[str, list[Claim]]) -> str:
    return next((claims[prop][0].value for prop in _CAPTION_PROPS if prop in claims), "")


def _disagree(values: list[str]) -> bool:
    # A less precise value ("1984") does not contradict a more precise one ("1984-03-02").
    longest = max(values, key=len)
    return any(not longest.casefold().startswith(value.casefold()) for value in values)
