"""Entities as plain properties: what standing statements say, without where they came from."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from jisr.station.knowledge.models import StatementRecord, StatementState


def properties_of(canonical_ids: Iterable[UUID]) -> dict[UUID, dict[str, list[str]]]:
    """Values by property for each entity with statements that stand; "schema" holds its schema."""
    rows = StatementRecord.objects.filter(canonical_id__in=set(canonical_ids), state=StatementState.STANDING)
    records: dict[UUID, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for entity, schema, prop, value in rows.order_by("first_seen", "id").values_list(
        "canonical_id", "schema", "prop", "value"
    ):
        held = records[entity]
        if not held["schema"]:
            held["schema"].append(schema)
        if value not in held[prop]:
            held[prop].append(value)
    return {entity: dict(held) for entity, held in records.items()}
