"""What Prometheus reads: counts of this station's work, never whose or about whom.

Counters of all processes of the station are added up through files in the home folder (prometheus_client's multiprocess
mode). What stands in the database is counted when it is asked for.
"""

import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import connection
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from jisr.station.observability.apps import metrics_folder

REQUESTS = Counter("jisr_requests_total", "Requests answered.", ["route", "method", "status"])
REQUEST_SECONDS = Histogram(
    "jisr_request_seconds", "Time to answer.", ["route"], buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
)

# How many jobs wait, run, have failed.
_JOBS = "SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status"
# Size of the ledger, and its newest check.
_LEDGER = "SELECT size FROM ledger_head WHERE id = 1"
_CHECK = "SELECT extract(epoch FROM finished_at)::float8, holds FROM ledger_check ORDER BY finished_at DESC LIMIT 1"
# Partners whose logs contradict themselves.
_BREACHES = (
    "SELECT count(DISTINCT station_id) FROM ledger_partner_checkpoint WHERE verdict IN ('forked', 'rolled_back')"
)


class StationCollector(Collector):
    """Gauges from the database."""

    def collect(self) -> Iterable[Metric]:
        """One query for each family."""
        with connection.cursor() as cursor:
            cursor.execute(_JOBS)
            jobs = GaugeMetricFamily("jisr_jobs", "Background jobs by state.", labels=["state"])
            for state, count in cursor.fetchall():
                jobs.add_metric([state], count)
            yield jobs
            cursor.execute(_LEDGER)
            row = cursor.fetchone()
            yield GaugeMetricFamily("jisr_ledger_entries", "Entries in the ledger.", row[0] if row else 0)
            cursor.execute(_CHECK)
            row = cursor.fetchone()
            if row:
                age = max(0.0, time.time() - row[0])
                yield GaugeMetricFamily("jisr_ledger_check_age_seconds", "Since the last integrity check.", age)
                yield GaugeMetricFamily("jisr_ledger_holds", "1 if the last check found the ledger whole.", int(row[1]))
            cursor.execute(_BREACHES)
            row = cursor.fetchone()
            yield GaugeMetricFamily("jisr_partner_ledger_breaches", "Partners who rewrote their log.", row[0])


def exposition() -> bytes:
    """All metrics in Prometheus' text format."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(StationCollector())
    return generate_latest(registry)


def forget_ended_processes() -> None:
    """Remove the counts of processes of an earlier run; to be called once before new ones start."""
    for file in metrics_folder(Path(settings.HOME.path)).glob("*.db"):
        file.unlink(missing_ok=True)
