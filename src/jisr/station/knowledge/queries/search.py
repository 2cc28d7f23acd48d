"""Search over entities and texts in three languages: identifiers first, then names in any script, then words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import F, Q, QuerySet, Value

from jisr.core.handling import Handling
from jisr.core.identity import explain_names
from jisr.core.identity.folding import fold, fold_digits
from jisr.core.identity.identifiers import iban, passport, phone
from jisr.station.knowledge.models import EntityProfile, SearchableText, StatementRecord, StatementState
from jisr.station.knowledge.resolution.named import NamedProfile, profiles_named
from jisr.station.vault.blinding import blind_query

_CONFIGURATIONS = ("arabic", "french", "english", "simple")
# Names likelier the same than not; a reader sees the likeness and judges.
_NAME_FLOOR = 0.5
_HIT_START, _HIT_END = "\x02", "\x03"
# PostgreSQL drops what looks like a tag from a headline; a control character behind "<" keeps it text.
_NO_TAG = "<\x01"


@dataclass(frozen=True, slots=True)
class EntityFilter:
    """What to look for; empty fields do not limit."""

    q: str = ""
    schema: str = ""
    country: str = ""
    category: str = ""
    originator: str = ""
    changed_from: date | None = None


@dataclass(frozen=True, slots=True)
class EntityHit:
    """One entity found.

    Attributes:
        why: "identifier", "name" (score 0..1), "words" or "" (no words asked for).
        found_name: the name of the entity that is most like the words asked for, where it was found by name.
        reasons: which parts of the two stand for each other, "Mohamed ≈ محمد".
    """

    entity_id: UUID
    schema: str
    caption: str
    other_names: tuple[str, ...]
    countries: tuple[str, ...]
    categories: tuple[str, ...]
    originators: tuple[str, ...]
    handling: Handling
    statement_count: int
    changed_at: datetime
    why: str = ""
    score: float | None = None
    found_name: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextHit:
    """One portion found. fragments: pieces of text with whether they match."""

    subject: str
    title: str
    lang: str
    originator: str
    handling: Handling
    dated: datetime
    fragments: tuple[tuple[str, bool], ...]

    @property
    def kind(self) -> str:
        return self.subject.partition(":")[0]

    @property
    def subject_id(self) -> str:
        return self.subject.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Found[T]:
    """One page of hits and how many there are in all."""

    hits: list[T]
    total: int


def search_entities(wanted: EntityFilter, *, limit: int = 25, offset: int = 0) -> Found[EntityHit]:
    """Entities that fit the filter: best first where words are asked for, else the last changed first."""
    profiles = _filtered(wanted)
    asked = wanted.q.replace("\x00", "").strip()
    if not asked:
        page = profiles.order_by("-changed_at", "canonical_id")[offset : offset + limit]
        return Found([_hit(profile) for profile in page], profiles.count())
    best = _best(asked, profiles)
    by_words = profiles.filter(words=_words(asked)).exclude(pk__in=[profile.pk for profile, _ in best])
    total = len(best) + by_words.count()
    hits = [_found(asked, profile, named) for profile, named in best[offset : offset + limit]]
    if len(hits) < limit:
        start = max(0, offset - len(best))
        ranked = by_words.annotate(rank=SearchRank(F("words"), _words(asked))).order_by("-rank", "canonical_id")
        hits += [_hit(profile, "words") for profile in ranked[start : start + limit - len(hits)]]
    return Found(hits, total)


def entity_ids(wanted: EntityFilter, limit: int = 100_000) -> list[UUID]:
    """Ids of all entities that fit the filter, in the order of the list."""
    if not wanted.q.strip():
        profiles = _filtered(wanted).order_by("-changed_at", "canonical_id")
        return list(profiles.values_list("canonical_id", flat=True)[:limit])
    return [hit.entity_id for hit in search_entities(wanted, limit=limit).hits]


def entities_of_occasion(occasion: str) -> list[EntityHit]:
    """Entities that a report or dispatch makes claims about: "report:<uuid>" or "dispatch:<uuid>"."""
    kind, _, identifier = occasion.partition(":")
    field = {"report": "report_id", "dispatch": "dispatch_id"}[kind]
    rows = StatementRecord.objects.filter(state=StatementState.STANDING, **{field: identifier})
    profiles = EntityProfile.objects.filter(canonical_id__in=rows.values("canonical_id")).order_by("schema", "caption")
    return [_hit(profile) for profile in profiles]


def search_texts(
    q: str, *, lang: str = "", limit: int = 25, offset: int = 0, subjects: Sequence[str] | None = None
) -> Found[TextHit]:
    """Portions of reports and dispatches that hold the words, in whatever inflection; best first."""
    asked = q.replace("\x00", "").strip()
    if not asked:
        return Found([], 0)
    query = blind_query(asked, _readings(asked))
    texts = SearchableText.objects.filter(words=query)
    if lang:
        texts = texts.filter(lang=lang)
    if subjects is not None:
        texts = texts.filter(subject__in=subjects)
    ranked = texts.annotate(rank=SearchRank(F("words"), query)).order_by("-rank", "-dated", "id")
    hits = [_text_hit(text, _words(asked)) for text in ranked[offset : offset + limit]]
    return Found(hits, texts.count())


def subjects_with(words: str, kind: str) -> list[str]:
    """Ids of all reports or dispatches (`kind`) whose title or text holds the words."""
    asked = words.replace("\x00", "").strip()
    if not asked:
        return []
    found = SearchableText.objects.filter(words=blind_query(asked, _readings(asked)), subject__startswith=f"{kind}:")
    return [subject.partition(":")[2] for subject in found.values_list("subject", flat=True).distinct()]


def _text_hit(text: SearchableText, query: SearchQuery) -> TextHit:
    headline = SearchHeadline(
        Value(text.text.replace("<", _NO_TAG)),
        query,
        config={"ar": "arabic", "fr": "french"}.get(text.lang, "english"),
        start_sel=_HIT_START,
        stop_sel=_HIT_END,
        max_words=40,
        min_words=15,
    )
    shown = SearchableText.objects.filter(pk=text.pk).values_list(headline, flat=True)[0]
    return TextHit(
        text.subject,
        text.title,
        text.lang,
        text.originator,
        Handling.from_json(text.handling),
        text.dated,
        fragments_of(shown),
    )


def fragments_of(headline: str) -> tuple[tuple[str, bool], ...]:
    """A headline with marked hits as pieces of plain text, each with whether it is a hit."""
    pieces = re.split(f"([{_HIT_START}{_HIT_END}])", headline.replace(_NO_TAG, "<"))
    fragments, is_hit = [], False
    for piece in pieces:
        if piece in (_HIT_START, _HIT_END):
            is_hit = piece == _HIT_START
        elif piece:
            fragments.append((piece, is_hit))
    return tuple(fragments)


def filter_choices() -> dict[str, list[str]]:
    """Values that occur, for the filters of the list: schemata, originators."""
    profiles = EntityProfile.objects.all()
    schemata = profiles.order_by("schema").values_list("schema", flat=True).distinct()
    originators = StatementRecord.objects.filter(state=StatementState.STANDING).order_by("originator")
    return {
        "schemata": list(schemata),
        "originators": list(originators.values_list("originator", flat=True).distinct()),
    }


def _filtered(wanted: EntityFilter) -> QuerySet[EntityProfile]:
    limits = Q()
    if wanted.schema:
        limits &= Q(schema=wanted.schema)
    if wanted.country:
        limits &= Q(countries__contains=[wanted.country.lower()])
    if wanted.category:
        limits &= Q(categories__contains=[wanted.category])
    if wanted.originator:
        limits &= Q(originators__contains=[wanted.originator])
    if wanted.changed_from:
        limits &= Q(changed_at__date__gte=wanted.changed_from)
    return EntityProfile.objects.filter(limits)


def _best(asked: str, profiles: QuerySet[EntityProfile]) -> list[tuple[EntityProfile, NamedProfile | None]]:
    """Profiles found by name, and before them (None) by a number."""
    reasons: dict[UUID, NamedProfile | None] = {
        found.canonical_id: found for found in profiles_named([asked]) if found.score >= _NAME_FLOOR
    }
    identifiers = StatementRecord.objects.filter(value__in=_identifier_forms(asked), state=StatementState.STANDING)
    for entity in identifiers.values_list("canonical_id", flat=True)[:200]:
        reasons[entity] = None
    held = {profile.canonical_id: profile for profile in profiles.filter(canonical_id__in=reasons)}
    order = sorted(held, key=lambda entity: (-(named.score if (named := reasons[entity]) else 2.0), entity))
    return [(held[entity], reasons[entity]) for entity in order]


def _found(asked: str, profile: EntityProfile, named: NamedProfile | None) -> EntityHit:
    if named is None:
        return _hit(profile, "identifier")
    pairs = tuple(f"{match.first} ≈ {match.second}" for match in explain_names(asked, named.name).matches)
    return replace(_hit(profile, "name", named.score), found_name=named.name, reasons=pairs)


def _identifier_forms(asked: str) -> set[str]:
    """Normal forms that the words may be: as numbers of phones, accounts and documents, or any exact value."""
    forms = {phone.normalize(asked), iban.normalize(asked), passport.normalize(asked)}
    plain = fold_digits(asked)
    return {form for form in forms if form} | {asked, plain, plain.upper(), plain.casefold()}


def _readings(asked: str) -> list[tuple[str, str]]:
    """The words as each configuration is to read them."""
    return [("simple", fold(asked)), *((configuration, asked) for configuration in _CONFIGURATIONS)]


def _words(asked: str) -> SearchQuery:
    """The words in the stems of each language, any of them."""
    first, *others = [
        SearchQuery(words, config=configuration, search_type="websearch") for configuration, words in _readings(asked)
    ]
    for other in others:
        first |= other
    return first


def _hit(profile: EntityProfile, why: str = "", score: float | None = None) -> EntityHit:
    return EntityHit(
        profile.canonical_id,
        profile.schema,
        profile.caption,
        tuple(name for name in profile.names if name != profile.caption)[:4],
        tuple(profile.countries),
        tuple(profile.categories),
        tuple(profile.originators),
        Handling.from_json(profile.handling),
        profile.statement_count,
        profile.changed_at,
        why,
        score,
    )
