"""The demonstration: three stations are founded and started, the exercise is played, and what came of it is checked."""

import shutil
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jisr.exercise.checks import CheckResult, run_checks
from jisr.exercise.playbill import CHECKS, STEPS
from jisr.exercise.scenario import PLANS, PREFERRED_PORTS
from jisr.exercise.stations import ExerciseStation, ExerciseStationError, free_port
from jisr.exercise.story import Story

MARKER = "jisr-exercise"


@dataclass
class DemoResult:
    """What the demonstration showed; `to_json` is its stable form."""

    checks: list[CheckResult] = field(default_factory=list)
    steps: list[tuple[str, float]] = field(default_factory=list)
    report_to_receipt_seconds: float = 0.0
    recall_seconds: float = 0.0
    memory_mb: dict[str, float] = field(default_factory=dict)
    failure: str = ""

    @property
    def held(self) -> bool:
        return not self.failure and bool(self.checks) and all(check.held for check in self.checks)

    def to_json(self) -> dict[str, Any]:
        document: dict[str, Any] = {
            "held": self.held,
            "checks": [check.to_json() for check in self.checks],
            "steps": [{"name": name, "seconds": round(seconds, 3)} for name, seconds in self.steps],
            "report_to_receipt_seconds": round(self.report_to_receipt_seconds, 3),
            "recall_seconds": round(self.recall_seconds, 3),
            "memory_mb": self.memory_mb,
        }
        return {**document, "failure": self.failure} if self.failure else document


type Tell = Callable[[str, str], None]


def found_stations(
    folder: Path, password: str, tell: Tell, ports: Mapping[str, int] = PREFERRED_PORTS
) -> dict[str, ExerciseStation]:
    """Three new stations in `folder`, side by side. An earlier demonstration there is removed.

    Args:
        ports: by station id; where one is taken, any free one.

    Raises:
        ExerciseStationError: the folder holds something else, or a station could not be founded.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).exists():
        raise ExerciseStationError(f"{folder} holds something that is not a demonstration; choose another folder")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARKER).touch()
    stations = {}
    for plan in PLANS:
        stations[plan.station_id] = ExerciseStation(plan, folder / plan.station_id, free_port(ports[plan.station_id]))

    def found(station: ExerciseStation) -> None:
        station.found(password)
        tell("founded", station.plan.station_id)

    with ThreadPoolExecutor(len(stations)) as pool:
        list(pool.map(found, stations.values()))
    return stations


def play(stations: dict[str, ExerciseStation], tell: Tell, *, to_the_end: bool) -> DemoResult:
    """Play the story between running stations and check it.

    Args:
        to_the_end: also show a forged ledger being found by the partner, which cannot be undone.
    """
    result, story = DemoResult(), Story(stations)
    try:
        for name, step in STEPS:
            began = time.monotonic()
            step(story)
            result.steps.append((name, time.monotonic() - began))
            tell("step", name)
        result.report_to_receipt_seconds = story.facts["report_to_receipt_seconds"]
        result.recall_seconds = story.facts["recall.seconds"]
        for check in run_checks(CHECKS, story, to_the_end=to_the_end):
            result.checks.append(check)
            tell("held" if check.held else "broken", f"{check.name}: {check.detail}")
    except Exception as error:
        result.failure = f"{type(error).__name__}: {error}"
        tell("broken", result.failure)
    finally:
        story.close()
    for station in stations.values():
        result.memory_mb |= station.memory_mb()
    return result
