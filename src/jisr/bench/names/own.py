"""Jisr's scores or look-ups, in a fresh process as the peers have: `python -m jisr.bench.names.own pairs|look-up`.

Reads one JSON object from standard input and prints one. pairs: {"pairs": [[name, name]...]}. look-up: {"gallery": file
of one name a line, "queries": [...], "most": n, "exact": how many queries are also answered by scoring every name}.
"""

import json
import resource
import sys
import time
from typing import Any, Final

import numpy as np
import psutil

from jisr.core.identity import NameIndex, score_names, score_pairs

_EQUAL: Final = 1e-9
_LIKELY: Final = 0.5


def pairs(given: dict[str, Any]) -> dict[str, Any]:
    """Scores of all pairs in one batch call; the model is read before the clock starts."""
    score_names("Zzyzx Qqaa", "ظظ ضض")
    held = [(a, b) for a, b in given["pairs"]]
    start = time.perf_counter()
    scores = score_pairs(held)
    return {"seconds": time.perf_counter() - start, "scores": scores.tolist()}


def look_up(given: dict[str, Any]) -> dict[str, Any]:
    """Positions found for each query, with what building took."""
    score_names("Zzyzx Qqaa", "ظظ ضض")
    before = psutil.Process().memory_info().rss
    start = time.perf_counter()
    with open(given["gallery"], encoding="utf-8") as lines:
        index = NameIndex.build(line.rstrip("\n") for line in lines)
    index.search("Zzyzx")
    built = time.perf_counter() - start
    memory = psutil.Process().memory_info().rss - before
    positions, seconds = [], []
    for query in given["queries"]:
        start = time.perf_counter()
        found = index.search(query, given["most"])
        seconds.append(time.perf_counter() - start)
        positions.append([at for at, _ in found])
    return {
        "positions": positions,
        "seconds_each": seconds,
        "build_seconds": built,
        "memory_mb": memory / 2**20,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "exact": _exact(index, given["queries"], given["most"], given["exact"]),
        "names": len(index),
    }


def _exact(index: NameIndex, queries: list[str], most: int, count: int) -> dict[str, float]:
    """Recall against brute force, queries spread evenly: of the best one, of those at 0.5 or more, of the `most`."""
    sample = queries[:: max(1, len(queries) // count)][:count] if count else []
    first, likely, all_ = [], [], []
    for query in sample:
        brute = [score for _, score in index.search_all(query, most)]
        found = [score for _, score in index.search(query, most)]
        if not brute:
            continue
        # Names that score the same may stand for each other.
        met = [at < len(found) and found[at] >= score - _EQUAL for at, score in enumerate(brute)]
        first.append(met[0])
        likely += [is_met for is_met, score in zip(met, brute, strict=True) if score >= _LIKELY]
        all_ += met
    if not first:
        return {}
    recall = {"queries": len(first), "best": float(np.mean(first)), "all": float(np.mean(all_))}
    return {**recall, "likely": float(np.mean(likely))} if likely else recall


if __name__ == "__main__":
    print(json.dumps({"pairs": pairs, "look-up": look_up}[sys.argv[1]](json.load(sys.stdin))))
