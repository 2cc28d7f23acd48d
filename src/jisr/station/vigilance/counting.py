"""What was done by whom in which hour, counted in the ledger with few statements."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import connection

# An opening of one record has its id; lists and searches have a word instead.
_AN_ID = r"^[0-9a-f]{8}-[0-9a-f]{4}-"
#: Kinds of entries that are searches for persons or words.
SEARCHES = ("entities", "texts")
#: What is opened under other names than that of a record.
NO_CONTENT = ("session", "ledger", "opening", "compartment", "flag", "interest")

# Persons and hours touched by a stretch of the ledger.
_TOUCHED = """
SELECT DISTINCT actor, date_trunc('hour', time AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
  FROM ledger_entry
 WHERE index >= %s AND index < %s AND channel IN ('console', 'api', 'command')
   AND act IN ('consultation', 'refusal') AND actor NOT LIKE '%%:%%'
"""
# Count one person's hour again, whole.
_COUNT = """
INSERT INTO vigilance_hour (actor, hour, roles, records, searches, refusals, outside)
SELECT %(actor)s, %(hour)s, coalesce(max(roles), ''),
       count(DISTINCT record_id) FILTER (WHERE act = 'consultation' AND record_id ~ %(an_id)s
                                           AND record_kind <> ALL(%(no_content)s)),
       count(*) FILTER (WHERE act = 'consultation' AND record_kind = ANY(%(searches)s)
                          AND record_id IN ('list', 'names')),
       count(*) FILTER (WHERE act = 'refusal' AND decision <> 'out_of_compartment'
                          AND record_kind <> 'compartment'),
       count(*) FILTER (WHERE act = 'refusal' AND (decision = 'out_of_compartment' OR record_kind = 'compartment'))
  FROM ledger_entry
 WHERE actor = %(actor)s AND time >= %(hour)s AND time < %(until)s AND channel IN ('console', 'api', 'command')
ON CONFLICT (actor, hour) DO UPDATE SET roles = excluded.roles, records = excluded.records,
    searches = excluded.searches, refusals = excluded.refusals, outside = excluded.outside
"""
# Indexes of the entries behind a count, oldest first.
_EVIDENCE = """
SELECT index FROM ledger_entry
 WHERE actor = %(actor)s AND time >= %(since)s AND time < %(until)s AND act = ANY(%(acts)s)
   AND channel IN ('console', 'api', 'command')
   AND (%(one_record)s IS FALSE OR (record_id ~ %(an_id)s AND record_kind <> ALL(%(no_content)s)))
   AND (%(kinds)s::text[] IS NULL OR record_kind = ANY(%(kinds)s))
 ORDER BY time, index LIMIT %(most)s
"""
MOST_EVIDENCE = 500

type PersonHour = tuple[str, datetime]


def touched_hours(first: int, end: int) -> list[PersonHour]:
    """Persons and hours (UTC) with entries among first..end-1."""
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED, [first, end])
        return [(str(actor), hour) for actor, hour in cursor.fetchall()]


def count_hours(hours: Collection[PersonHour]) -> None:
    """Count these hours again."""
    with connection.cursor() as cursor:
        for actor, hour in hours:
            cursor.execute(
                _COUNT,
                {
                    "actor": actor, "hour": hour, "until": hour + timedelta(hours=1), "an_id": _AN_ID,
                    "no_content": list(NO_CONTENT), "searches": list(SEARCHES),
                },
            )  # fmt: skip


def evidence(
    actor: str, since: datetime, until: datetime, acts: Collection[str], *, one_record: bool = False,
    kinds: Collection[str] | None = None,
) -> list[int]:  # fmt: skip
    """Indexes of a person's entries of some acts in a stretch of time, the first 500."""
    with connection.cursor() as cursor:
        cursor.execute(
            _EVIDENCE,
            {
                "actor": actor, "since": since, "until": until, "acts": list(acts), "one_record": one_record,
                "an_id": _AN_ID, "no_content": list(NO_CONTENT), "kinds": None if kinds is None else list(kinds),
                "most": MOST_EVIDENCE,
            },
        )  # fmt: skip
        return [int(index) for (index,) in cursor.fetchall()]
