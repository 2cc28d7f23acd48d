"""What the knowledge base holds around an entity: relatives, employers, associates, documents, organisations named
beside it. Drawn from standing statements for comparison only; nothing of it is stored.

Parties, unions and religious bodies are left out: belonging to one is no evidence of identity and is never weighed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from jisr.core.identity.evidence import Linked
from jisr.core.identity.evidence.values import LINKED_ASSOCIATE, LINKED_EMPLOYER, LINKED_MENTION, LINKED_RELATIVE
from jisr.station.knowledge.models import EntityProfile, StatementRecord, StatementState
from jisr.station.knowledge.partner_ids import kept_entity_id

type Properties = dict[str, list[str]]

# Schema of a link: its two ends, and what the second is to the first and the first to the second.
_LINKS = {
    "Family": ("person", "relative", LINKED_RELATIVE, LINKED_RELATIVE),
    "Associate": ("person", "associate", LINKED_ASSOCIATE, LINKED_ASSOCIATE),
    "Employment": ("employee", "employer", LINKED_EMPLOYER, LINKED_ASSOCIATE),
    "Directorship": ("director", "organization", LINKED_EMPLOYER, LINKED_ASSOCIATE),
    "Membership": ("member", "organization", LINKED_EMPLOYER, LINKED_ASSOCIATE),
    "Ownership": ("owner", "asset", LINKED_ASSOCIATE, LINKED_ASSOCIATE),
    "Representation": ("agent", "client", LINKED_ASSOCIATE, LINKED_ASSOCIATE),
    "UnknownLink": ("subject", "object", LINKED_ASSOCIATE, LINKED_ASSOCIATE),
}
_DOCUMENTS = {"Passport": "passportNumber", "Identification": "idNumber"}
_ORGANISATIONS = ("Organization", "Company", "PublicBody")
_NEVER_WEIGHED = ("pol.party", "pol.union", "rel", "gov.religion")
# A text that names more organisations than this is a list, and standing in it together says nothing.
_MOST_NAMED = 20
_MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a link: an entity, or only a name. id: as this station keeps it."""

    id: UUID | None
    name: str = ""


def links_of(canonical_ids: Collection[UUID]) -> dict[UUID, Properties]:
    """For each entity what it is linked to, as properties that `compare_records` reads."""
    members = _members(canonical_ids)
    found: dict[UUID, Properties] = defaultdict(lambda: defaultdict(list))
    for entity, prop, value in (*_stated(members), *_mentioned(set(canonical_ids))):
        if value not in found[entity][prop]:
            found[entity][prop].append(value)
    return {entity: dict(held) for entity, held in found.items()}


def _standing() -> QuerySet[StatementRecord]:
    return StatementRecord.objects.filter(state=StatementState.STANDING)


