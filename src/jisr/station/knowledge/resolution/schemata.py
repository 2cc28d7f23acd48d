"""The schema of an entity that several statements place differently."""

from collections import Counter
from collections.abc import Sequence

from jisr.station.knowledge.models import StatementRecord


def dominant_schema(rows: Sequence[StatementRecord]) -> str:
    """The schema most statements use; the earlier one where they tie."""
    return Counter(row.schema for row in rows).most_common(1)[0][0]
