"""What the station knows, as records that can be linked with a list."""

from collections.abc import Iterator

from jisr.linking.records import Record, record_of
from jisr.station.knowledge.queries import EntityFilter, entity_ids, properties_of

_BATCH = 2_000
_MOST_ENTITIES = 2_000_000


def known_records() -> Iterator[Record]:
    """Every entity with a name, as its standing statements have it; the key is its canonical id."""
    ids = sorted(entity_ids(EntityFilter(), limit=_MOST_ENTITIES))
    for start in range(0, len(ids), _BATCH):
        for entity, properties in sorted(properties_of(ids[start : start + _BATCH]).items()):
            if record := record_of(str(entity), 0, properties["schema"][0], properties):
                yield record
