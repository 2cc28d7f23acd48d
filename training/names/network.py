"""The small network over the features of a pairing, trained by Adam on log-loss."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from jisr.core.identity.names.model import Network

#: As in kernel.c.
FAR = 3.0


def train_network(
    x: NDArray[np.float32], y: NDArray[np.bool_], amount: NDArray[np.float32], *, hidden: tuple[int, int] = (32, 16),
    epochs: int = 20, batch: int = 512, rate: float = 2e-3, decay: float = 1e-5, seed: int = 5,
) -> Network:  # fmt: skip
    """x: (n, features); y: (n,); amount: (n,) weight of each row."""
    rng = np.random.default_rng(seed)
    mean, spread = x.mean(0), x.std(0)
    scale = (1 / np.maximum(spread, 1e-3)).astype(np.float32)
    z = np.clip((x - mean) * scale, -FAR, FAR).astype(np.float32)
    sizes = (x.shape[1], *hidden, 1)
    weights = [rng.normal(0, np.sqrt(2 / a), (b, a)).astype(np.float32) for a, b in pairwise(sizes)]
    biases = [np.zeros(b, dtype=np.float32) for b in sizes[1:]]
    state = [(np.zeros_like(p), np.zeros_like(p)) for p in (*weights, *biases)]
    step = 0
    for epoch in range(epochs):
        order = rng.permutation(len(z))
        for start in range(0, len(order), batch):
            at = order[start : start + batch]
            layers = [z[at]]
            for w, b in zip(weights, biases, strict=True):
                out = layers[-1] @ w.T + b
                layers.append(np.maximum(out, 0) if w is not weights[-1] else out)
            chance = 1 / (1 + np.exp(-np.clip(layers[-1][:, 0], -30, 30)))
            delta = ((chance - y[at]) * amount[at] / len(at))[:, None].astype(np.float32)
            gw, gb = [], []
            for k in range(len(weights) - 1, -1, -1):
                gw.insert(0, delta.T @ layers[k] + decay * weights[k])
                gb.insert(0, delta.sum(0))
                if k:
                    delta = (delta @ weights[k]) * (layers[k] > 0)
            step += 1
            now = rate * 0.5 * (1 + np.cos(np.pi * (epoch + start / len(order)) / epochs)) + 1e-5
            for p, g, (m, v) in zip((*weights, *biases), (*gw, *gb), state, strict=True):
                m += 0.1 * (g - m)
                v += 0.001 * (g * g - v)
                p -= now * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return Network(
        mean.astype(np.float32), scale, weights[0], biases[0], weights[1], biases[1], weights[2][0], float(biases[2][0])
    )


def forward(network: Network, x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log-odds of rows of features, as kernel.c computes them."""
    layer = np.clip((x - network.mean) * network.scale, -FAR, FAR)
    layer = np.maximum(layer @ network.hidden.T + network.hidden_bias, 0)
    layer = np.maximum(layer @ network.hidden2.T + network.hidden2_bias, 0)
    return np.asarray(layer @ network.out + network.out_bias, dtype=np.float32)


def together(networks: list[Network]) -> Network:
    """One network that answers the mean of several over the same features."""
    count, (rows, columns) = len(networks), networks[0].hidden2.shape
    second = np.zeros((rows * count, columns * count), dtype=np.float32)
    for n, network in enumerate(networks):
        second[n * rows : (n + 1) * rows, n * columns : (n + 1) * columns] = network.hidden2
    return Network(
        networks[0].mean, networks[0].scale,
        np.concatenate([n.hidden for n in networks]), np.concatenate([n.hidden_bias for n in networks]),
        second, np.concatenate([n.hidden2_bias for n in networks]),
        np.concatenate([n.out for n in networks]) / count, float(np.mean([n.out_bias for n in networks])),
    )  # fmt: skip
