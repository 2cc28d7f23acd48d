"""How one spelling turns into another: weights of edits of one to three letters, learned for each two scripts.

A pair's score is the best way to write both parts together as a row of edits (u, v), |u| and |v| at most 3; the sum
of the edits' weights and a bias is the log-odds that the two spell one name. Weights begin at the pointwise mutual
information of aligned stretches and are then trained by logistic loss against near and chance non-pairs (a latent
conditional model of string edits after McCallum, Bellare and Pereira 2005, the best alignment in place of the sum).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from jisr.core.identity.names.letters import BEGIN, END

LONGEST_GRAM = 3
#: Lengths of the two sides of an edit.
SHAPES = np.array([(1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (2, 2), (3, 1), (1, 3), (3, 2), (2, 3)], dtype=np.int64)
ABSENT = np.float32(-1e9)


@dataclass
class Grams:
    """Stretches of letters of one script, numbered from 1; 0 is no stretch."""

    numbers: dict[str, int]

    def rows(self, words: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """For each word with its edges, the numbers of the stretches of 1, 2, 3 letters that begin at each letter.

        Returns:
            (letters, 3) int32 and the offsets of the words in it, (words + 1,).
        """
        rows, offsets = [], np.zeros(len(words) + 1, dtype=np.int64)
        for at, word in enumerate(words):
            edged = BEGIN + word + END
            for i in range(len(edged)):
                rows.append([self.numbers.get(edged[i : i + n], 0) if i + n <= len(edged) else 0 for n in (1, 2, 3)])
            offsets[at + 1] = offsets[at] + len(edged)
        return np.array(rows, dtype=np.int32).reshape(-1, 3), offsets


@dataclass
class Edits:
    """weights: (first grams + 1, second grams + 1) float32; row and column 0 are an insertion and an omission."""

    first: Grams
    second: Grams
    weights: NDArray[np.float32]
    bias: float = 0.0


def single_letters(words: Sequence[str]) -> Grams:
    return Grams({c: n + 1 for n, c in enumerate(sorted({c for w in words for c in w} | {BEGIN, END}))})


@numba.njit(cache=True)
def best_path(a, b, weights, shapes, cells, back):  # type: ignore[no-untyped-def]
    """Best score of two rows of grams; fills back with the shape that ends at each cell."""
    n, m = a.shape[0], b.shape[0]
    for i in range(n + 1):
        for j in range(m + 1):
            if i == 0 and j == 0:
                cells[0, 0] = 0.0
                continue
            best, chosen = -1e18, -1
            for s in range(shapes.shape[0]):
                u, v = shapes[s, 0], shapes[s, 1]
                if u > i or v > j:
                    continue
                gu = a[i - u, u - 1] if u else 0
                gv = b[j - v, v - 1] if v else 0
                if (u and not gu) or (v and not gv):
                    continue
                score = cells[i - u, j - v] + weights[gu, gv]
                if score > best:
                    best, chosen = score, s
            cells[i, j] = best
            back[i, j] = chosen
    return cells[n, m]


@numba.njit(cache=True)
def scores(rows_a, off_a, rows_b, off_b, left, right, weights, shapes):  # type: ignore[no-untyped-def]
    cells, back = np.empty((64, 64)), np.empty((64, 64), dtype=np.int64)
    out = np.empty(left.shape[0])
    for p in range(left.shape[0]):
        a = rows_a[off_a[left[p]] : off_a[left[p] + 1]]
        b = rows_b[off_b[right[p]] : off_b[right[p] + 1]]
        out[p] = best_path(a, b, weights, shapes, cells, back)
    return out


@numba.njit(cache=True)
def expected_counts(rows_a, off_a, rows_b, off_b, left, right, amount, probs, counts):  # type: ignore[no-untyped-def]
    """One step of expectation over single-letter edits; adds to counts, returns the log-likelihood."""
    total = 0.0
    f = np.empty((64, 64))
    g = np.empty((64, 64))
    for p in range(left.shape[0]):
        a = rows_a[off_a[left[p]] : off_a[left[p] + 1], 0]
        b = rows_b[off_b[right[p]] : off_b[right[p] + 1], 0]
        n, m = a.shape[0], b.shape[0]
        for i in range(n + 1):
            for j in range(m + 1):
                value = 1.0 if i == 0 and j == 0 else 0.0
                if i and j:
                    value += f[i - 1, j - 1] * probs[a[i - 1], b[j - 1]]
                if i:
                    value += f[i - 1, j] * probs[a[i - 1], 0]
                if j:
                    value += f[i, j - 1] * probs[0, b[j - 1]]
                f[i, j] = value
        z = f[n, m]
        if z <= 1e-290:
            continue
        total += np.log(z) * amount[p]
        for i in range(n, -1, -1):
            for j in range(m, -1, -1):
                value = 1.0 if i == n and j == m else 0.0
                if i < n and j < m:
                    value += g[i + 1, j + 1] * probs[a[i], b[j]]
                if i < n:
                    value += g[i + 1, j] * probs[a[i], 0]
                if j < m:
                    value += g[i, j + 1] * probs[0, b[j]]
                g[i, j] = value
                w = amount[p] / z
                if i < n and j < m:
                    counts[a[i], b[j]] += f[i, j] * probs[a[i], b[j]] * g[i + 1, j + 1] * w
                if i < n:
                    counts[a[i], 0] += f[i, j] * probs[a[i], 0] * g[i + 1, j] * w
                if j < m:
                    counts[0, b[j]] += f[i, j] * probs[0, b[j]] * g[i, j + 1] * w
    return total


def align_letters(pairs: Sequence[tuple[str, str]], amounts: NDArray[np.float64], rounds: int = 12) -> Edits:
    """Edits of single letters by expectation maximisation; weights are log probabilities."""
    firsts, seconds = zip(*pairs, strict=True)
    first, second = single_letters(firsts), single_letters(seconds)
    rows_a, off_a = first.rows(firsts)
    rows_b, off_b = second.rows(seconds)
    at = np.arange(len(pairs))
    probs = np.full((len(first.numbers) + 1, len(second.numbers) + 1), 1.0)
    for c, n in first.numbers.items():
        if c in second.numbers:
            probs[n, second.numbers[c]] = 20.0
    probs[0, 0] = 0.0
    for own, other in ((first.numbers, 0), (second.numbers, 1)):
        for edge in (BEGIN, END):
            if other:
                probs[0, own[edge]] = 0.0
            else:
                probs[own[edge], 0] = 0.0
    probs[first.numbers[BEGIN], :], probs[:, second.numbers[BEGIN]] = 0.0, 0.0
    probs[first.numbers[END], :], probs[:, second.numbers[END]] = 0.0, 0.0
    probs[first.numbers[BEGIN], second.numbers[BEGIN]] = probs[first.numbers[END], second.numbers[END]] = 20.0
    probs /= probs.sum()
    for _ in range(rounds):
        counts = np.zeros_like(probs)
        expected_counts(rows_a, off_a, rows_b, off_b, at, at, amounts, probs, counts)
        probs = (counts + 0.01 * (probs > 0)) / (counts + 0.01 * (probs > 0)).sum()
    with np.errstate(divide="ignore"):
        weights = np.where(probs > 0, np.log(probs), ABSENT).astype(np.float32)
    return Edits(first, second, weights)


SINGLE_SHAPES = SHAPES[:3]


def aligned_stretches(pairs, amounts, letters):  # type: ignore[no-untyped-def]
    """Counts of the stretches (u, v) of at most 3 letters that stand across from each other in the best alignments."""
    cells, back = np.empty((64, 64)), np.empty((64, 64), dtype=np.int64)
    counts: Counter[tuple[str, str]] = Counter()
    for (a, b), amount in zip(pairs, amounts, strict=True):
        rows_a, _ = letters.first.rows([a])
        rows_b, _ = letters.second.rows([b])
        best_path(rows_a, rows_b, letters.weights, SINGLE_SHAPES, cells, back)
        i, j = len(rows_a), len(rows_b)
        points = [(i, j)]
        while i or j:
            u, v = SINGLE_SHAPES[back[i, j]]
            i, j = i - int(u), j - int(v)
            points.append((i, j))
        points.reverse()
        ea, eb = BEGIN + a + END, BEGIN + b + END
        for s in range(len(points)):
            for e in range(s + 1, min(s + 6, len(points))):
                (i, j), (x, y) = points[s], points[e]
                if x - i <= 3 and y - j <= 3:
                    counts[ea[i:x], eb[j:y]] += amount
    return counts


def propose_edits(counts: Counter[tuple[str, str]], same_script: bool, least: float, most: int) -> Edits:
    """Edits seen often enough, their weights the pointwise mutual information of the two stretches."""
    if same_script:
        both = Counter(counts)
        for (u, v), c in counts.items():
            both[v, u] += c
        counts = both
    shapes = {(int(u), int(v)) for u, v in SHAPES}
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for (u, v), c in counts.items():
        firsts[u] += c
        seconds[v] += c
    total = sum(counts.values())
    multi = [
        (c, u, v)
        for (u, v), c in counts.items()
        if (len(u), len(v)) in shapes and max(len(u), len(v)) > 1 and c >= least and u != v
    ]
    # What the stretches of both sides say together beyond chance, times how often: the useful ones first.
    multi.sort(key=lambda e: -e[0] * np.log(e[0] * total / (firsts[e[1]] * seconds[e[2]])))
    multi = multi[:most]
    grams = [{c for c in firsts if len(c) == 1}, {c for c in seconds if len(c) == 1}]
    for _, u, v in multi:
        grams[0].add(u), grams[1].add(v)
    if same_script:
        grams = [grams[0] | grams[1]] * 2
    first, second = (
        Grams({g: n + 1 for n, g in enumerate(sorted(side - {""}, key=lambda g: (len(g), g)))}) for side in grams
    )
    weights = np.full((len(first.numbers) + 1, len(second.numbers) + 1), ABSENT, dtype=np.float32)
    edges = {BEGIN, END}
    for u, n in first.numbers.items():
        if len(u) == 1 and u not in edges:
            weights[n, 0] = -1.5
            for v, k in second.numbers.items():
                if len(v) == 1 and v not in edges:
                    weights[n, k] = 1.5 if u == v else -3.0
    for v, k in second.numbers.items():
        if len(v) == 1 and v not in edges:
            weights[0, k] = -1.5
    for edge in edges:
        weights[first.numbers[edge], second.numbers[edge]] = 0.0
    for (u, v), c in counts.items():
        n, k = first.numbers.get(u, 0), second.numbers.get(v, 0)
        if len(u) == 1 and len(v) == 1 and u not in edges and v not in edges:
            weights[n, k] = np.clip(np.log(c * total / (firsts[u] * seconds[v])) - 1.0, -4, 3)
    for c, u, v in multi:
        weights[first.numbers[u], second.numbers[v]] = (
            np.clip(np.log(c * total / (firsts[u] * seconds[v])) - 1.0, -4, 4) if u and v else -1.0
        )
    return Edits(first, second, weights)


@numba.njit(cache=True)
def _train_epoch(
    rows_a,
    off_a,
    rows_b,
    off_b,
    left,
    right,
    label,
    amount,
    order,
    weights,
    start,
    squares,
    bias,
    shapes,
    rate,
    pull,
    tied,
):  # type: ignore[no-untyped-def]
    cells, back = np.empty((64, 64)), np.empty((64, 64), dtype=np.int64)
    loss = 0.0
    for k in range(order.shape[0]):
        p = order[k]
        a = rows_a[off_a[left[p]] : off_a[left[p] + 1]]
        b = rows_b[off_b[right[p]] : off_b[right[p] + 1]]
        score = best_path(a, b, weights, shapes, cells, back) + bias[0]
        prob = 1.0 / (1.0 + np.exp(-min(max(score, -30.0), 30.0)))
        loss -= amount[p] * np.log(max(prob if label[p] else 1.0 - prob, 1e-9))
        gradient = amount[p] * (prob - label[p])
        if abs(gradient) < 1e-4:
            continue
        bias[1] += gradient * gradient
        bias[0] -= rate * gradient / np.sqrt(bias[1])
        i, j = a.shape[0], b.shape[0]
        while i or j:
            s = back[i, j]
            u, v = shapes[s, 0], shapes[s, 1]
            gu = a[i - u, u - 1] if u else 0
            gv = b[j - v, v - 1] if v else 0
            g = gradient + pull * (weights[gu, gv] - start[gu, gv])
            squares[gu, gv] += g * g
            step = rate * g / np.sqrt(squares[gu, gv])
            weights[gu, gv] = min(max(weights[gu, gv] - step, -9.0), 6.0)
            if tied and gu != gv:
                weights[gv, gu] = weights[gu, gv]
                squares[gv, gu] = squares[gu, gv]
            i -= u
            j -= v
    return loss


def train(
    edits: Edits,
    firsts,
    seconds,
    left,
    right,
    label,
    amount,
    *,
    tied: bool,
    epochs: int,
    rate: float = 0.15,
    pull: float = 1e-3,
    seed: int = 7,
    say=print,
):  # type: ignore[no-untyped-def]
    """Improve the weights in place on labelled pairs (positions in firsts and seconds)."""
    rows_a, off_a = edits.first.rows(firsts)
    rows_b, off_b = edits.second.rows(seconds)
    start = edits.weights.copy()
    squares = np.full(edits.weights.shape, 1.0, dtype=np.float32)
    bias = np.array([edits.bias, 1.0])
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order = rng.permutation(len(left))
        loss = _train_epoch(rows_a, off_a, rows_b, off_b, left, right, label, amount, order, edits.weights, start,
                            squares, bias, SHAPES, rate * (1 - epoch / epochs) + 0.01, pull, tied)  # fmt: skip
        say(f"  epoch {epoch + 1}/{epochs}: loss {loss / amount.sum():.4f}, bias {bias[0]:.2f}")
    edits.bias = float(bias[0])
