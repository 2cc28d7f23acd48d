"""Which known entities may be the same as one: found by names, identifiers and open questions, weighed by the evidence.

A pair that a person judged "different" or "unsure" stays away until something new identifies one of the two.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from jisr.core.identity.evidence import IDENTIFIER_PROPERTIES, Properties
from jisr.core.identity.identifiers import document, email, iban, phone
from jisr.station.knowledge.models import EntityProfile, StatementRecord, StatementState
from jisr.station.knowledge.resolution.comparison import compare, is_worth_a_look, records_of
from jisr.station.knowledge.resolution.fingerprints import identifying_statements
from jisr.station.knowledge.resolution.matchable import matchable_among
from jisr.station.knowledge.resolution.named import frequency_among, profiles_named
from jisr.station.knowledge.resolution.standing import Judged, News, judged_with, news_since

# Names below this likeness are not weighed further, unless a number or a question brings the pair up. Different names
# score near 0.2; from 0.4 a date of birth or a place can still bring a pair to where it is proposed.
_NEAR_NAME = 0.4
_PROPOSED_AT_MOST = 10
_SHARING_AT_MOST = 100
_KINDS = (
    {"Person", "LegalEntity"},
    {"Organization", "Company", "PublicBody", "LegalEntity"},
    {"Vehicle", "Vessel", "Airplane"},
)


@dataclass(frozen=True, slots=True)
class Likely:
    """An entity that may be the same as another.

    Attributes:
        score: 0..1, higher is likelier.
        again_after: the judgement after which this is proposed again; None where nobody has judged.
        news: what has come since that judgement.
    """

    canonical_id: UUID
    score: float
    again_after: UUID | None = None
    news: News = field(default_factory=News)


def likely_same(canonical_id: UUID) -> list[tuple[UUID, float]]:
    """Entities that may be the same as this one and await a person's judgement: (id, score), best first."""
    return [(likely.canonical_id, likely.score) for likely in likely_with_reasons(canonical_id)]


def likely_with_reasons(canonical_id: UUID) -> list[Likely]:
    """As `likely_same`, saying what is new where a person judged the pair before."""
    profile = EntityProfile.objects.filter(canonical_id=canonical_id).first()
    if profile is None or canonical_id not in matchable_among([canonical_id]):
        return []
    named = profiles_named(profile.names)
    own = records_of([canonical_id])[canonical_id]
    judged = judged_with(canonical_id)
    near = [found.canonical_id for found in named if found.score >= _NEAR_NAME][: 3 * _PROPOSED_AT_MOST]
    unsure = {other for other, before in judged.items() if before.is_unsure}
    candidates = matchable_among({*near, *_sharing_identifiers(own), *unsure} - {canonical_id})
    frequency = frequency_among(named, profile.schema)
    identifying = identifying_statements({canonical_id, *judged}) if judged else {}
    likely = []
    for candidate, record in records_of(candidates).items():
        if not _same_kind(profile.schema, record["schema"][0]):
            continue
        comparison = compare(own, record, frequency)
        before = judged.get(candidate)
        news = news_since(before, comparison, identifying) if before else News()
        if _awaits_a_person(before, news) and (is_worth_a_look(comparison) or (before and before.is_unsure)):
            likely.append(Likely(candidate, comparison.score, before.judgement.id if before else None, news))
    return sorted(likely, key=lambda found: (-found.score, found.canonical_id))[:_PROPOSED_AT_MOST]


def _awaits_a_person(before: Judged | None, news: News) -> bool:
    return before is None or bool(news)


def _sharing_identifiers(own: Properties) -> set[UUID]:
    wanted = Q(pk__in=[])
    for prop in IDENTIFIER_PROPERTIES:
        if own.get(prop):
            wanted |= Q(prop=prop, value__in=_spellings(prop, own[prop]))
    rows = StatementRecord.objects.filter(wanted, state=StatementState.STANDING)
    return set(rows.values_list("canonical_id", flat=True)[:_SHARING_AT_MOST])


def _spellings(prop: str, values: Collection[str]) -> set[str]:
    """The values as they stand and in the normal form in which findings and forms are stored."""
    normal = {"phone": phone.normalize, "email": email.normalize, "iban": iban.normalize}.get(prop, document.normalize)
    return {*values, *(found for value in values if (found := normal(value)))}


def _same_kind(first: str, second: str) -> bool:
    return first == second or any({first, second} <= kind for kind in _KINDS)
