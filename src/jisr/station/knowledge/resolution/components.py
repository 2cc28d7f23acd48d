"""Which entities people judged to be one: connected components of the standing "same" judgements."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from jisr.station.knowledge.models import IdentityJudgement, Verdict


def component_of(entity: UUID) -> set[UUID]:
    """The entity and every one joined to it, directly or through others."""
    reached, edge = {entity}, {entity}
    while edge:
        pairs = _same().filter(Q(left__in=edge) | Q(right__in=edge)).values_list("left", "right")
        edge = {entity for pair in pairs for entity in pair} - reached
        reached |= edge
    return reached


def joined(entities: Iterable[UUID]) -> list[set[UUID]]:
    """The components among these entities, each complete; an entity of its own is a component of one."""
    wanted = set(entities)
    neighbours: dict[UUID, set[UUID]] = defaultdict(set)
    for left, right in _same().filter(Q(left__in=wanted) | Q(right__in=wanted)).values_list("left", "right"):
        neighbours[left].add(right)
        neighbours[right].add(left)
    parts: list[set[UUID]] = []
    while wanted:
        part, edge = set(), {wanted.pop()}
        while edge:
            part |= edge
            edge = {near for entity in edge for near in neighbours[entity]} - part
        parts.append(part)
        wanted -= part
    return parts


def _same() -> QuerySet[IdentityJudgement]:
    return IdentityJudgement.objects.filter(verdict=Verdict.SAME, undone_at__isnull=True)
