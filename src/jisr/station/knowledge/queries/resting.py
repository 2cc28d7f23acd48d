"""What rests on statements: own claims beside them, judgements about who somebody is, what came in their place."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from jisr.core.statements import Statement
from jisr.station.knowledge.models import IdentityJudgement, StatementRecord, StatementState
from jisr.station.knowledge.rows import statement_of


@dataclass(frozen=True, slots=True)
class RestingOn:
    """Ids of what a person should look at again when statements change."""

    statements: tuple[UUID, ...] = ()
    judgements: tuple[UUID, ...] = ()


def received_ids(dispatch_id: UUID, origin_ids: Collection[UUID] | None = None) -> list[UUID]:
    """Ids under which statements of a dispatch are kept here, standing or not; None: all of them."""
    rows = StatementRecord.objects.filter(dispatch_id=dispatch_id)
    if origin_ids is not None:
        rows = rows.filter(origin_id__in=origin_ids)
    return list(rows.order_by("id").values_list("id", flat=True))


def resting_on(statement_ids: Collection[UUID]) -> RestingOn:
    """Own standing statements of the same property and entity, and judgements that joined that entity to another.

    A person's own claim beside a partner's was written, or left standing, in its light; which of the two came first
    does not matter.
    """
    touched = StatementRecord.objects.filter(id__in=statement_ids).values_list("canonical_id", "entity_id", "prop")
    if not touched:
        return RestingOn()
    beside = Q()
    for canonical, prop in {(canonical, prop) for canonical, _, prop in touched}:
        beside |= Q(canonical_id=canonical, prop=prop)
    own = StatementRecord.objects.filter(beside, state=StatementState.STANDING, received_from="")
    entities = {entity for _, entity, _ in touched}
    judged = IdentityJudgement.objects.filter(undone_at__isnull=True).filter(
        Q(left__in=entities) | Q(right__in=entities)
    )
    return RestingOn(
        statements=tuple(own.exclude(id__in=statement_ids).order_by("id").values_list("id", flat=True)),
        judgements=tuple(judged.order_by("id").values_list("id", flat=True)),
    )


def successors(statement_ids: Collection[UUID]) -> dict[UUID, Statement]:
    """Standing statements that came in the place of others, by the id of the one replaced."""
    rows = StatementRecord.objects.filter(supersedes__in=statement_ids, state=StatementState.STANDING)
    return {row.supersedes: statement_of(row) for row in rows if row.supersedes is not None}


def entity_of_statement(statement_id: UUID) -> UUID | None:
    """The entity that a statement is about, as people judge today."""
    return StatementRecord.objects.filter(id=statement_id).values_list("canonical_id", flat=True).first()
