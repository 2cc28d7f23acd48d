"""Same-identity proposals with their reasons, and the judgements that stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from jisr.core.handling import Handling, strictest
from jisr.core.identity.evidence import Comparison, Evidence
from jisr.station.knowledge.models import (
    EntityProfile,
    IdentityJudgement,
    IdentityProposal,
    StatementRecord,
    StatementState,
)
from jisr.station.knowledge.queries.names import NameReading, read_names
from jisr.station.knowledge.resolution.comparison import compare_entities
from jisr.station.knowledge.resolution.properties import properties_of

# No judgement has this id.
_NONE = UUID(int=0)


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
class NewEvidence:
    """A statement that has come since a person judged the pair, and still stands. side: "left" or "right"."""

    statement_id: UUID
    side: str
    prop: str
    value: str


@dataclass(frozen=True)
class ProposalView:
    """A proposal with both sides and the evidence as it stands now.

    Where a person judged the pair before and it came back: `earlier` is that judgement, `news` the statements that have
    come since, `new_claims` the claims of `comparison` that speak strongly for the pair and did not then.
    """

    id: UUID
    left: Side
    right: Side
    comparison: Comparison
    occasion: str
    proposed_at: datetime
    proposed_by: str
    earlier: "JudgementView | None" = None
    news: tuple[NewEvidence, ...] = ()
    new_claims: tuple[Evidence, ...] = ()

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.left, self.right

    @cached_property
    def names(self) -> NameReading | None:
        """The two names that are most alike, part by part; None where a side has none."""
        claims = (*self.comparison.speaking_for, *self.comparison.speaking_against, *self.comparison.neutral)
        found = next((claim for claim in claims if claim.code in ("names_alike", "names_differ")), None)
        return read_names(found.parameters["left"], found.parameters["right"]) if found else None

    @property
    def rows(self) -> list[tuple[str, list[str], list[str], bool]]:
        """(property, values left, values right, whether some value is on both sides); what both hold comes first.

        A name that heads its side is not said again.
        """
        ours, theirs = self.left.properties, self.right.properties
        properties = dict.fromkeys((*ours, *theirs))
        if max(len(ours.get("name", ())), len(theirs.get("name", ()))) == 1:
            properties.pop("name", None)  # it heads the side
        rows = [
            (
                prop,
                ours.get(prop, []),
                theirs.get(prop, []),
                not set(ours.get(prop, ())).isdisjoint(theirs.get(prop, ())),
            )
            for prop in properties
        ]
        return sorted(rows, key=lambda row: (row[0] != "name", not (row[1] and row[2])))


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
    undone_note: str = ""


@dataclass(frozen=True, slots=True)
class ProposalFilter:
    """Which pairs to show; empty fields do not limit. came: "first" or "again" (judged before)."""

    schema: str = ""
    least_score: float = 0.0
    came: str = ""


def count_open_proposals(_reader: object = None) -> int:
    """How many pairs await a person; the same for every reader."""
    return _open().count()


def count_proposals(wanted: ProposalFilter) -> int:
    """How many of the pairs that await a person fit the filter."""
    return _wanted(wanted).count()


def open_identity_proposals(
    limit: int = 25, offset: int = 0, wanted: ProposalFilter | None = None
) -> list[ProposalView]:
    """Pairs that await a person, the likeliest first."""
    found = _wanted(wanted or ProposalFilter())
    return _views(list(found.order_by("-score", "id")[offset : offset + limit]))


def open_proposal_of(first: UUID, second: UUID) -> ProposalView | None:
    """The proposal about these two entities, as they stand now, where it awaits a person."""
    canonical = dict(
        StatementRecord.objects.filter(entity_id__in=(first, second)).values_list("entity_id", "canonical_id")
    )
    left, right = sorted((canonical.get(first, first), canonical.get(second, second)))
    found = _views(list(_open().filter(left=left, right=right)))
    return found[0] if found else None


def schemata_of_proposals() -> list[str]:
    """Kinds of entities that pairs await a person about."""
    profiles = EntityProfile.objects.filter(canonical_id__in=_open().values("left"))
    return list(profiles.order_by("schema").values_list("schema", flat=True).distinct())


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


def judgement(judgement_id: UUID) -> JudgementView | None:
    """One decision, undone or not."""
    found = _judgement_views(IdentityJudgement.objects.filter(id=judgement_id))
    return found[0] if found else None


def judgements(limit: int = 25, offset: int = 0) -> list[JudgementView]:
    """What people decided, the latest first, undone decisions included."""
    return _judgement_views(IdentityJudgement.objects.order_by("-decided_at", "-id")[offset : offset + limit])


def judgements_of_entity(members: Sequence[UUID]) -> list[JudgementView]:
    """Decisions that touch any of these entities, the latest first."""
    touching = Q(left__in=members) | Q(right__in=members)
    return _judgement_views(IdentityJudgement.objects.filter(touching).order_by("-decided_at", "-id"))


def _open() -> QuerySet[IdentityProposal]:
    """A pair judged in the moment in which the station proposed it is not open, whatever the proposal says."""
    profiles = EntityProfile.objects.values("canonical_id")
    judged = IdentityJudgement.objects.filter(
        left=OuterRef("left"), right=OuterRef("right"), undone_at__isnull=True
    ).exclude(pk=Coalesce(OuterRef("again_after"), Value(_NONE)))
    open_ones = IdentityProposal.objects.filter(is_open=True, left__in=profiles, right__in=profiles)
    return open_ones.filter(~Exists(judged))


def _wanted(wanted: ProposalFilter) -> QuerySet[IdentityProposal]:
    found = _open()
    if wanted.schema:
        of_schema = EntityProfile.objects.filter(schema=wanted.schema).values("canonical_id")
        found = found.filter(Q(left__in=of_schema) | Q(right__in=of_schema))
    if wanted.least_score:
        found = found.filter(score__gte=wanted.least_score)
    if wanted.came:
        found = found.filter(again_after__isnull=wanted.came == "first")
    return found


def _views(proposals: Sequence[IdentityProposal]) -> list[ProposalView]:
    sides = _sides({entity for pair in proposals for entity in (pair.left, pair.right)})
    earlier = _earlier(proposals)
    news = _news(proposals)
    views = []
    for pair in proposals:
        left, right = sides[pair.left], sides[pair.right]
        comparison = compare_entities(pair.left, pair.right)
        views.append(
            ProposalView(
                pair.id, left, right, comparison, pair.occasion, pair.proposed_at, pair.proposed_by,
                earlier.get(pair.again_after), news.get(pair.id, ()),
                tuple(claim for claim in comparison.speaking_for if claim.code in pair.new_claims),
            )
        )  # fmt: skip
    return views


def _earlier(proposals: Sequence[IdentityProposal]) -> dict[UUID | None, JudgementView]:
    ids = {pair.again_after for pair in proposals if pair.again_after}
    return {view.id: view for view in _judgement_views(IdentityJudgement.objects.filter(id__in=ids))} if ids else {}


def _news(proposals: Sequence[IdentityProposal]) -> dict[UUID, tuple[NewEvidence, ...]]:
    ids = {statement for pair in proposals for statement in pair.new_statements}
    rows = StatementRecord.objects.filter(id__in=ids, state=StatementState.STANDING).in_bulk() if ids else {}
    return {
        pair.id: tuple(
            NewEvidence(row.id, "left" if row.canonical_id == pair.left else "right", row.prop, row.value)
            for statement in pair.new_statements
            if (row := rows.get(statement)) and row.canonical_id in (pair.left, pair.right)
        )
        for pair in proposals
    }


def _sides(entities: set[UUID]) -> dict[UUID, Side]:
    profiles = _profiles(entities)
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
    profiles = _profiles(canonical.values())
    own = _own_captions(entities)

    def held(entity: UUID) -> EntityProfile | None:
        return profiles.get(canonical.get(entity, entity))

    return [
        JudgementView(
            row.id, row.verdict, row.left, row.right, own.get(row.left, ""), own.get(row.right, ""), row.note,
            row.score, row.decided_at, row.decided_by, row.undone_at, row.undone_by,
            _marking(held(row.left), held(row.right)), row.undone_note,
        )
        for row in rows
    ]  # fmt: skip


def _profiles(entities: Iterable[UUID]) -> dict[UUID, EntityProfile]:
    found = EntityProfile.objects.filter(canonical_id__in=set(entities))
    return {profile.canonical_id: profile for profile in found}


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
