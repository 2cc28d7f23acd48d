"""Same-identity proposals with their reasons, and the judgements that stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from jisr.core.handling import Handling, strictest
from jisr.core.identity.evidence import Comparison
from jisr.station.knowledge.models import (
    EntityProfile,
    IdentityJudgement,
    IdentityProposal,
    StatementRecord,
)
from jisr.station.knowledge.resolution.comparison import compare_entities


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two entities, as a person compares them."""

    entity_id: UUID
    caption: str
    schema: str
    countries: tuple[str, ...]
    handling: Handling | None
    properties: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal with both sides and the evidence as it stands now."""

    id: UUID
    left: Side
    right: Side
    comparison: Comparison
    occasion: str
    proposed_at: datetime
    proposed_by: str

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.left, self.right


@dataclass(frozen=True, slots=True)
class JudgementView:
    id: UUID
    verdict: str
    left: UUID
    right: UUID
    left_caption: str
    right_caption: str
    note: str
    score: float
    decided_at: datetime
    decided_by: str
    undone_at: datetime | None
    undone_by: str
    handling: Handling | None


def count_open_proposals(_reader: object = None) -> int:
    """How many pairs await a person; the same for every reader."""
    return _open().count()


def open_identity_proposals(limit: int = 25, offset: int = 0) -> list[ProposalView]:
    """Pairs that await a person, the likeliest first."""
    return _views(list(_open().order_by("-score", "id")[offset : offset + limit]))


def proposals_of_occasion(occasion: str) -> list[ProposalView]:
    """Pairs that await a person and touch entities of one occasion, e.g. "report:<uuid>" or "dispatch:<uuid>"."""
    kind, _, identifier = occasion.partition(":")
    field = {"report": "report_id", "dispatch": "dispatch_id"}[kind]
    entities = StatementRecord.objects.filter(**{field: identifier}).values_list("canonical_id", flat=True)
    touching = Q(left__in=list(entities)) | Q(right__in=list(entities))
    return _views(list(_open().filter(touching).order_by("-score", "id")[:20]))


def proposals_of_entity(canonical_id: UUID) -> list[ProposalView]:
    """Pairs with this entity that await a person, the likeliest first."""
    touching = Q(left=canonical_id) | Q(right=canonical_id)
    return _views(list(_open().filter(touching).order_by("-score", "id")[:20]))


def proposal(proposal_id: UUID) -> ProposalView | None:
    """One proposal, open or not."""
    found = _views(list(IdentityProposal.objects.filter(id=proposal_id)))
    return found[0] if found else None


def count_judgements() -> int:
    return IdentityJudgement.objects.count()


def judgements(limit: int = 25, offset: int = 0) -> list[JudgementView]:
    """What people decided, the latest first, undone decisions included."""
    return _judgement_views(IdentityJudgement.objects.order_by("-decided_at", "-id")[offset : offset + limit])


def judgements_of_entity(members: Sequence[UUID]) -> list[JudgementView]:
    """Decisions that touch any of these entities, the latest first."""
    touching = Q(left__in=members) | Q(right__in=members)
    return _judgement_views(IdentityJudgement.objects.filter(touching).order_by("-decided_at", "-id"))


def _open() -> QuerySet[IdentityProposal]:
    profiles = EntityProfile.objects.values("pk")
    return IdentityProposal.objects.filter(is_open=True, left__in=profiles, right__in=profiles)


def _views(proposals: Sequence[IdentityProposal]) -> list[ProposalView]:
    sides = _sides({entity for pair in proposals for entity in (pair.left, pair.right)})
    views = []
    for pair in proposals:
        left, right = sides[pair.left], sides[pair.right]
        views.append(
            ProposalView(
                pair.id, left, right, compare_entities(pair.left, pair.right), pair.occasion, pair.proposed_at,
                pair.proposed_by,
            )
        )  # fmt: skip
    return views


def _sides(entities: set[UUID]) -> dict[UUID, Side]:
    from jisr.station.knowledge.resolution.properties import properties_of

    profiles = EntityProfile.objects.in_bulk(list(entities))
    records = properties_of(entities)
    return {
        entity: Side(
            entity,
            profiles[entity].caption if entity in profiles else "",
            profiles[entity].schema if entity in profiles else "",
            tuple(profiles[entity].countries) if entity in profiles else (),
            Handling.from_json(profiles[entity].handling) if entity in profiles else None,
            {prop: values for prop, values in records.get(entity, {}).items() if prop != "schema"},
        )
        for entity in entities
    }


def _judgement_views(found: Iterable[IdentityJudgement]) -> list[JudgementView]:
    rows = list(found)
    entities = {entity for row in rows for entity in (row.left, row.right)}
    canonical = dict(
        StatementRecord.objects.filter(entity_id__in=entities).values_list("entity_id", "canonical_id").distinct()
    )
    profiles = EntityProfile.objects.in_bulk(list(set(canonical.values())))
    own = _own_captions(entities)

    return [
        JudgementView(
            row.id, row.verdict, row.left, row.right, own.get(row.left, ""), own.get(row.right, ""), row.note,
            row.score, row.decided_at, row.decided_by, row.undone_at, row.undone_by,
            _marking(profiles.get(canonical.get(row.left)), profiles.get(canonical.get(row.right))),
        )
        for row in rows
    ]  # fmt: skip


def _marking(*profiles: EntityProfile | None) -> Handling | None:
    """The strictest marking of what is still held; None where nothing is."""
    held = [Handling.from_json(profile.handling) for profile in profiles if profile]
    return strictest(held) if held else None


def _own_captions(entities: set[UUID]) -> dict[UUID, str]:
    """The name each entity had by itself, which the joined view no longer shows first."""
    names = StatementRecord.objects.filter(entity_id__in=entities, prop="name", state="standing").order_by(
        "-first_seen"
    )
    return dict(names.values_list("entity_id", "value"))
