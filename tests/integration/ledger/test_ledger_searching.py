"""Searching a large ledger: what is found, page by page, and that an index serves each search."""

import re
from datetime import UTC, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from jisr.core.ledger import Act
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.queries import EntryFilter
from jisr.station.ledger.services import prepare, record_many

pytestmark = [pytest.mark.django_db, pytest.mark.integration]

ROWS = 100_000
BEGAN = datetime(2025, 1, 1, tzinfo=UTC)
FILL = """
INSERT INTO ledger_entry (index, data, leaf, time, actor, channel, act, record_kind, record_id, recipient, decision,
    justification, purpose, roles)
SELECT n, '', '', %s::timestamptz + n * interval '1 minute', 'person' || n %% 200, 'console',
    CASE WHEN n %% 50 = 0 THEN 'refusal' WHEN n %% 10 = 0 THEN 'disclosure' ELSE 'consultation' END,
    'report', 'r' || n %% 5000, CASE WHEN n %% 10 = 0 THEN 'partner' || n %% 7 ELSE '' END,
    CASE WHEN n %% 50 = 0 THEN 'not_permitted' ELSE '' END,
    CASE WHEN n %% 1000 = 0 THEN 'enquête du dossier ' || n ELSE '' END,
    CASE WHEN n %% 3 = 0 THEN 'terrorism' ELSE '' END,
    CASE WHEN n %% 5000 = 1 THEN 'oversight' ELSE 'analyst' END
FROM generate_series(0, %s) AS n
"""
DAY = timedelta(days=1)


@pytest.fixture
def large(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FILL, [BEGAN, ROWS - 1])
        cursor.execute("ANALYZE ledger_entry")


SEARCHES = {
    "nothing": EntryFilter(),
    "person": EntryFilter(actor="person7"),
    "partner": EntryFilter(recipient="partner0"),
    "record": EntryFilter(record_kind="report", record_id="r17"),
    "record number alone": EntryFilter(record_id="r17"),
    "act": EntryFilter(act=Act.REFUSAL),
    "refusals with their reason": EntryFilter(act=Act.REFUSAL, decision="not_permitted"),
    "purpose": EntryFilter(purpose="terrorism"),
    "words of the reason": EntryFilter(words="dossier 42000"),
    "old days": EntryFilter(since=BEGAN + 3 * DAY, until=BEGAN + 5 * DAY),
    "person on old days": EntryFilter(actor="person7", since=BEGAN + 3 * DAY, until=BEGAN + 9 * DAY),
}


def rows_read(wanted: EntryFilter) -> int:
    """How many rows PostgreSQL touches for a page, by its own account."""
    plan = ledger.search(wanted)[:26].explain(analyze=True, costs=False)
    assert "Seq Scan" not in plan, plan
    removed = sum(int(count) for count in re.findall(r"Rows Removed by Filter: (\d+)", plan))
    taken = [int(float(count)) for count in re.findall(r"actual (?:time=\S+ )?rows=([\d.]+)", plan)]
    return removed + max(taken)


def test_every_search_is_served_by_an_index_and_reads_little(large: None) -> None:
    read = {name: rows_read(wanted) for name, wanted in SEARCHES.items()}
    # Act and reason always come together, which the planner can't know: it reads all of that reason and sorts them.
    assert read.pop("refusals with their reason") <= ROWS // 40
    assert {name: count for name, count in read.items() if count > 600} == {}


def test_pages_follow_each_other_without_gap_or_repetition_in_both_directions(large: None) -> None:
    wanted = EntryFilter(act=Act.REFUSAL)
    forth, place = [], ""
    for _page in range(5):
        page = ledger.page_of_entries(wanted, after=place, limit=20)
        forth.append([row.index for row in page.rows])
        place = page.older
    whole = [row.index for row in map(ledger.stored, ledger.search(wanted)[:100])]
    assert [index for rows in forth for index in rows] == whole
    back = ledger.page_of_entries(wanted, before=page.newer, limit=20)
    assert [row.index for row in back.rows] == forth[-2]
    first = ledger.page_of_entries(wanted, limit=20)
    assert (first.newer, bool(first.older)) == ("", True)


def test_the_last_page_ends_the_list(large: None) -> None:
    wanted = EntryFilter(record_kind="report", record_id="r17")
    page = ledger.page_of_entries(wanted, limit=15)
    last = ledger.page_of_entries(wanted, after=page.older, limit=15)
    assert (len(page.rows), len(last.rows), last.older) == (15, 5, "")


def test_a_place_nobody_named_is_refused(db: None) -> None:
    for place in ("yesterday", "2026-01-01T00:00:00+00:00_x", "_1"):
        with pytest.raises(ValueError, match=r".+"):
            ledger.page_of_entries(EntryFilter(), after=place)


def test_counting_stops_at_its_limit(large: None) -> None:
    assert ledger.count_entries(EntryFilter(), limit=1_000) == 1_001
    assert ledger.count_entries(EntryFilter(record_id="r17"), limit=1_000) == 20


@pytest.mark.parametrize(("words", "found"), [("تفتيش", 1), ("dossier", 2), ('"dossier 12"', 1), ("enquête -12", 1)])
def test_words_of_the_reason_are_found_in_every_script(db: None, words: str, found: int) -> None:
    reasons = ["enquête, dossier 12", "enquête, dossier 13", "تفتيش داخلي"]
    record_many([prepare(Actor("amina", justification=reason), Act.CONSULTATION, "report", "r1") for reason in reasons])
    assert ledger.search(EntryFilter(words=words)).count() == found


def test_purpose_reason_and_roles_are_copied_and_the_check_compares_them(db: None) -> None:
    from jisr.station.ledger.integrity import check_integrity
    from jisr.station.ledger.models import LedgerEntry

    amina = Actor("amina", ("analyst", "releaser"), justification="duty")
    record_many([prepare(amina, Act.CONSULTATION, "report", "r1", detail={"purpose": "drugs"})])
    row = LedgerEntry.objects.get()
    assert (row.justification, row.purpose, row.roles) == ("duty", "drugs", "analyst,releaser")
    assert check_integrity().holds
    for column in ("justification", "purpose", "roles"):
        LedgerEntry.objects.update(**{column: "other"})
        assert [finding.code for finding in check_integrity().findings] == ["copy_changed"]
        LedgerEntry.objects.update(**{column: getattr(row, column)})


def test_entries_from_before_are_given_their_copies_and_unreadable_ones_are_left(db: None) -> None:
    from jisr.station.ledger.integrity import check_integrity
    from jisr.station.ledger.models import LedgerEntry

    amina = Actor("amina", ("analyst",), justification="duty")
    record_many([prepare(amina, Act.CONSULTATION, "report", "r1", detail={"purpose": "drugs"}) for _each in range(3)])
    LedgerEntry.objects.update(justification="", purpose="", roles="")
    broken = LedgerEntry.objects.get(index=1)
    LedgerEntry.objects.filter(index=1).update(data=b"{")
    migration = import_module("jisr.station.ledger.migrations.0002_searching")
    migration.copy_from_the_bytes(None, SimpleNamespace(connection=connection))
    assert LedgerEntry.objects.get(index=1).justification == ""
    LedgerEntry.objects.filter(index=1).update(data=broken.data, justification="duty", purpose="drugs", roles="analyst")
    assert check_integrity().holds
