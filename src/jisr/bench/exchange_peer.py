"""The peer beside the exchange: medallion 3.0, OASIS's TAXII 2.1 server, taking STIX objects in the clear.

It verifies nothing, signs nothing, keeps everything in memory and writes nothing to disk; its store gets slower with
the square of what it holds, so it is measured empty. It is a proportion, not a yardstick. It runs in an environment of
its own (`uv run --with`), so that it never binds what Jisr depends on.
"""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SCRIPT: Final = Path(__file__).with_name("medallion_peer.py")
_TIMEOUT_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Peer:
    """What the peer did; `per_second` is None where it could not be run, and `note` says why."""

    name: str
    per_second: float | None
    note: str


def measure(objects: int) -> Peer:
    """Objects of 2 KB that medallion takes per second, posted in batches over HTTP on loopback."""
    uv = _uv()
    if uv is None:
        return Peer("medallion 3.0", None, "peer not measured: uv is not there to install it")
    command = [uv, "run", "--no-project", "--python", sys.executable, "--with", "medallion==3.0.0", "--with", "httpx"]
    try:
        done = subprocess.run(
            [*command, "python", "-W", "ignore", str(_SCRIPT), str(objects)],
            capture_output=True,
            timeout=_TIMEOUT_SECONDS,
            check=True,
        )
        return Peer(
            "medallion 3.0", round(float(done.stdout.split()[-1]), 1), "peer in the clear, in memory, empty store"
        )
    except (subprocess.SubprocessError, ValueError, IndexError):
        return Peer("medallion 3.0", None, "peer not measured: it could not be installed or run")


def _uv() -> str | None:
    beside = Path(sys.executable).parent.parent.parent / ".boot" / "bin" / "uv"
    return str(beside) if beside.exists() else shutil.which("uv")
