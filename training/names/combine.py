"""Training of the network over composed names."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from jisr.core.identity.names.kernel import Kernel
from jisr.core.identity.names.letters import Script
from jisr.core.identity.names.model import NameModel, Network
from jisr.core.identity.names.packing import pack_all
from names.compose import Composer
from names.network import forward, together, train_network

_L, _A, _C = Script.LATIN, Script.ARABIC, Script.CYRILLIC
# Shares of the kinds of pairs, in hundredths.
_KINDS = [
    *[(_L, _A)] * 36, *[(_L, _L)] * 36, *[(_L, _C)] * 14, *[(_A, _A)] * 8, *[(_C, _C)] * 3, *[(_A, _C)] * 3,
]  # fmt: skip
_FAMILIES, _STRANGERS = 60_000, 4
_HIDDEN, _DECAY, _NETWORKS = (16, 8), 3e-3, 3
# Share of the pairs against that are the hardest of their family, by the network of the round before.
_HARD = 0.5


def combine(model: NameModel, composer: Composer, say: Callable[[str], None]) -> Network:
    """A network for this model's edits and tables; the mean of several, each begun elsewhere."""
    rng = np.random.default_rng(3)
    same, other = [], []
    for _ in range(_FAMILIES):
        left, right, strangers = composer.family(_KINDS[int(rng.integers(len(_KINDS)))], _STRANGERS)
        same.append((left, right))
        other += strangers
    kernel = Kernel(model)
    for_, against = _features(kernel, same), _features(kernel, other).reshape(_FAMILIES, _STRANGERS, -1)
    say(f"{len(same)} composed pairs of one name, {len(other)} of two")
    return together([_one(for_, against, seed) for seed in range(_NETWORKS)])


def _one(for_: NDArray[np.float32], against: NDArray[np.float32], seed: int) -> Network:
    rng = np.random.default_rng(seed)
    families, strangers = against.shape[:2]
    pick = rng.integers(0, strangers, families)
    truth = np.r_[np.ones(families, dtype=bool), np.zeros(families, dtype=bool)]
    amount = np.ones(2 * families, dtype=np.float32)
    for epochs in (4, 8):
        x = np.concatenate([for_, against[np.arange(families), pick]])
        network = train_network(x, truth, amount, hidden=_HIDDEN, decay=_DECAY, epochs=epochs, seed=seed)
        odds = forward(network, against.reshape(families * strangers, -1)).reshape(families, strangers)
        pick = np.where(rng.random(families) < _HARD, odds.argmax(1), rng.integers(0, strangers, families))
    return network


def _features(kernel: Kernel, pairs: list[tuple[str, str]]) -> NDArray[np.float32]:
    firsts, first_at = pack_all(a for a, _ in pairs)
    seconds, second_at = pack_all(b for _, b in pairs)
    features = kernel.score_pairs(firsts, first_at, seconds, second_at, with_features=True)[1]
    assert features is not None
    return features
