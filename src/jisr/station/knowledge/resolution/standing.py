"""Which standing judgements relate two entities as they are joined now, and what has come since."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from jisr.core.identity.evidence import Comparison, Direction, Strength
from jisr.station.knowledge.models import IdentityJudgement, StatementRecord, Verdict
from jisr.station.knowledge.resolution.components import component_of
from jisr.station.knowledge.resolution.fingerprints import Identifying

# Claims whose weight follows the names, which no new statement need stand behind.
_OF_NAMES = frozenset({"names_alike", "rare_name"})


@dataclass(frozen=True, slots=True)
class News:
    """What has come since a judgement: ids of identifying statements, codes of strong claims for the pair."""

    statements: tuple[UUID, ...] = ()
    claims: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.statements or self.claims)


@dataclass(frozen=True, slots=True)
class Judged:
    """The latest "different" or "unsure" between two entities; `left` and `right` are their canonical ids now."""

    judgement: IdentityJudgement
    left: UUID
    right: UUID

    @property
    def is_unsure(self) -> bool:
        return self.judgement.verdict == Verdict.UNSURE


def judged_with(canonical_id: UUID) -> dict[UUID, Judged]:
    """By the canonical id of the other: what a person last said about this entity and that one."""
    members = component_of(canonical_id)
    rows = list(_apart().filter(Q(left__in=members) | Q(right__in=members)).order_by("decided_at", "id"))
    canonical = _canonical_of({entity for row in rows for entity in (row.left, row.right)})
    found: dict[UUID, Judged] = {}
    for row in rows:
        left, right = canonical.get(row.left, row.left), canonical.get(row.right, row.right)
        if left != right:
            found[right if left == canonical_id else left] = Judged(row, left, right)
    return found


def kept_apart(ours: Collection[UUID], theirs: Collection[UUID]) -> IdentityJudgement | None:
    """The latest standing "different" between any of these entities and any of those."""
    between = Q(left__in=ours, right__in=theirs) | Q(left__in=theirs, right__in=ours)
    return _apart().filter(between, verdict=Verdict.DIFFERENT).order_by("-decided_at", "-id").first()


def joining(first: UUID, second: UUID) -> IdentityJudgement | None:
    """A standing "same" through which two entities are one: theirs where there is one, else the first on the way."""
    whole = component_of(first)
    edges = list(
        IdentityJudgement.objects.filter(verdict=Verdict.SAME, undone_at__isnull=True, left__in=whole).order_by("id")
    )
    reached: dict[UUID, IdentityJudgement | None] = {first: None}
    edge = [first]
    while edge and second not in reached:
        steps = [
            (b, reached[a] or row)
            for a in edge
            for row in edges
            for b in _other_end(row, a)
            if b not in reached
        ]  # fmt: skip
        reached.update(reversed(steps))
        edge = list(dict(steps))
    return reached.get(second)


def news_since(judged: Judged, comparison: Comparison, identifying: Mapping[UUID, Sequence[Identifying]]) -> News:
    """What identifies either side now and did not when the person judged, and what speaks strongly that did not.

    Args:
        identifying: of both sides, as `identifying_statements` gives it.
    """
    judgement = judged.judgement
    sides = ((judged.left, judgement.left_known), (judged.right, judgement.right_known))
    if judgement.evidence_digest:
        fresh = [
            statement.id
            for side, known in sides
            for statement in identifying.get(side, ())
            if statement.fingerprint not in known
        ]
    else:
        # Judged before fingerprints were kept: only the time tells.
        ids = [statement.id for side, _ in sides for statement in identifying.get(side, ())]
        recorded = StatementRecord.objects.filter(id__in=ids, recorded_at__gt=judgement.decided_at)
        fresh = list(recorded.order_by("id").values_list("id", flat=True))
    return News(tuple(fresh), tuple(sorted(_strong_codes(comparison) - {*judgement.evidence_codes})))


def _strong_codes(comparison: Comparison) -> set[str]:
    return {
        claim.code
        for claim in comparison.speaking_for
        if claim.strength is Strength.STRONG and claim.direction is Direction.FOR and claim.code not in _OF_NAMES
    }


def _apart() -> QuerySet[IdentityJudgement]:
    return IdentityJudgement.objects.filter(undone_at__isnull=True, verdict__in=(Verdict.DIFFERENT, Verdict.UNSURE))


def _canonical_of(entities: Iterable[UUID]) -> dict[UUID, UUID]:
    rows = StatementRecord.objects.filter(entity_id__in=set(entities))
    return dict(rows.values_list("entity_id", "canonical_id").distinct())


def _other_end(row: IdentityJudgement, end: UUID) -> tuple[UUID, ...]:
    if end == row.left:
        return (row.right,)
    return (row.left,) if end == row.right else ()
