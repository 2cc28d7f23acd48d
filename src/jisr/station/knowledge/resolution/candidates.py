"""Which known entities may be the same as one: found by shared name keys and identifiers, weighed by the evidence."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q
from rapidfuzz import fuzz, process

from jisr.core.identity import name_key, name_skeleton, score_names
from jisr.core.identity.evidence import IDENTIFIER_PROPERTIES, NameFrequency, compare_records
from jisr.station.knowledge.models import (
    EntityProfile,
    IdentityJudgement,
    StatementRecord,
    StatementState,
)
from jisr.station.knowledge.resolution.properties import properties_of

#: Pairs below this score are not proposed.
LIKELY = 0.75
_ALIKE = 0.85
_BY_KEYS = 300
# Names of the profiles found by keys that are scored in full, after a compiled pass over their consonants.
_RANKED = 120
_RATIO_FLOOR = 50.0
_PROPOSED_AT_MOST = 10
_KINDS = (
    {"Person", "LegalEntity"},
    {"Organization", "Company", "PublicBody", "LegalEntity"},
    {"Vehicle", "Vessel", "Airplane"},
)

# Profiles that share most keys with a name, rarest overlap first. Keys are a GIN-indexed array.
_SHARING_KEYS = """
SELECT canonical_id, schema, caption, names, skeletons,
       cardinality(ARRAY(SELECT unnest(keys) INTERSECT SELECT unnest(%(keys)s::text[]))) AS shared
  FROM knowledge_entityprofile
 WHERE keys && %(keys)s::text[]
 ORDER BY shared DESC, cardinality(keys), canonical_id
 LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class NamedProfile:
    """An entity found by a name. score: likeness of its best name, 0..1."""

    canonical_id: UUID
    schema: str
    caption: str
    name: str
    score: float


def profiles_named(names: Iterable[str], limit: int = _BY_KEYS) -> list[NamedProfile]:
    """Entities with a name like one of these, best first."""
    asked = [name for name in names if name.strip()]
    keys = sorted({key for name in asked for key in name_key(name)})
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SHARING_KEYS, {"keys": keys, "limit": limit})
        rows = cursor.fetchall()
    named = [(row, name, skeleton) for row in rows for name, skeleton in zip(row[3], row[4], strict=True)]
    skeletons = [skeleton for _, _, skeleton in named]
    near = [
        (ratio, name, at)
        for name in asked
        for _, ratio, at in process.extract(
            name_skeleton(name), skeletons, scorer=fuzz.token_sort_ratio, limit=_RANKED, score_cutoff=_RATIO_FLOOR
        )
    ]
    best: dict[UUID, NamedProfile] = {}
    for _, name, at in heapq.nlargest(_RANKED, near):
        (canonical_id, schema, caption, *_rest), bearer, _skeleton = named[at]
        found = NamedProfile(canonical_id, schema, caption, bearer, score_names(name, bearer))
        if canonical_id not in best or best[canonical_id].score < found.score:
            best[canonical_id] = found
    return sorted(best.values(), key=lambda profile: (-profile.score, profile.canonical_id))


def likely_same(canonical_id: UUID) -> list[tuple[UUID, float]]:
    """Entities that may be the same as this one and that nobody has judged yet: (id, score), best first."""
    profile = EntityProfile.objects.filter(pk=canonical_id).first()
    if profile is None:
        return []
    named = profiles_named(profile.names)
    records = properties_of([canonical_id])
    own = records[canonical_id]
    near = [found.canonical_id for found in named if found.score >= 0.6][: 3 * _PROPOSED_AT_MOST]
    candidates = {*near, *_sharing_identifiers(own)} - _judged_with(canonical_id) - {canonical_id}
    frequency = _frequency(named, profile.schema)
    scored = [
        (candidate, compare_records(own, record, frequency).score)
        for candidate, record in properties_of(candidates).items()
        if _same_kind(profile.schema, record["schema"][0])
    ]
    likely = [(candidate, score) for candidate, score in scored if score >= LIKELY]
    return sorted(likely, key=lambda pair: (-pair[1], pair[0]))[:_PROPOSED_AT_MOST]


def name_frequency(names: Iterable[str], schema: str) -> NameFrequency:
    """How many of all known entities of a schema bear a name like these."""
    return _frequency(profiles_named(names), schema)


def _frequency(named: Sequence[NamedProfile], schema: str) -> NameFrequency:
    bearers = sum(found.score >= _ALIKE and found.schema == schema for found in named)
    return NameFrequency(bearers, EntityProfile.objects.filter(schema=schema).count())


def _sharing_identifiers(own: dict[str, list[str]]) -> set[UUID]:
    wanted = Q(pk__in=[])
    for prop in IDENTIFIER_PROPERTIES:
        if own.get(prop):
            wanted |= Q(prop=prop, value__in=own[prop])
    rows = StatementRecord.objects.filter(wanted, state=StatementState.STANDING)
    return set(rows.values_list("canonical_id", flat=True)[:100])


def _judged_with(canonical_id: UUID) -> set[UUID]:
    """Canonical ids that a standing judgement already relates to this entity or any of its parts."""
    members = set(
        StatementRecord.objects.filter(canonical_id=canonical_id).values_list("entity_id", flat=True).distinct()
    )
    pairs = IdentityJudgement.objects.filter(undone_at__isnull=True).filter(Q(left__in=members) | Q(right__in=members))
    others = {entity for pair in pairs.values_list("left", "right") for entity in pair} - members
    return set(StatementRecord.objects.filter(entity_id__in=others).values_list("canonical_id", flat=True))


def _same_kind(first: str, second: str) -> bool:
    return first == second or any({first, second} <= kind for kind in _KINDS)
