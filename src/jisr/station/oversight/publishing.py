"""Publishing statistics: a period once, when it is over, and never beside one that it overlaps."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jisr.core.disclosure import Cadence, Period, PeriodError
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.oversight.figures import statistics_of
from jisr.station.oversight.models import Publication
from jisr.station.oversight.problems import PeriodProblem
from jisr.station.web.csvlines import csv_line

# Only one publication at a time: two could each find no overlap. The number is this room's own.
_LOCK = "SELECT pg_advisory_xact_lock(7304201)"
#: How a withheld count is written.
WITHHELD = "…"


def publications() -> QuerySet[Publication]:
    """What has been published, newest period first."""
    return Publication.objects.order_by("-days")


def publication(name: str) -> Publication:
    """The statistics of one period as published.

    Raises:
        PeriodProblem: no such period, or it has not been published.
    """
    found = Publication.objects.filter(period=named_period(name).name).first()
    if found is None:
        raise PeriodProblem("not_published")
    return found


def named_period(name: str) -> Period:
    """Raises PeriodProblem for anything but a month, quarter or year: finer or other cuts do not exist."""
    try:
        return Period.named(name)
    except PeriodError:
        raise PeriodProblem("no_such_period") from None


def preview(name: str) -> dict[str, Any]:
    """What would be published for a period now; for the overseer alone."""
    return statistics_of(named_period(name))


def publish(actor: Actor, name: str) -> Publication:
    """Publish a period's statistics; from then on they stay as they are.

    Raises:
        PeriodProblem: the period is not over, was published, or overlaps one that was. The refusal is in the ledger.
    """
    period = named_period(name)
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_LOCK)
            _require_free(period)
            made = Publication.objects.create(
                period=period.name,
                days=DateRange(period.first_day, period.day_after),
                minimum=(document := statistics_of(period))["minimum"],
                document=document,
                published_by=actor.name,
                published_at=timezone.now(),
            )
            detail: dict[str, str | int] = {"items": len(document["tables"])}
            record(actor, Act.DISCLOSURE, "statistics", period.name, decision="published", detail=detail)
    except PeriodProblem as problem:
        record(actor, Act.REFUSAL, "statistics", period.name, decision=problem.code)
        raise
    return made


def choices() -> list[Period]:
    """Periods worth offering: the last twelve months, eight quarters and five years, newest first."""
    today, offered = timezone.localdate(), []
    for cadence, count in ((Cadence.MONTH, 12), (Cadence.QUARTER, 8), (Cadence.YEAR, 5)):
        period = Period.around(today, cadence)
        for _each in range(count):
            offered.append(period)
            period = period.before
    return offered


def is_over(period: Period) -> bool:
    return timezone.localdate() >= period.day_after


def csv_lines(document: dict[str, Any], language: str) -> Iterator[str]:
    """One line for each count: table, row, column, count; totals have no row or no column."""
    yield csv_line([_("table"), _("row"), _("column"), _("count")])
    for table in document["tables"]:
        title, total = table["title"][language], _("total")
        rows = [*(words[language] for words in table["rows"]["words"]), total]
        columns = [*(words[language] for words in table["columns"]["words"]), total]
        grid = [[*row, row_total] for row, row_total in zip(table["cells"], table["row_totals"], strict=True)]
        grid.append([*table["column_totals"], table["total"]])
        for row, counts in zip(rows, grid, strict=True):
            for column, count in zip(columns, counts, strict=True):
                yield csv_line([title, row, column, WITHHELD if count is None else str(count)])


def _require_free(period: Period) -> None:
    if not is_over(period):
        raise PeriodProblem("period_not_over")
    for name in Publication.objects.filter(days__overlap=DateRange(period.first_day, period.day_after)).values_list(
        "period", flat=True
    ):
        raise PeriodProblem("already_published" if name == period.name else "period_overlaps", name)
