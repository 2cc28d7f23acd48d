"""The station of `jisr bench retention`, as a process of its own: `python -m jisr.bench.retention_station COUNT`.

JISR_HOME names an empty home. The station is a real one: its own embedded PostgreSQL with fsync on, its own keys. A
tenth of its entities keep a statement that does not end. Prints one JSON object.
"""

import json
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from jisr.bench.own_station import found_station

STATEMENTS_EACH: Final = 5


def main() -> None:
    """Found a station, fill it, time the bare UPDATE and then the erasure."""
    count = int(sys.argv[1])
    found_station()
    from django.db import connection, transaction
    from django.utils import timezone

    from jisr.station.knowledge.models import StatementRecord, StatementState
    from jisr.station.ledger.actor import system_actor
    from jisr.station.retention.services import run
    from jisr.station.vault.certificates import proof_of_erasure
    from jisr.station.vault.opening import key_ring

    some = _fill(count, timezone.now())
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE knowledge_statementrecord SET value = '', original_value = '', source = '', state = 'erased',"
            " ended_at = now(), ended_by = 'x', end_reason = 'x' WHERE held_until < current_date"
        )
        transaction.set_rollback(True)
    bare = time.perf_counter() - began
    began = time.perf_counter()
    erased = run(system_actor("retention")).statements
    seconds = time.perf_counter() - began
    assert erased == count, erased
    assert StatementRecord.objects.filter(state=StatementState.ERASED).count() == count
    assert proof_of_erasure(some) is not None
    assert key_ring().keys([some]) == {}
    print(json.dumps({"seconds": seconds, "bare": bare, "destroyed": key_ring().store.state().destroyed}))


def _fill(count: int, now: datetime) -> UUID:
    """Statements past their last day, five to an entity, their keys as after a backup; the id of one of them."""
    from jisr.station.exchange.bulk import copy_in
    from jisr.station.knowledge.services import rebuild_profiles
    from jisr.station.ledger.actor import system_actor
    from jisr.station.vault.services import prepare_keys

    rows = list(_rows(count, now))
    copy_in(rows)
    prepare_keys("statement", [row.id for row in rows if row.held_until is not None])
    rebuild_profiles(system_actor("bench"))
    chosen: UUID = next(row.id for row in rows if row.held_until is not None)
    return chosen


def _rows(count: int, now: datetime) -> Iterator[Any]:
    from jisr.core.handling import Classification, Handling, Tlp
    from jisr.station.knowledge.models import StatementRecord
    from jisr.station.web.ids import new_id

    ended = (now - timedelta(days=1)).date()
    handling = Handling(originator="bench", classification=Classification.RESTRICTED, tlp=Tlp.AMBER).to_json()
    for entity in range(count // STATEMENTS_EACH):
        entity_id = new_id()
        for number in range(STATEMENTS_EACH + (entity % 10 == 0)):
            identifier = new_id()
            yield StatementRecord(
                id=identifier, entity_id=entity_id, canonical_id=entity_id, origin_id=identifier,
                origin_entity_id=entity_id, schema="Person", prop="name" if number == 0 else "notes",
                value=f"Exercise Person {entity}" if number == 0 else f"EXERCISE remark {number} on {entity}",
                source="EXERCISE", handling=handling, originator="bench", basis="fact", first_seen=now,
                last_confirmed=now, held_until=ended if number < STATEMENTS_EACH else None, recorded_at=now,
                recorded_by="bench",
            )  # fmt: skip


if __name__ == "__main__":
    main()
