"""Statements as values for the rooms above: by id, by report, by dispatch; and names already known."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from jisr.core.identity import explain_names
from jisr.core.statements import Statement
from jisr.station.knowledge.models import StatementRecord, StatementState
from jisr.station.knowledge.resolution.named import profiles_named
from jisr.station.knowledge.rows import statement_of

# Names likelier the same than not; whoever asks sees the likeness.
_KNOWN_FLOOR = 0.5
# One entity may take several of the places in a search with spellings of its own.
_NAMES_AN_ENTITY = 4


@dataclass(frozen=True, slots=True)
class KnownMatch:
    """An entity already known under a like name. score: 0..1. reasons: pairs of parts that agree."""

    entity_id: UUID
    caption: str
    score: float
    reasons: tuple[str, ...]
    schema: str = ""
    name: str = ""


def statements(ids: Iterable[UUID]) -> list[Statement]:
    """Standing statements by id, in the order asked; ids that do not stand are left out."""
    wanted = list(ids)
    held = StatementRecord.objects.filter(state=StatementState.STANDING).in_bulk(wanted)
    return [statement_of(held[identifier]) for identifier in wanted if identifier in held]


def statements_of_report(report_id: UUID) -> list[Statement]:
    """Standing statements accepted from a report, oldest first."""
    return _standing(report_id=report_id)


def statements_of_dispatch(dispatch_id: UUID) -> list[Statement]:
    """Standing statements that a received dispatch brought, in the order of their ids."""
    return _standing(dispatch_id=dispatch_id)


def statements_of_entity(entity_id: UUID) -> list[Statement]:
    """Standing statements about an entity and all that people judged to be the same."""
    canonical = StatementRecord.objects.filter(entity_id=entity_id).values_list("canonical_id", flat=True)[:1]
    return _standing(canonical_id__in=canonical)


def statement_record(statement_id: UUID) -> StatementRecord | None:
    """One statement with its state and history fields, standing or not."""
    return StatementRecord.objects.filter(id=statement_id).first()


def records_of(kind: str, subject_id: UUID, limit: int = 100, offset: int = 0) -> list[StatementRecord]:
    """Every statement of a "report" or "dispatch" with its state, standing or not, oldest first."""
    field = {"report": "report_id", "dispatch": "dispatch_id"}[kind]
    return list(
        StatementRecord.objects.filter(**{field: subject_id}).order_by("recorded_at", "id")[offset : offset + limit]
    )


def states_of_dispatch(dispatch_id: UUID) -> dict[UUID, str]:
    """State of every statement a dispatch brought, by the id under which it travelled."""
    return dict(StatementRecord.objects.filter(dispatch_id=dispatch_id).values_list("origin_id", "state"))


def known_matches(name: str, limit: int = 10) -> list[KnownMatch]:
    """Entities already known under a name like this one, in any script, best first; scores 0.5 and above."""
    near = profiles_named([name], _NAMES_AN_ENTITY * limit)
    found = [profile for profile in near if profile.score >= _KNOWN_FLOOR][:limit]
    return [
        KnownMatch(
            profile.canonical_id,
            profile.caption,
            profile.score,
            tuple(f"{m.first} ≈ {m.second}" for m in explain_names(name, profile.name).matches),
            profile.schema,
            profile.name,
        )
        for profile in found
    ]


def _standing(**conditions: object) -> list[Statement]:
    rows = StatementRecord.objects.filter(state=StatementState.STANDING, **conditions).order_by("first_seen", "id")
    return [statement_of(row) for row in rows]
