"""The end of holding: own statements are emptied after their last day; a partner's are the exchange's duty.

Statements under a legal hold, or taken from a report under one, stay; so do those whose time was extended.
"""

from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from jisr.station.knowledge.services.projections import refresh_profiles
from jisr.station.ledger.actor import Actor
from jisr.station.vault import holds
from jisr.station.vault.certificates import certify_erasure

RULE: Final = "retention_ended"
#: Statements erased in one transaction, under one certificate.
BATCH: Final = 10_000

# Empty own statements whose last day is over, a batch at a time.
_ERASE: Final = """
UPDATE knowledge_statementrecord AS statement
   SET value = '', original_value = '', source = '', state = 'erased', ended_at = now(), ended_by = %(actor)s,
       end_reason = 'retention_ended'
  FROM (SELECT id FROM knowledge_statementrecord
         WHERE held_until < %(today)s AND received_from = '' AND state <> 'erased'
           AND NOT id = ANY(%(statements)s)
           AND NOT coalesce(report_id = ANY(%(reports)s), false)
         ORDER BY held_until LIMIT %(batch)s FOR UPDATE SKIP LOCKED) AS expired
 WHERE statement.id = expired.id
RETURNING statement.id, statement.canonical_id
"""


def erase_expired(actor: Actor, today: date) -> int:
    """Empty own statements whose last day lies before today; how many. Each batch has a certificate of its own."""
    count = 0
    while erased := _erase_batch(actor, today):
        count += len(erased)
    return count


@transaction.atomic
def _erase_batch(actor: Actor, today: date) -> list[UUID]:
    kept = holds.kept_beyond()
    with connection.cursor() as cursor:
        cursor.execute(
            _ERASE,
            {
                "actor": actor.name,
                "today": today,
                "batch": BATCH,
                "statements": list(kept["statement"]),
                "reports": list(kept["report"]),
            },
        )
        rows = cursor.fetchall()
    if rows:
        refresh_profiles(entity for _, entity in rows)
        certify_erasure(actor, "statement", [identifier for identifier, _ in rows], RULE)
    return [identifier for identifier, _ in rows]
