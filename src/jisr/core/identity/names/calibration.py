"""From the network's log-odds to a figure that means what it says.

0.9 means: of pairs like those the maps were fitted on, half of them hard ones, about nine in ten were the same name.
The maps rise strictly, so that they change no order; one map for each kind of pair.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from jisr.core.identity.names.letters import Script

#: Log-odds at which a map ends: the same letters, or none.
CERTAIN = 20.0

type Map = tuple[NDArray[np.float32], NDArray[np.float32]]


def kind_of(first: Script, second: Script) -> str:
    """Which map serves a pair: "latin", "arabic", "latin-arabic", or "cyrillic" where either side is."""
    scripts = {first, second}
    if Script.CYRILLIC in scripts:
        return "cyrillic"
    if len(scripts) == 2:
        return "latin-arabic"
    return "arabic" if first is Script.ARABIC else "latin"


def chances(odds: NDArray[np.float32], kind: str, maps: Mapping[str, Map]) -> NDArray[np.float64]:
    """Calibrated scores, 0..1: 1 for the same letters, 0 where a side has none."""
    if kind not in maps:
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -CERTAIN, CERTAIN).astype(np.float64))))
    known, chance = maps[kind]
    found = np.interp(odds, np.concatenate([[-CERTAIN], known, [CERTAIN]]), np.concatenate([[0.0], chance, [1.0]]))
    return np.asarray(found, dtype=np.float64)
