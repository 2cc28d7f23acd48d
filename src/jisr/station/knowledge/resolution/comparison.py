"""The evidence for and against two entities being one, drawn afresh from what stands about them now."""

from uuid import UUID

from jisr.core.identity.evidence import NAME_PROPERTIES, Comparison, compare_records, values_of
from jisr.station.knowledge.resolution.candidates import name_frequency
from jisr.station.knowledge.resolution.properties import properties_of


def compare_entities(left: UUID, right: UUID) -> Comparison:
    """Compare two canonical entities; one without standing statements compares as empty."""
    records = properties_of([left, right])
    ours, theirs = records.get(left, {}), records.get(right, {})
    schema = next(iter(ours.get("schema", ())), "")
    return compare_records(ours, theirs, name_frequency(values_of(ours, NAME_PROPERTIES), schema))
