"""Runs Jisr and each peer in a fresh process, one after the other, on one core, with cold caches.

Peers run in an environment of their own (`uv run --with`), so that they never bind what Jisr depends on.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jisr.bench.figures import BenchmarkError

#: The peers that score pairs, and what each is called in a report.
PEERS: Final[Mapping[str, str]] = {
    "logic-v2": "nomenklatura 4.17 logic-v2",
    "name-based": "nomenklatura 4.17 name-based",
    "icu-rapidfuzz": "ICU + rapidfuzz token_sort",
    "romanizer-rapidfuzz": "arabic-name-romanizer + rapidfuzz",
}
_PACKAGES: Final = {
    "logic-v2": ("nomenklatura==4.17.*",),
    "name-based": ("nomenklatura==4.17.*",),
    "icu-rapidfuzz": ("pyicu>=2.14", "rapidfuzz>=3.14"),
    "romanizer-rapidfuzz": ("arabic-name-romanizer==0.2.*", "pyicu>=2.14", "rapidfuzz>=3.14"),
    "trigrams": ("pyicu>=2.14", "scikit-learn>=1.7"),
}
_SCRIPT: Final = Path(__file__).with_name("peer.py")
_PEER_SECONDS: Final = 900
# One thread for every library that would start more.
_ONE_CORE: Final = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def run_own(work: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What `own` answers.

    Raises:
        BenchmarkError: it failed.
    """
    try:
        return _run([sys.executable, "-W", "ignore", "-m", "jisr.bench.names.own", work], given, None)
    except subprocess.CalledProcessError as error:
        raise BenchmarkError(f"measuring failed: {error.stderr.decode(errors='replace')[-800:]}") from error


def run_peer(name: str, given: Mapping[str, Any]) -> tuple[dict[str, Any] | None, str]:
    """What the peer answers, or None with the reason."""
    uv = _uv()
    if uv is None:
        return None, "uv is not there to install it"
    command = [uv, "run", "--no-project", "--quiet", "--python", sys.executable]
    for package in _PACKAGES[name]:
        command += ["--with", package]
    try:
        return _run([*command, "python", "-I", "-W", "ignore", str(_SCRIPT), name], given, _PEER_SECONDS), ""
    except subprocess.TimeoutExpired:
        return None, f"it took more than {_PEER_SECONDS} seconds"
    except subprocess.CalledProcessError as error:
        lines = error.stderr.decode(errors="replace").strip().splitlines()
        return None, f"it could not be installed or run: {lines[-1] if lines else error}"


def _run(command: list[str], given: Mapping[str, Any], most_seconds: int | None) -> dict[str, Any]:
    done = subprocess.run(
        command,
        input=json.dumps(given).encode(),
        capture_output=True,
        env={**os.environ, **_ONE_CORE},
        timeout=most_seconds,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _uv() -> str | None:
    beside = Path(sys.executable).parent.parent.parent / ".boot" / "bin" / "uv"
    return str(beside) if beside.exists() else shutil.which("uv")
