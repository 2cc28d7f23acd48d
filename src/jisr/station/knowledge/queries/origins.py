"""Which sources of a claim are independent of each other, and which only repeat one another."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from jisr.core.handling import SpecialCategory
from jisr.core.statements import Statement, independent_origins
from jisr.station.knowledge.models import Lineage, SpecialMark, StatementRecord, StatementState
from jisr.station.knowledge.rows import statement_of


@dataclass(frozen=True, slots=True)
class Origin:
    """One origin and all that goes back to it. is_own: it was minted by this station."""

    id: str
    is_own: bool
    records: tuple[StatementRecord, ...]

    @property
    def relays(self) -> int:
        """How many statements repeat the first one."""
        return len(self.records) - 1


def origins_of_claim(row: StatementRecord) -> list[Origin]:
    """The independent origins that say of this entity what this statement says, the one with most statements first."""
    standing = StatementRecord.objects.filter(
        canonical_id=row.canonical_id, prop=row.prop, value=row.value, state=StatementState.STANDING
    )
    records = list(standing.order_by("first_seen", "id"))
    made = {str(record.id): statement_of(record) for record in records}
    independent = independent_origins(made.values())
    own = own_lineages(independent)
    grouped: dict[str, list[StatementRecord]] = {origin: [] for origin in independent}
    for record in records:
        statement = made[str(record.id)]
        # What cannot be traced counts with what was traced from the same originator.
        key = (
            statement.origin if statement.origin in grouped else _traced(statement.handling.originators, made, grouped)
        )
        grouped[key].append(record)
    found = [Origin(key, key in own, tuple(rows)) for key, rows in grouped.items()]
    return sorted(found, key=lambda origin: (-len(origin.records), origin.id))


def own_lineages(ids: Iterable[str]) -> set[str]:
    """Those of these lineages that this station has minted."""
    wanted = [identifier for identifier in ids if _is_uuid(identifier)]
    return {str(found) for found in Lineage.objects.filter(id__in=wanted).values_list("id", flat=True)}


def lineage_minted(word: str) -> str:
    """The id that was minted for an origin (see `services.lineage_of`); "" where none was."""
    row = Lineage.objects.filter(word=word[:200]).first()
    return str(row.id) if row else ""


def special_marks(entity_id: UUID) -> list[SpecialMark]:
    """What people said of an entity and of all that were judged to be the same, oldest first."""
    members = StatementRecord.objects.filter(canonical_id=entity_id).values("entity_id")
    return list(SpecialMark.objects.filter(entity_id__in=members, ended_at__isnull=True).order_by("said_at"))


def special_of(entity_ids: Collection[str]) -> dict[str, frozenset[SpecialCategory]]:
    """By canonical id: what people said of the entity itself or in any standing statement about it."""
    wanted = {UUID(identifier) for identifier in entity_ids}
    said: dict[str, set[SpecialCategory]] = {}
    standing = StatementRecord.objects.filter(canonical_id__in=wanted, state=StatementState.STANDING)
    for canonical, words in standing.exclude(special=[]).values_list("canonical_id", "special"):
        said.setdefault(str(canonical), set()).update(SpecialCategory(word) for word in words)
    members = dict(StatementRecord.objects.filter(canonical_id__in=wanted).values_list("entity_id", "canonical_id"))
    marks = SpecialMark.objects.filter(entity_id__in=members, ended_at__isnull=True)
    for entity, category in marks.values_list("entity_id", "category"):
        said.setdefault(str(members[entity]), set()).add(SpecialCategory(category))
    return {entity: frozenset(words) for entity, words in said.items()}


def _traced(originators: frozenset[str], made: dict[str, Statement], grouped: dict[str, list[StatementRecord]]) -> str:
    for statement in made.values():
        if statement.lineage in grouped and originators & statement.handling.originators:
            return str(statement.lineage)
    return min(grouped)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
