"""A station of a measurement's own, in a process of its own: a real one, with fsync on, thrown away afterwards."""

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from typing import Any

from jisr.bench.figures import BenchmarkError


def run_in_station(module: str, count: int) -> dict[str, Any]:
    """What a module prints that measures with a station of its own: `python -m MODULE COUNT`, in an empty home.

    Raises:
        BenchmarkError: it failed; with the end of what it said.
    """
    with tempfile.TemporaryDirectory(prefix="jisr-bench-") as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("JISR_")}
        done = subprocess.run(
            [sys.executable, "-m", module, str(count)],
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
        raise BenchmarkError(done.stderr.strip()[-900:])
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def found_station() -> None:
    """Make a real station named "bench" in the empty home that JISR_HOME names, with its own embedded PostgreSQL."""
    import django

    from jisr.core.sealing import StationKeys
    from jisr.station.home import StationHome, StationIdentity, StationSettings

    identity = StationIdentity(
        station_id="bench",
        names=dict.fromkeys(("ar", "fr", "en"), "bench"),
        country="MA",
        kind="fusion_centre",
        endpoint="http://127.0.0.1:1/exchange/v1/dispatches",
    )
    settings = StationSettings(exercise=True, second_factor_required=False, https=False)
    StationHome.create(StationHome.locate(), identity, settings, StationKeys.generate("bench", datetime.now(UTC)))
    django.setup()
    from jisr.station.preparation import prepare_database

    prepare_database()
