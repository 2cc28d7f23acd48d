"""What this room does when records go into a compartment or come out of it."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from jisr.station.compartments import references, signals
from jisr.station.compartments.reader import as_station
from jisr.station.knowledge.models import EntityProfile, IdentityJudgement, IdentityProposal, StatementRecord
from jisr.station.knowledge.services.hidden import hide_proposals, hiding
from jisr.station.knowledge.services.identities import propose_for_entities
from jisr.station.knowledge.services.projections import refresh_profiles
from jisr.station.ledger.actor import system_actor


def connect() -> None:
    signals.spread.connect(follow, dispatch_uid="knowledge.compartmented")
    references.register("entity", references.Kind(find_entity, describe_entity, "knowledge:entity"))
    references.register("statement", references.Kind(find_statement, describe_statement))


def follow(touched: dict[type[Any], set[Any]], **_kwargs: Any) -> None:
    """Draw profiles afresh, and let proposals and judgements be seen by those who may see what they rest on."""
    keys = touched.get(StatementRecord, set())
    if not keys:
        return
    with as_station():
        rows = StatementRecord.objects.filter(pk__in=keys)
        entities = set(rows.values_list("canonical_id", flat=True))
        refresh_profiles(entities)
        for table in (IdentityProposal, IdentityJudgement):
            pairs = table._base_manager.filter(Q(left__in=entities) | Q(right__in=entities))
            for row in pairs.only("id", "left", "right", "compartments"):
                table._base_manager.filter(pk=row.pk).update(compartments=_hiding_pair(row))
        open_ones = IdentityProposal.objects.filter(is_open=True, left__in=entities)
        open_ones |= IdentityProposal.objects.filter(is_open=True, right__in=entities)
        hide_proposals(list(open_ones.values_list("left", "right")))
        propose_for_entities(system_actor("identity"), entities, occasion="compartment")


def _hiding_pair(row: IdentityProposal | IdentityJudgement) -> list[UUID]:
    """Those that still hide a side, as before; and all of a side of which nothing else is to be seen."""
    left, right = hiding(row.left), hiding(row.right)
    kept = set(row.compartments) & (left | right)
    for side, compartments in ((row.left, left), (row.right, right)):
        if not EntityProfile._base_manager.filter(canonical_id=side, compartments=[]).exists():
            kept |= compartments
    return sorted(kept)


def find_entity(text: str) -> UUID | None:
    """The id under which an entity stands, from any of its ids."""
    if (identifier := _uuid(text)) is None:
        return None
    rows = StatementRecord.objects.filter(entity_id=identifier)
    return rows.values_list("canonical_id", flat=True).first()


def describe_entity(entity_id: UUID) -> str:
    profile = EntityProfile.objects.filter(canonical_id=entity_id).first()
    return profile.caption if profile else ""


def find_statement(text: str) -> UUID | None:
    identifier = _uuid(text)
    return identifier if identifier and StatementRecord.objects.filter(pk=identifier).exists() else None


def describe_statement(statement_id: UUID) -> str:
    row = StatementRecord.objects.filter(pk=statement_id).first()
    return row.value if row else ""


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
