"""Who of the known may be a person who asks about themselves: under every spelling, quarantined claims included.

Everything near is shown with its reasons, also what is weak: a person decides, no score does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from jisr.core.handling import Handling
from jisr.core.identity import explain_names, score_pairs
from jisr.core.identity.evidence import NAME_PROPERTIES, Comparison
from jisr.core.identity.identifiers import document, email, iban, phone
from jisr.station.knowledge.models import StatementRecord, StatementState
from jisr.station.knowledge.resolution.comparison import compare
from jisr.station.knowledge.resolution.named import frequency_among, profiles_named
from jisr.station.knowledge.rows import handling_of

# Different names score near 0.2; from here on a date of birth or a number can make it the same person.
_NEAR_NAME = 0.4
_MOST = 40
_WITHHELD_AT_MOST = 20_000
_NUMBERS = ("passportNumber", "idNumber", "phone", "email", "iban", "accountNumber", "taxNumber")
_SUBJECTS = ("Person", "LegalEntity")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of the one who asks."""

    names: tuple[str, ...]
    birth_date: str = ""
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectCandidate:
    """An entity that may be the person.

    Attributes:
        likeness: of the names most alike, 0..1; None where a number led there.
        pairs: parts of the two names that stand for each other, "Mohamed ≈ محمد".
        comparison: all reasons for and against, weighed.
        properties: what the claims say, by property; those withheld too.
        is_withheld: nothing of it stands: found in quarantine only.
        originators: whose claims there are.
    """

    entity_id: UUID
    caption: str
    schema: str
    name: str
    likeness: float | None
    pairs: tuple[str, ...]
    comparison: Comparison
    properties: dict[str, list[str]]
    is_withheld: bool
    originators: tuple[str, ...]
    handlings: tuple[Handling, ...]

    @property
    def other_properties(self) -> dict[str, list[str]]:
        """All but a name that stands alone: it heads the candidate."""
        is_alone = self.properties.get("name") == [self.name]
        return {prop: values for prop, values in self.properties.items() if prop != "name" or not is_alone}


def subject_candidates(asked: Asked) -> list[SubjectCandidate]:
    """Entities that may be the person, the likeliest first."""
    named = profiles_named(asked.names)
    found: dict[UUID, tuple[str, float]] = {
        each.canonical_id: (each.name, each.score) for each in named if each.score >= _NEAR_NAME
    }
    for entity, name, score in _withheld_names(asked.names):
        if entity not in found or found[entity][1] < score:
            found[entity] = (name, score)
    numbers = _bearers(asked.identifiers)
    wanted = sorted(found, key=lambda entity: -found[entity][1])[:_MOST]
    wanted += [entity for entity in numbers if entity not in found][:_MOST]
    rows = _claims(wanted)
    own = _as_properties(asked, numbers)
    candidates = []
    for entity in wanted:
        claims = [row for row in rows[entity] if row.schema in _SUBJECTS]
        if not claims:
            continue
        properties = _properties(claims)
        frequency = frequency_among(named, claims[0].schema)
        likeliest_name, likeness = _named(found, entity)
        names = properties.get("name") or [likeliest_name]
        likeliest = likeliest_name or names[0]
        candidates.append(
            SubjectCandidate(
                entity_id=entity,
                caption=names[0] or likeliest,
                schema=claims[0].schema,
                name=likeliest,
                likeness=likeness,
                pairs=_pairs(asked.names, likeliest),
                comparison=compare(own, {**properties, "schema": [claims[0].schema]}, frequency),
                properties=properties,
                is_withheld=not any(row.is_standing for row in claims),
                originators=tuple(sorted({row.received_from or row.originator for row in claims})),
                handlings=tuple(handling_of(row) for row in claims),
            )
        )
    return sorted(candidates, key=lambda one: (-one.comparison.score, -(one.likeness or 0), one.entity_id))


