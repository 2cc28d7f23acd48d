"""Old checkpoints make room: of those older than a day, one for each hour is kept.

A later checkpoint covers everything an earlier one does, so nothing becomes unprovable; what is lost is only how
finely the past can be compared. Entries are never removed, nor is any checkpoint of a partner that contradicts
another.
"""

from datetime import datetime, timedelta

from django.db import connection

KEEP_ALL_FOR = timedelta(days=1)

# Own checkpoints before an instant, except the last of each hour.
_THIN_OWN = """
DELETE FROM ledger_checkpoint WHERE signed_at < %s AND size NOT IN (
    SELECT max(size) FROM ledger_checkpoint GROUP BY date_trunc('hour', signed_at))
"""
# Partners' checkpoints in order before an instant, except the largest of each hour and partner.
_THIN_PARTNERS = """
DELETE FROM ledger_partner_checkpoint WHERE received_at < %s AND verdict IN ('consistent', 'late') AND id NOT IN (
    SELECT DISTINCT ON (station_id, date_trunc('hour', received_at)) id FROM ledger_partner_checkpoint
    WHERE verdict = 'consistent' ORDER BY station_id, date_trunc('hour', received_at), size DESC)
"""


def thin_checkpoints(now: datetime) -> int:
    """Remove what is not kept; how many went."""
    removed = 0
    with connection.cursor() as cursor:
        for statement in (_THIN_OWN, _THIN_PARTNERS):
            cursor.execute(statement, [now - KEEP_ALL_FOR])
            removed += cursor.rowcount
    return removed
