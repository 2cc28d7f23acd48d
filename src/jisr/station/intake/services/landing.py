"""Rows of a list as statements with ids of their own making, so that the same row gives the same statements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from jisr.core.handling import DataCategory, Handling
from jisr.core.statements import Basis, Grade, Statement
from jisr.interop.entities import EntityRow, entity_properties
from jisr.station.intake.models import ListImport
from jisr.station.knowledge import queries as known
from jisr.station.knowledge import services as knowledge
from jisr.station.ledger.actor import Actor

_LISTS = uuid5(NAMESPACE_URL, "https://jisr.example/lists")


@dataclass(frozen=True, slots=True)
class Landed:
    """How many rows brought something new, and how many statements."""

    new_rows: int
    statements: int


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all statements of one list have in common."""

    list_name: str
    source: str
    grade: Grade | None
    handling: Handling
    category: DataCategory | None
    now: datetime


def _category(held: ListImport) -> DataCategory | None:
    return DataCategory(held.category) if held.category else None


def land(actor: Actor, held: ListImport, rows: Sequence[EntityRow]) -> Landed:
    """Add the statements of rows; in the caller's transaction."""
    now = timezone.now()
    shared = _Shared(held.name, held.source.code_name, held.given_grade(), held.own_handling(), _category(held), now)
    by_row = [list(_statements(shared, row)) for row in rows]
    ids = [UUID(statement.id) for statements in by_row for statement in statements]
    before = {statement.id for statement in known.statements(ids)}
    new_rows = 0
    for statements in by_row:
        new_rows += any(statement.id not in before for statement in statements)
        before.update(statement.id for statement in statements)
    added = knowledge.add_statements(
        actor, (one for statements in by_row for one in statements), occasion=f"import:{held.id}"
    )
    return Landed(new_rows, added)


def entity_id_of(list_name: str, key: str) -> UUID:
    """The entity that a row of a list is about."""
    return uuid5(_LISTS, f"{list_name}\x1f{key}")


def _statements(shared: _Shared, row: EntityRow) -> Iterator[Statement]:
    entity = entity_id_of(shared.list_name, row.key)
    references = entity_properties(row.schema)
    is_person = row.schema in {"Person", "LegalEntity"}
    for prop, values in row.properties.items():
        for value in values:
            stored = str(entity_id_of(shared.list_name, f"id:{value}")) if prop in references else value
            yield Statement(
                id=str(uuid5(entity, f"{prop}\x1f{stored}")),
                entity_id=str(entity),
                schema=row.schema,
                prop=prop,
                value=stored,
                original_value="",
                lang="ar" if any("\u0621" <= letter <= "\u064a" for letter in value) else "",
                source=shared.source,
                report_id="",
                dispatch_id="",
                grade=shared.grade,
                handling=shared.handling,
                category=shared.category if is_person else None,
                basis=Basis.FACT,
                first_seen=shared.now,
                last_confirmed=shared.now,
                expires=None,
            )
