"""Real stations on this machine: each with its own home, database, keys and processes, talking HTTP on loopback."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import httpx
import psutil

START_SECONDS = 120
STOP_SECONDS = 25


class ExerciseStationError(Exception):
    """A station of the exercise did not start or answer; the message names it and its log."""


@dataclass(frozen=True, slots=True)
class StationPlan:
    """Who an exercise station is."""

    station_id: str
    country: str
    kind: str
    names: Mapping[str, str]
    language: str
    time_zone: str


@dataclass
class ExerciseStation:
    """One running station. `tokens` maps an account name to an API token with that person's roles."""

    plan: StationPlan
    home: Path
    port: int
    passwords: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    logs: list[IO[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("JISR_", "DJANGO_"))}
        return {**inherited, "JISR_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "jisr.station.settings"}

    def found(self, password: str) -> None:
        """`jisr init` with one account per role, then an API token for each."""
        plan = self.plan
        names = [option for language in ("ar", "fr", "en") for option in (f"--name-{language}", plan.names[language])]
        endpoint = f"{self.address}/exchange/v1/dispatches"
        options = [
            "--id",
            plan.station_id,
            *names,
            "--country",
            plan.country,
            "--kind",
            plan.kind,
            "--endpoint",
            endpoint,
        ]
        options += [
            "--language",
            plan.language,
            "--time-zone",
            plan.time_zone,
            "--admin",
            "administrator",
            "--exercise",
            "--json",
        ]
        made = self._run(["-m", "jisr", "init", *options], JISR_ADMIN_PASSWORD=password)
        self.passwords = made["accounts"]
        self.tokens = self._run(["-m", "jisr.exercise.people"], JISR_ADMIN_PASSWORD=password)

    def start(self) -> None:
        """Start `jisr serve` and `jisr worker`."""
        self._spawn("serve", ["-m", "jisr", "serve", "--port", str(self.port), "--workers", "1"])
        self._spawn("worker", ["-m", "jisr", "worker"])

    def wait_until_ready(self) -> None:
        """Return when the station says that it is ready.

        Raises:
            ExerciseStationError: a process ended, or it took more than START_SECONDS.
        """
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            self._check_alive()
            try:
                if httpx.get(f"{self.address}/readyz", timeout=2).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise ExerciseStationError(
            f"{self.plan.station_id} was not ready after {START_SECONDS} s; see {self._log('serve')}"
        )

    def stop(self) -> None:
        """Ask both processes to end, then insist."""
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()
        for log in self.logs:
            log.close()

    def memory_mb(self) -> dict[str, float]:
        """Resident memory of each process with its children, in MB."""
        return {f"{self.plan.station_id}.{name}": _memory_mb(process.pid) for name, process in self.processes.items()}

    def _spawn(self, name: str, arguments: list[str]) -> None:
        log = self._log(name).open("wb")
        self.logs.append(log)
        self.processes[name] = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, *arguments],
            env=self.environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def _check_alive(self) -> None:
        for name, process in self.processes.items():
            if process.poll() is not None:
                tail = self._log(name).read_text(errors="replace").strip().splitlines()[-3:]
                raise ExerciseStationError(f"{self.plan.station_id}: `jisr {name}` ended by itself: {' '.join(tail)}")

    def _log(self, name: str) -> Path:
        return self.home / f"{name}.log"

    def _run(self, arguments: list[str], **variables: str) -> dict[str, Any]:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, *arguments], env={**self.environment(), **variables}, capture_output=True, check=False
        )
        if done.returncode != 0:
            raise ExerciseStationError(f"{self.plan.station_id}: {done.stderr.decode(errors='replace').strip()[-800:]}")
        document: dict[str, Any] = json.loads(done.stdout)
        return document


def free_port(preferred: int) -> int:
    """`preferred` if nobody listens there, otherwise any free port of the loopback."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ExerciseStationError("no free port on the loopback interface")


@contextmanager
def running(stations: list[ExerciseStation]) -> Iterator[list[ExerciseStation]]:
    """Start the stations, and stop them whatever happens."""
    try:
        for station in stations:
            station.start()
        for station in stations:
            station.wait_until_ready()
        yield stations
    finally:
        for station in stations:
            station.stop()


def _memory_mb(pid: int) -> float:
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        return round(sum(each.memory_info().rss for each in family) / 1_048_576, 1)
    except psutil.NoSuchProcess:
        return 0.0
