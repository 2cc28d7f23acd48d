"""Which known entities bear a name like a given one: from the index in memory, or by shared keys while it is read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from jisr.core.identity import name_key, score_pairs
from jisr.core.identity.evidence import NameFrequency
from jisr.station.knowledge.models import EntityProfile
from jisr.station.knowledge.resolution.name_index import Bearer, station_names

# A name as likely as this to be the same counts among its bearers: of hard pairs on public lists 3 in 100 different
# ones reach it. Lower, every Mohamed would be a bearer of every other's name and no name would be rare.
_ALIKE = 0.85
_BEST = 200
_BY_KEYS = 300
# Names that are scored where the keys answer; more would make somebody wait.
_SCORED_BY_KEYS = 2_000

# Profiles that share most keys with a name, rarest overlap first. Keys are a GIN-indexed array.
_SHARING_KEYS = """
SELECT id, names,
       cardinality(ARRAY(SELECT unnest(keys) INTERSECT SELECT unnest(%(keys)s::text[]))) AS shared
  FROM knowledge_entityprofile
 WHERE keys && %(keys)s::text[]
 ORDER BY shared DESC, cardinality(keys), id
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


def profiles_named(names: Iterable[str], limit: int = _BEST) -> list[NamedProfile]:
    """Entities with a name like one of these, best first; at most so many for each name in memory."""
    asked = list(dict.fromkeys(name for name in names if name.strip()))
    found = station_names.search(asked, limit)
    best: dict[UUID, Bearer] = {}
    for bearer in _by_keys(asked) if found is None else found:
        if bearer.profile not in best or best[bearer.profile].score < bearer.score:
            best[bearer.profile] = bearer
    return sorted(_as_they_stand(best), key=lambda profile: (-profile.score, profile.canonical_id))


def name_frequency(names: Iterable[str], schema: str) -> NameFrequency:
    """How many of all known entities of a schema bear a name like these."""
    return frequency_among(profiles_named(names), schema)


def frequency_among(named: Sequence[NamedProfile], schema: str) -> NameFrequency:
    """The same from what `profiles_named` found already."""
    bearers = sum(found.score >= _ALIKE and found.schema == schema for found in named)
    return NameFrequency(bearers, EntityProfile.objects.filter(schema=schema).count())


def _as_they_stand(best: dict[UUID, Bearer]) -> list[NamedProfile]:
    profiles = EntityProfile.objects.filter(pk__in=best).values_list("pk", "canonical_id", "schema", "caption", "names")
    return [
        NamedProfile(entity, schema, caption, names[best[pk].ordinal], best[pk].score)
        for pk, entity, schema, caption, names in profiles
        if best[pk].ordinal < len(names)
    ]


def _by_keys(asked: Sequence[str]) -> list[Bearer]:
    keys = sorted({key for name in asked for key in name_key(name)})
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SHARING_KEYS, {"keys": keys, "limit": _BY_KEYS})
        rows = cursor.fetchall()
    named = [
        (entity, ordinal, name, known)
        for entity, names, _ in rows
        for ordinal, known in enumerate(names)
        for name in asked
    ][:_SCORED_BY_KEYS]
    scores = score_pairs([(name, known) for _, _, name, known in named])
    return [Bearer(entity, ordinal, float(score)) for (entity, ordinal, _, _), score in zip(named, scores, strict=True)]
