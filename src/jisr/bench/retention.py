"""`jisr bench retention`: expired statements erased with certificates and their keys destroyed, in a real station.

Beside it the one UPDATE that empties the same rows, in the same database: what any system must do at least.
"""

from typing import Final

from jisr.bench.figures import Figure, Report
from jisr.bench.own_station import run_in_station

STATEMENTS: Final = 100_000
LIMIT: Final = "one UPDATE that empties the same rows"


def measure(*, quick: bool = False) -> Report:
    """A hundred thousand statements, a tenth of that when quick."""
    count = STATEMENTS // (10 if quick else 1)
    found = run_in_station("jisr.bench.retention_station", count)
    report = Report()
    note = f"{count:,} statements, certificates of 10,000, {found['destroyed']:,} keys destroyed"
    report.add(
        Figure("retention.erasure_seconds", found["seconds"], "s", limit=LIMIT, limit_value=found["bare"], note=note)
    )
    report.add(Figure("retention.statements_per_second", count / found["seconds"], "1/s"))
    return report
