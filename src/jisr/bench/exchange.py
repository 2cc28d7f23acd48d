"""`jisr bench exchange`: dispatches from one station to another, from release to stored receipt.

Two real stations on this machine, each with its own embedded PostgreSQL (fsync on), keys and processes; Madrid's HTTP
endpoint is served as `jisr serve` serves it. A figure counts a dispatch when it has been signed, stored and entered in
the ledger at Rabat, sealed, posted, opened, verified, stored and entered at Madrid, and its receipt verified, stored
and entered at Rabat. Madrid's endpoint is measured empty, and again with 100,000 dispatches stored on both sides.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psutil

from jisr.bench import exchange_peer
from jisr.bench.figures import Figure, Report

DISPATCHES: Final = 6_000
STORED: Final = 100_000
LIMIT: Final = "the same cryptography and COPY alone, one core"
_START_SECONDS: Final = 60


def measure(*, quick: bool = False) -> Report:
    """The figures of one run, in about three minutes (a tenth of the dispatches when `quick`)."""
    wanted = DISPATCHES // 10 if quick else DISPATCHES
    report = Report()
    with tempfile.TemporaryDirectory(prefix="jisr-bench-") as folder:
        rabat, madrid = _Station(Path(folder) / "r"), _Station(Path(folder) / "m")
        port = _free_port()
        cards = [rabat.run("found", station_id="rabat", country="MA", port=_free_port())["card"]]
        cards.append(madrid.run("found", station_id="madrid", country="ES", port=port)["card"])
        rabat.run("befriend", card=cards[1])
        madrid.run("befriend", card=cards[0])
        limit = rabat.run("limit", dispatches=min(wanted, 2_000))
        bound = 1 / (limit["cryptography"] + limit["copy"])
        with madrid.serving(port) as server:
            empty = rabat.run("drive", partner="madrid", dispatches=wanted)
            server_mb = _memory_mb(server)
            peer = exchange_peer.measure(wanted // 6)
            _add_rate(report, "exchange.dispatches_per_second", empty, bound, peer)
            stored = STORED // 10 if quick else STORED
            for station in (rabat, madrid):
                station.run("fill", dispatches=stored)
            full = rabat.run("drive", partner="madrid", dispatches=wanted)
            _add_rate(report, "exchange.dispatches_per_second_full", full, bound, peer, f"with {stored} stored")
            _add_memory(report, empty, full, server_mb, _memory_mb(server))
    rates = [figure.value for figure in report.figures[:2]]
    report.add(Figure("exchange.full_over_empty", round(rates[1] / rates[0], 4), "", note="1 when it does not matter"))
    report.add(Figure("exchange.cryptography_per_dispatch", round(limit["cryptography"] * 1e6, 1), "µs", note="alone"))
    report.add(Figure("exchange.copy_per_dispatch", round(limit["copy"] * 1e6, 1), "µs", note="two rows, alone"))
    return report


def _add_rate(
    report: Report, name: str, run: dict[str, Any], bound: float, peer: exchange_peer.Peer, note: str = "empty"
) -> None:
    size = f"{run['signed_bytes']} bytes signed, batches of 200, {note}"
    report.add(
        Figure(
            name,
            round(run["received"] / run["seconds"], 1),
            "1/s",
            peer=peer.name,
            peer_value=peer.per_second,
            limit=LIMIT,
            limit_value=round(bound, 1),
            note=f"{size}. {peer.note}",
        )
    )


def _add_memory(report: Report, empty: dict[str, Any], full: dict[str, Any], before: float, after: float) -> None:
    for name, value, note in (
        ("exchange.memory_sender", empty["memory_mb"], "empty"),
        ("exchange.memory_endpoint", before, "empty"),
        ("exchange.memory_sender_full", full["memory_mb"], "full"),
        ("exchange.memory_endpoint_full", after, "full"),
    ):
        report.add(Figure(name, round(value, 1), "MB", note=f"resident, {note}, without PostgreSQL"))


class _Station:
    """One station of the benchmark, driven through `exchange_station`."""

    def __init__(self, home: Path) -> None:
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("JISR_", "DJANGO_"))},
            "JISR_HOME": str(home),
            "JISR_LOG": "off",
        }

    def run(self, command: str, **given: Any) -> dict[str, Any]:
        """One command, to its end; what it printed."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "jisr.bench.exchange_station", command],
            input=json.dumps(given).encode(),
            env=self.environment,
            stdout=subprocess.PIPE,
            check=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    @contextmanager
    def serving(self, port: int) -> Iterator[psutil.Process]:
        """`jisr serve` with one worker, until the block ends."""
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "jisr", "serve", "--port", str(port), "--workers", "1"],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/exchange/v1/card", process)
            yield psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the receiving station did not start")


def _memory_mb(process: psutil.Process) -> float:
    family = [process, *process.children(recursive=True)]
    return float(sum(each.memory_info().rss for each in family if "postgres" not in each.name()) / 2**20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
