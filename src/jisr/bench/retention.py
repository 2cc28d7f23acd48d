"""`jisr bench retention`: expired statements erased with certificates and their keys destroyed, in a real station.

Beside it the one UPDATE that empties the same rows, in the same database: what any system must do at least.
"""

import json
import os
import subprocess
import sys
import tempfile
from typing import Any, Final

from jisr.bench.figures import BenchmarkError, Figure, Report

STATEMENTS: Final = 100_000
LIMIT: Final = "one UPDATE that empties the same rows"


def measure(*, quick: bool = False) -> Report:
    """A hundred thousand statements, a tenth of that when quick."""
    count = STATEMENTS // (10 if quick else 1)
    found = _run(count)
    report = Report()
    note = f"{count:,} statements, certificates of 10,000, {found['destroyed']:,} keys destroyed"
    report.add(
        Figure("retention.erasure_seconds", found["seconds"], "s", limit=LIMIT, limit_value=found["bare"], note=note)
    )
    report.add(Figure("retention.statements_per_second", count / found["seconds"], "1/s"))
    return report


def _run(count: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="jisr-bench-") as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("JISR_")}
        done = subprocess.run(
            [sys.executable, "-m", "jisr.bench.retention_station", str(count)],
            env={
                **environment,
                "JISR_HOME": f"{folder}/home",
                "JISR_LOG": "off",
                "DJANGO_SETTINGS_MODULE": "jisr.station.settings",
            },
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise BenchmarkError(done.stderr.strip()[-600:])
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