def claims_about(entities: Iterable[UUID]) -> list[StatementRecord]:
    """Every statement about these entities with its state, but what is erased; oldest first."""
    wanted = list(entities)
    canonical = StatementRecord.objects.filter(entity_id__in=wanted).values_list("canonical_id", flat=True)
    rows = StatementRecord.objects.filter(canonical_id__in={*canonical, *wanted}).exclude(state=StatementState.ERASED)
    return list(rows.order_by("canonical_id", "prop", "recorded_at", "id"))


def statement_rows(ids: Iterable[UUID]) -> dict[UUID, StatementRecord]:
    """Statements by id with their state, whatever it is."""
    return StatementRecord.objects.in_bulk(list(ids))


def _named(found: Mapping[UUID, tuple[str, float]], entity: UUID) -> tuple[str, float | None]:
    return found.get(entity) or ("", None)


def _claims(entities: Sequence[UUID]) -> dict[UUID, list[StatementRecord]]:
    rows: dict[UUID, list[StatementRecord]] = defaultdict(list)
    held = StatementRecord.objects.filter(canonical_id__in=entities).exclude(state=StatementState.ERASED)
    for row in held.order_by("first_seen", "id"):
        rows[row.canonical_id].append(row)
    return rows


def _properties(claims: Iterable[StatementRecord]) -> dict[str, list[str]]:
    held: dict[str, list[str]] = defaultdict(list)
    for row in claims:
        if row.value and row.value not in held[row.prop]:
            held[row.prop].append(row.value)
    return dict(held)


def _withheld_names(names: Sequence[str]) -> list[tuple[UUID, str, float]]:
    """Names in quarantine and of superseded or retracted claims, which no index holds."""
    rows = list(
        StatementRecord.objects.filter(prop__in=NAME_PROPERTIES, schema__in=_SUBJECTS)
        .exclude(state__in=[StatementState.STANDING, StatementState.ERASED])
        .order_by("-recorded_at")
        .values_list("canonical_id", "value")[:_WITHHELD_AT_MOST]
    )
    pairs = [(entity, known, asked) for entity, known in rows for asked in names]
    if not pairs:
        return []
    scores = score_pairs([(asked, known) for _entity, known, asked in pairs])
    return [
        (entity, known, float(score))
        for (entity, known, _asked), score in zip(pairs, scores, strict=True)
        if score >= _NEAR_NAME
    ]


def _forms(identifier: str) -> set[str]:
    normal = (phone.normalize(identifier), iban.normalize(identifier), document.normalize(identifier),
              email.normalize(identifier))  # fmt: skip
    return {identifier.strip(), identifier.strip().upper(), *(form for form in normal if form)}


def _bearers(identifiers: Iterable[str]) -> dict[UUID, list[tuple[str, str]]]:
    """Entities that bear one of the numbers, with the property and value by which they do."""
    forms = {form for identifier in identifiers if identifier.strip() for form in _forms(identifier)}
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    rows = StatementRecord.objects.filter(value__in=forms, prop__in=_NUMBERS).exclude(state=StatementState.ERASED)
    for entity, prop, value in rows.values_list("canonical_id", "prop", "value")[:200]:
        found[entity].append((prop, value))
    return found


def _as_properties(asked: Asked, numbers: dict[UUID, list[tuple[str, str]]]) -> dict[str, list[str]]:
    own: dict[str, list[str]] = {"schema": ["Person"], "name": list(asked.names)}
    if asked.birth_date:
        own["birthDate"] = [asked.birth_date]
    for prop, value in {pair for pairs in numbers.values() for pair in pairs}:
        own.setdefault(prop, []).append(value)
    return own


def _pairs(names: Sequence[str], known: str) -> tuple[str, ...]:
    if not known:
        return ()
    best = max((explain_names(name, known) for name in names), key=lambda explained: explained.score)
    return tuple(f"{match.first} ≈ {match.second}" for match in best.matches)
