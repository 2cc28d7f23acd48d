"""The evidence for and against two entities being one, drawn afresh from what stands about them now."""

from collections.abc import Collection
from uuid import UUID

from jisr.core.identity.evidence import (
    NAME_PROPERTIES,
    Comparison,
    NameFrequency,
    Properties,
    compare_records,
    values_of,
)
from jisr.station.knowledge.resolution.links import links_of
from jisr.station.knowledge.resolution.named import name_frequency
from jisr.station.knowledge.resolution.places import known_places
from jisr.station.knowledge.resolution.properties import properties_of

#: Pairs below this score are not proposed, unless they share an identifier: what is likelier than not is worth a look.
#: It is what two names of likeness 2/3 come to when nothing else is known. On public lists seven in ten spellings of
#: one name reach that, and 4 to 7 in 100 of the most misleading pairs of two; of pairs drawn at random, none.
LIKELY = 0.50


def compare_entities(left: UUID, right: UUID) -> Comparison:
    """Compare two canonical entities; one without standing statements compares as empty."""
    records = records_of([left, right])
    ours, theirs = records.get(left, {}), records.get(right, {})
    schema = next(iter(ours.get("schema", ())), "")
    return compare(ours, theirs, name_frequency(values_of(ours, NAME_PROPERTIES), schema))


def compare(left: Properties, right: Properties, frequency: NameFrequency | None) -> Comparison:
    """Compare two records as `records_of` gives them."""
    return compare_records(left, right, frequency, known_places)


def is_worth_a_look(comparison: Comparison) -> bool:
    """Whether the station should propose the pair to a person."""
    return comparison.score >= LIKELY or comparison.shares_identifier


def records_of(canonical_ids: Collection[UUID]) -> dict[UUID, dict[str, list[str]]]:
    """Everything that is weighed of each entity with standing statements: what is said of it and its links."""
    wanted = set(canonical_ids)
    records, links = properties_of(wanted), links_of(wanted)
    for entity, held in records.items():
        for prop, values in links.get(entity, {}).items():
            held[prop] = [*held.get(prop, ()), *values]
    return records
