"""Statistics: what is counted, what is withheld, which periods may be published, and that they stay as they are."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from jisr.core.ledger import Act
from jisr.station.ledger import queries as ledger
from jisr.station.ledger import statistics
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import prepare, record_many
from jisr.station.oversight import publishing
from jisr.station.oversight.models import Publication
from jisr.station.oversight.problems import PeriodProblem

pytestmark = [pytest.mark.django_db, pytest.mark.integration]

OVERSEER = Actor("omar", ("oversight",), 2)
MARCH, APRIL = datetime(2025, 3, 1, tzinfo=UTC), datetime(2025, 4, 1, tzinfo=UTC)
ANALYST = Actor("amina", ("analyst",), 3)


def act_in(month: int, act: Act, kind: str = "dispatch", day: int = 15, **more: Any) -> Any:
    at = datetime(2025, month, day, 12, tzinfo=UTC)
    return prepare(ANALYST, act, kind, "x", at=at, **more)


def sent(month: int, partner: str, purpose: str, count: int) -> list[Any]:
    return [act_in(month, Act.DISCLOSURE, recipient=partner, detail={"purpose": purpose}) for _each in range(count)]


@pytest.fixture(autouse=True)
def year() -> None:
    record_many(
        [
            *sent(3, "madrid", "terrorism", 20),
            *sent(3, "madrid", "drugs", 3),
            *sent(3, "bamako", "terrorism", 9),
            *sent(3, "bamako", "drugs", 11),
            *sent(4, "madrid", "terrorism", 7),
            *[act_in(3, Act.REFUSAL, "right", decision="not_permitted") for _each in range(6)],
            *[act_in(2, Act.REFUSAL, "right", decision="not_permitted") for _each in range(2)],
            *[act_in(3, Act.ALTERATION, "release", decision="stopped") for _each in range(5)],
            *[act_in(3, Act.CONSULTATION, "report") for _each in range(8)],
            *[act_in(3, Act.ALTERATION, "redress", decision="signed") for _each in range(9)],
        ]
    )


@pytest.fixture
def visits() -> Iterator[statistics.CountTable]:
    """A room's own table, which counts the records of kind "report" itself."""
    table = statistics.CountTable(
        code="visits", title="Visits", rows="Kind", columns="Month", covers=frozenset({"report"}),
        count=lambda since, until: {("tour", since.strftime("%Y-%m")): 6},
    )  # fmt: skip
    statistics.register(table)
    yield table
    statistics._tables.pop("visits")


def table(document: dict[str, Any], code: str) -> dict[str, Any]:
    return next(one for one in document["tables"] if one["code"] == code)


def test_a_small_count_is_withheld_with_what_would_give_it_away() -> None:
    shown = table(publishing.preview("2025-03"), "disclosures")
    assert (shown["rows"]["codes"], shown["columns"]["codes"]) == (["drugs", "terrorism"], ["bamako", "madrid"])
    assert shown["cells"] == [[None, None], [None, None]]
    assert (shown["row_totals"], shown["column_totals"], shown["total"]) == ([14, 29], [20, 23], 43)


def test_each_thing_is_counted_in_one_table() -> None:
    document = publishing.preview("2025-03")
    totals = {one["code"]: one["total"] for one in document["tables"] if one["total"]}
    assert totals["refusals"] == 6
    assert totals["release_steps"] == 5
    assert totals["decisions_on_rights"] == 9
    assert totals["acts"] == 8
    assert sum(totals.values()) == ledger.count_entries(ledger.EntryFilter(since=MARCH, until=APRIL))


def test_what_a_room_counts_itself_is_left_out_of_the_others(visits: statistics.CountTable) -> None:
    document = publishing.preview("2025-03")
    assert table(document, "visits")["total"] == 6
    assert table(document, "acts")["total"] == 0


def test_months_are_the_stations_own(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils import timezone

    at = datetime(2025, 5, 31, 23, 30, tzinfo=UTC)
    record_many([prepare(ANALYST, Act.REFUSAL, "right", "x", decision="late", at=at) for _each in range(7)])
    with timezone.override("Africa/Casablanca"):
        assert table(publishing.preview("2025-06"), "refusals")["total"] == 7
        assert table(publishing.preview("2025-05"), "refusals")["total"] == 0


def test_words_stand_in_three_languages() -> None:
    words = table(publishing.preview("2025-03"), "refusals")["rows"]["words"][0]
    assert words["en"] == "not permitted"
    assert len(set(words.values())) == 3


def test_what_was_published_never_changes() -> None:
    made = publishing.publish(OVERSEER, "2025-03")
    record_many(sent(3, "madrid", "drugs", 30))
    assert publishing.publication("2025-03").document == made.document
    assert made.minimum == settings.STATION.statistics_minimum == 5
    with pytest.raises(PeriodProblem) as refused:
        publishing.publish(OVERSEER, "2025-03")
    assert refused.value.code == "already_published"


@pytest.mark.parametrize("name", ["2025-Q1", "2025"])
def test_periods_that_overlap_are_refused_and_the_ledger_says_so(name: str) -> None:
    publishing.publish(OVERSEER, "2025-03")
    publishing.publish(OVERSEER, "2025-Q2")
    with pytest.raises(PeriodProblem) as refused:
        publishing.publish(OVERSEER, name)
    assert refused.value.code == "period_overlaps"
    last = ledger.entry(ledger.size() - 1)
    assert last is not None
    assert (last.entry.act, last.entry.record_id, last.entry.decision) == (Act.REFUSAL, name, "period_overlaps")


def test_the_database_itself_keeps_periods_apart() -> None:
    from django.db.backends.postgresql.psycopg_any import DateRange

    made = publishing.publish(OVERSEER, "2025-03")
    days = DateRange(date(2025, 3, 31), date(2025, 4, 2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(
            period="odd", days=days, minimum=5, document={}, published_by="x", published_at=made.published_at
        )


@pytest.mark.parametrize(
    ("name", "code"),
    [("2025-03-05", "no_such_period"), ("last week", "no_such_period"), ("9000", "period_not_over")],
)
def test_other_cuts_and_what_is_not_over_are_refused(name: str, code: str) -> None:
    with pytest.raises(PeriodProblem) as refused:
        publishing.publish(OVERSEER, name)
    assert refused.value.code == code


def test_months_of_a_quarter_do_not_give_away_the_small_one() -> None:
    shown = table(publishing.preview("2025-Q1"), "refusals")
    assert shown["columns"]["codes"] == ["2025-02", "2025-03"]
    assert shown["cells"] == [[None, None]]
    assert shown["total"] == 8


def test_the_sheet_holds_every_count_and_no_formula() -> None:
    lines = list(publishing.csv_lines(publishing.preview("2025-03"), "en"))
    assert lines[0].strip() == "table,row,column,count"
    assert any(line.strip().endswith(",…") for line in lines)
    assert not any(line.startswith(("=", "+", "@")) for line in lines)