def _members(canonical_ids: Collection[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """Kept entity id: (canonical id, the id by which its sender's links call it)."""
    rows = _standing().filter(canonical_id__in=canonical_ids)
    members = rows.values_list("entity_id", "canonical_id", "origin_entity_id").distinct()
    return {entity: (canonical, str(origin)) for entity, canonical, origin in members}


def _stated(members: dict[UUID, tuple[UUID, str]]) -> list[tuple[UUID, str, str]]:
    called = {*map(str, members), *(origin for _, origin in members.values())}
    touching = _standing().filter(schema__in=[*_LINKS, *_DOCUMENTS], value__in=called)
    edges = set(touching.values_list("entity_id", flat=True)[:_MOST_ROWS])
    rows = _standing().filter(entity_id__in=edges).order_by("id") if edges else StatementRecord.objects.none()
    ends: dict[UUID, dict[str, list[_End]]] = defaultdict(lambda: defaultdict(list))
    schemata: dict[UUID, str] = {}
    for edge, schema, prop, value, sender in rows.values_list("entity_id", "schema", "prop", "value", "received_from"):
        schemata[edge] = schema
        ends[edge][prop].append(_end(value, sender))
    pairs = [pair for edge, held in ends.items() for pair in _pairs(schemata[edge], held, members)]
    return [*_documents(schemata, ends, members), *_named(pairs)]


def _end(value: str, sender: str) -> _End:
    try:
        return _End(kept_entity_id(sender, UUID(value)), value)
    except ValueError:
        return _End(None, value)


def _pairs(
    schema: str, ends: dict[str, list[_End]], members: dict[UUID, tuple[UUID, str]]
) -> Iterable[tuple[UUID, str, _End]]:
    """(canonical id, what the other is to it, the other end)."""
    if schema not in _LINKS:
        return
    first, second, onward, back = _LINKS[schema]
    for near, far, relation in ((first, second, onward), (second, first, back)):
        for end in ends.get(near, ()):
            if end.id in members:
                for other in ends.get(far, ()):
                    yield members[end.id][0], relation, other


def _documents(
    schemata: dict[UUID, str], ends: dict[UUID, dict[str, list[_End]]], members: dict[UUID, tuple[UUID, str]]
) -> Iterable[tuple[UUID, str, str]]:
    """Documents that are entities of their own, with the country that issued them."""
    for edge, held in ends.items():
        prop = _DOCUMENTS.get(schemata[edge], "")
        holders = [members[end.id][0] for end in held.get("holder", ()) if end.id in members]
        countries = [end.name for end in held.get("country", ())] or [""]
        for holder in holders if prop else ():
            for number in held.get("number", ()):
                for country in countries:
                    yield holder, prop, f"{number.name} ({country.upper()})" if len(country) == 2 else number.name


def _named(pairs: list[tuple[UUID, str, _End]]) -> Iterable[tuple[UUID, str, str]]:
    known = _canonical_of({end.id for _, _, end in pairs if end.id})
    captions = _captions(known.values())
    left_out = _never_weighed(known.values())
    for entity, relation, end in pairs:
        other = known.get(end.id) if end.id else None
        if end.id is None:
            yield entity, relation, Linked("", end.name).written()
        elif other and other != entity and other in captions and other not in left_out:
            yield entity, relation, Linked(str(other), captions[other]).written()


def _mentioned(canonical_ids: set[UUID]) -> list[tuple[UUID, str, str]]:
    """Organisations in the reports and dispatches that speak of each."""
    texts: dict[UUID, set[UUID]] = defaultdict(set)
    own = _standing().filter(canonical_id__in=canonical_ids).values_list("canonical_id", "report_id", "dispatch_id")
    for entity, report, dispatch in own.distinct():
        texts[entity].update(text for text in (report, dispatch) if text)
    wanted = {text for held in texts.values() for text in held}
    if not wanted:
        return []
    named: dict[UUID, set[UUID]] = defaultdict(set)
    rows = _standing().filter(Q(report_id__in=wanted) | Q(dispatch_id__in=wanted), schema__in=_ORGANISATIONS)
    for organisation, report, dispatch in rows.values_list("canonical_id", "report_id", "dispatch_id").distinct()[
        :_MOST_ROWS
    ]:
        for text in (report, dispatch):
            if text in wanted:
                named[text].add(organisation)
    named = {text: held for text, held in named.items() if len(held) <= _MOST_NAMED}
    organisations = {organisation for held in named.values() for organisation in held}
    captions, left_out = _captions(organisations), _never_weighed(organisations)
    return [
        (entity, LINKED_MENTION, Linked(str(organisation), captions[organisation], str(text)).written())
        for entity, held in texts.items()
        for text in sorted(held)
        for organisation in sorted(named.get(text, ()))
        if organisation != entity and organisation in captions and organisation not in left_out
    ]


def _canonical_of(entities: Collection[UUID]) -> dict[UUID, UUID]:
    rows = StatementRecord.objects.filter(entity_id__in=entities)
    return dict(rows.values_list("entity_id", "canonical_id").distinct()) if entities else {}


def _captions(canonical_ids: Iterable[UUID]) -> dict[UUID, str]:
    profiles = EntityProfile.objects.filter(canonical_id__in=set(canonical_ids))
    return dict(profiles.values_list("canonical_id", "caption"))


def _never_weighed(canonical_ids: Iterable[UUID]) -> set[UUID]:
    topics = _standing().filter(canonical_id__in=set(canonical_ids), prop="topics", value__in=_NEVER_WEIGHED)
    return set(topics.values_list("canonical_id", flat=True))
