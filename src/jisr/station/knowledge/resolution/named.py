"""Which known entities bear a name like a given one: found by shared name keys, ranked by the likeness of the names."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from rapidfuzz import fuzz, process

from jisr.core.identity import name_key, name_skeleton, score_names
from jisr.core.identity.evidence import NameFrequency
from jisr.station.knowledge.models import EntityProfile

_ALIKE = 0.85
_BY_KEYS = 300
# Names of the profiles found by keys that are scored in full, after a compiled pass over their consonants.
_RANKED = 120
_RATIO_FLOOR = 50.0

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


def name_frequency(names: Iterable[str], schema: str) -> NameFrequency:
    """How many of all known entities of a schema bear a name like these."""
    return frequency_among(profiles_named(names), schema)


def frequency_among(named: Sequence[NamedProfile], schema: str) -> NameFrequency:
    """The same from what `profiles_named` found already."""
    bearers = sum(found.score >= _ALIKE and found.schema == schema for found in named)
    return NameFrequency(bearers, EntityProfile.objects.filter(schema=schema).count())
