"""Everything about one entity for its page: claims side by side with where they came from, and its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jisr.core import statements as core
from jisr.core.handling import Handling, strictest
from jisr.core.statements import EntityView, view
from jisr.station.knowledge.models import EntityProfile, IdentityJudgement, StatementRecord, StatementState
from jisr.station.knowledge.resolution.components import component_of
from jisr.station.knowledge.resolution.schemata import dominant_schema
from jisr.station.knowledge.rows import handling_of, statement_of
from jisr.station.knowledge.vocabulary import SCHEMA_PROPERTIES, property_label
from jisr.station.web.problems import Text


@dataclass(frozen=True, slots=True)
class Claim:
    """One value and every standing statement that makes it. origins: how many originators; relays of one count once."""

    value: str
    lang: str
    origins: int
    records: tuple[StatementRecord, ...]


@dataclass(frozen=True, slots=True)
class PropertyClaims:
    """All claims of one property. is_contradicted: the entity can have only one, and they differ."""

    prop: str
    label: Text
    claims: tuple[Claim, ...]
    is_contradicted: bool


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """act: "recorded", "superseded", "retracted", "quarantined", "erased", "judged" or "judgement_undone"."""

    at: datetime
    by: str
    act: str
    record: StatementRecord | None = None
    judgement: IdentityJudgement | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EntityPage:
    """What stands about one entity. members: the entities people judged to be this one, itself included."""

    canonical_id: UUID
    schema: str
    caption: str
    members: tuple[UUID, ...]
    properties: tuple[PropertyClaims, ...]
    records: tuple[StatementRecord, ...]
    handling: Handling | None

    @property
    def contradictions(self) -> tuple[PropertyClaims, ...]:
        return tuple(group for group in self.properties if group.is_contradicted)

    @property
    def standing(self) -> tuple[StatementRecord, ...]:
        return tuple(record for record in self.records if record.is_standing)


def entity_page(entity_id: UUID) -> EntityPage | None:
    """The page of an entity by any of its ids; None when nothing was ever said about it."""
    canonical = canonical_of(entity_id)
    if canonical is None:
        return None
    records = tuple(StatementRecord.objects.filter(canonical_id=canonical).order_by("-recorded_at", "-id"))
    standing = [record for record in records if record.is_standing]
    profile = EntityProfile.objects.filter(canonical_id=canonical).first()
    return EntityPage(
        canonical,
        dominant_schema(standing or records),
        profile.caption if profile else "",
        tuple(sorted(component_of(canonical))),
        _grouped(standing),
        records,
        strictest([handling_of(record) for record in standing]) if standing else None,
    )


def entity(entity_id: UUID) -> EntityView | None:
    """The entity as a view over its standing statements; None when none stand."""
    canonical = canonical_of(entity_id)
    if canonical is None:
        return None
    standing = StatementRecord.objects.filter(canonical_id=canonical, state=StatementState.STANDING)
    statements = [statement_of(record) for record in standing.order_by("first_seen", "id")]
    return view(statements) if statements else None


def canonical_of(entity_id: UUID) -> UUID | None:
    """The id under which an entity's page stands now; None for an unknown id."""
    return StatementRecord.objects.filter(entity_id=entity_id).values_list("canonical_id", flat=True).first()


def history(page: EntityPage) -> list[HistoryEvent]:
    """What was recorded, ended and decided about an entity, the latest first."""
    events = [HistoryEvent(record.recorded_at, record.recorded_by, "recorded", record) for record in page.records]
    events += [
        HistoryEvent(record.ended_at, record.ended_by, record.state, record, reason=record.end_reason)
        for record in page.records
        if record.ended_at
    ]
    for judgement in _judgements(page.members):
        events.append(
            HistoryEvent(judgement.decided_at, judgement.decided_by, "judged", None, judgement, judgement.note)
        )
        if judgement.undone_at:
            events.append(HistoryEvent(judgement.undone_at, judgement.undone_by, "judgement_undone", None, judgement))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _judgements(members: Sequence[UUID]) -> list[IdentityJudgement]:
    touching = IdentityJudgement.objects.filter(left__in=members) | IdentityJudgement.objects.filter(right__in=members)
    return list(touching.order_by("-decided_at"))


def _grouped(standing: Sequence[StatementRecord]) -> tuple[PropertyClaims, ...]:
    if not standing:
        return ()
    seen = view([statement_of(record) for record in standing])
    by_id = {str(record.id): record for record in standing}
    contradicted = {contradiction.prop for contradiction in seen.contradictions}
    groups = [
        PropertyClaims(
            prop,
            property_label(prop),
            tuple(_claim(claim, by_id) for claim in claims),
            prop in contradicted,
        )
        for prop, claims in seen.claims.items()
    ]
    return tuple(sorted(groups, key=_property_order))


def _claim(claim: core.Claim, by_id: Mapping[str, StatementRecord]) -> Claim:
    records = tuple(by_id[statement.id] for statement in claim.statements)
    return Claim(claim.value, records[0].lang, len(claim.origins), records)


def _property_order(group: PropertyClaims) -> tuple[int, str]:
    order = tuple(prop.name for prop in SCHEMA_PROPERTIES["Person"])
    return (order.index(group.prop) if group.prop in order else len(order), group.prop)
