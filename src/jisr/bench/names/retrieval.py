"""Figures of looking a name up among many: in the labelled gallery, and among names made up by an exercise."""

import tempfile
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np

from jisr.bench.figures import Figure, Report
from jisr.bench.names.pairs import Generator
from jisr.bench.names.processes import run_own, run_peer

#: How many names are asked for.
MOST: Final = 10
_KINDS: Final = {"ll": "latin", "aa": "arabic", "x": "cross_script"}
_PEER: Final = "character trigrams after ICU"
_EXACT: Final = {
    "best": "the best answer of scoring every name",
    "likely": "those of its ten best answers that score 0.5 or more",
    "all": "its ten best answers, however unlike",
}


def add_gallery(report: Report, folder: Path, keep_one_in: int, exact: int) -> None:
    """The labelled gallery of 50,000 with its queries, beside an index of character trigrams."""
    gallery = folder / "gallery_50000.txt"
    rows = [line.split("\t") for line in (folder / "queries_50000.tsv").read_text(encoding="utf-8").splitlines()]
    rows = rows[::keep_one_in]
    wanted = [{int(row[1])} for row in rows]
    queries, kinds = [row[0] for row in rows], np.array([_KINDS[row[2]] for row in rows])
    found = run_own("look-up", {"gallery": str(gallery), "queries": queries, "most": MOST, "exact": exact})
    names = gallery.read_text(encoding="utf-8").splitlines()
    peer, reason = run_peer("trigrams", {"gallery": names, "queries": queries, "most": MOST})
    _add(report, "names.retrieval_50000", found, wanted, kinds, peer, reason)


def add_generated(report: Report, generator: Generator, size: int, queries: int, exact: int) -> None:
    """So many made-up names, each asked for in another spelling; all bearers of the name asked for count as right."""
    random = Random(f"retrieval-{size}")
    chosen = set(random.sample(range(size), queries))
    asked = []
    identities = np.empty(size, dtype=np.int64)
    with tempfile.TemporaryDirectory(prefix="jisr-bench-") as folder:
        gallery = Path(folder) / "gallery.txt"
        with gallery.open("w", encoding="utf-8") as file:
            for at, name in enumerate(generator.names(size, size)):
                identities[at] = name.identity
                habit, other = random.sample(generator.habits, 2) if at % 3 else ("arabic", "arabic")
                file.write(name.written(habit, random) + "\n")
                if at in chosen:
                    kind = "arabic" if habit == other else "cross_script" if "arabic" in (habit, other) else "latin"
                    asked.append((name.written(other, random), name.identity, kind))
        by_identity: dict[int, set[int]] = {identity: set() for _, identity, _ in asked}
        for place in np.flatnonzero(np.isin(identities, list(by_identity))):
            by_identity[int(identities[place])].add(int(place))
        given = {"gallery": str(gallery), "queries": [a for a, _, _ in asked], "most": MOST, "exact": exact}
        found = run_own("look-up", given)
    wanted = [by_identity[identity] for _, identity, _ in asked]
    _add(report, f"names.generated_{size}", found, wanted, np.array([kind for _, _, kind in asked]), None, "")


def _add(
    report: Report,
    name: str,
    found: dict[str, Any],
    wanted: list[set[int]],
    kinds: Any,
    peer: dict[str, Any] | None,
    reason: str,
) -> None:
    for kind in sorted(set(kinds.tolist())):
        for most in (1, MOST):
            met = _met(found, wanted, most)[kinds == kind]
            peer_value = float(_met(peer, wanted, most)[kinds == kind].mean()) if peer else None
            low, high = _interval(met)
            report.add(
                Figure(
                    f"{name}.{kind}.recall_at_{most}",
                    round(float(met.mean()), 4),
                    "",
                    _PEER if peer else "",
                    round(peer_value, 4) if peer_value is not None else None,
                    note=f"{len(met):,} queries" + (f"; peer not measured: {reason}" if reason else ""),
                    low=round(low, 4),
                    high=round(high, 4),
                )
            )
    seconds, peer_seconds = np.array(found["seconds_each"]), np.array(peer["seconds_each"]) if peer else None
    for short, quantile in (("median_ms", 0.5), ("p95_ms", 0.95)):
        peer_value = round(1000 * float(np.quantile(peer_seconds, quantile)), 3) if peer_seconds is not None else None
        value = round(1000 * float(np.quantile(seconds, quantile)), 3)
        report.add(Figure(f"{name}.{short}", value, "ms", _PEER if peer else "", peer_value, note="one core"))
    _add_building(report, name, found, peer)


def _add_building(report: Report, name: str, found: dict[str, Any], peer: dict[str, Any] | None) -> None:
    built = round(peer["build_seconds"], 2) if peer else None
    note = f"{found['names']:,} names"
    own = round(found["build_seconds"], 2)
    report.add(Figure(f"{name}.build_seconds", own, "s", _PEER if peer else "", built, note=note))
    report.add(Figure(f"{name}.memory", round(found["memory_mb"], 1), "MB", note="resident, of the index alone"))
    report.add(Figure(f"{name}.peak_memory", round(found["peak_mb"], 1), "MB", note="whole process, while building"))
    exact = found["exact"]
    for short, meaning in _EXACT.items():
        if short in exact:
            text = f"{meaning}; {exact['queries']} queries"
            report.add(Figure(f"{name}.exact_recall_{short}", round(exact[short], 4), "", note=text))


def _met(found: dict[str, Any], wanted: list[set[int]], most: int) -> Any:
    return np.array(
        [not positions.isdisjoint(given[:most]) for given, positions in zip(found["positions"], wanted, strict=True)]
    )


def _interval(met: Any) -> tuple[float, float]:
    rng = np.random.default_rng(1)
    means = [met[rng.integers(0, len(met), len(met))].mean() for _ in range(300)]
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)
