"""Training of the six tables of edits, one for each two scripts."""

import zlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jisr.core.identity.names.letters import Script, script_of
from jisr.core.identity.names.model import EditTable
from names.corpus import Corpus
from names.edits import SHAPES, Edits, align_letters, aligned_stretches, propose_edits, scores, train
from names.negatives import Neighbours, linked

_LEAST_SEEN, _MOST_EDITS = 15, 3000
_MOST_PAIRS = 110_000
_ROUNDS, _EPOCHS = 3, 5
_CANDIDATES, _HARDEST = 30, 2
# A positive that the model holds impossible after the first round is taken for an error of the source.
_IMPOSSIBLE = -3.0


@dataclass(frozen=True)
class HeldOut:
    """How a table tells apart pairs that it was not trained on: hard pairs, drawn as those of training were."""

    pairs: int
    auc: float
    recall_at_1_percent_false: float


@dataclass
class _Side:
    words: Sequence[str]
    at: Mapping[str, int]
    neighbours: Neighbours


def train_table(
    corpus: Corpus, first: Script, second: Script, *, seed: int, say: Callable[[str], None]
) -> tuple[EditTable, HeldOut]:
    """The table for two scripts, and how it did on a twentieth of the parts, held out by hash."""
    rng = np.random.default_rng(seed)
    links = linked(list(corpus.pairs))
    pairs = sorted(p for p in corpus.pairs if (script_of(p[0]), script_of(p[1])) == (first, second) and p[0] != p[1])
    held = [p for p in pairs if zlib.crc32(p[0].encode()) % 20 == 0]
    kept = [p for p in pairs if zlib.crc32(p[0].encode()) % 20]
    if len(kept) > _MOST_PAIRS:
        kept = [kept[i] for i in rng.permutation(len(kept))[:_MOST_PAIRS]]
    amount = np.array([1 + np.log(corpus.pairs[p]) for p in kept])
    letters = align_letters(kept, amount, rounds=8)
    edits = propose_edits(aligned_stretches(kept, amount, letters), first is second, _LEAST_SEEN, _MOST_EDITS)
    words = [sorted({w for w in links if script_of(w) is script}) for script in (first, second)]
    left, right = (_Side(w, {x: i for i, x in enumerate(w)}, Neighbours(w) if n else None) for n, w in enumerate(words))
    say(f"{first.name}-{second.name}: {len(kept)} pairs, {edits.weights.shape} stretches")
    for _ in range(_ROUNDS):
        _train_round(edits, left, right, kept, amount, links, rng, tied=first is second, say=say)
    ordered = [tuple(sorted(g.numbers, key=g.numbers.__getitem__)) for g in (edits.first, edits.second)]
    table = EditTable(ordered[0], ordered[1], edits.weights, edits.bias)
    return table, _held_out(edits, left, right, held, links, rng)


def _positions(
    left: _Side, right: _Side, pairs: Sequence[tuple[str, str]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return np.array([left.at[a] for a, _ in pairs]), np.array([right.at[b] for _, b in pairs])


def _scores(
    edits: Edits, left: _Side, right: _Side, at: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.float64]:
    rows_a, off_a = edits.first.rows(left.words)
    rows_b, off_b = edits.second.rows(right.words)
    return np.asarray(scores(rows_a, off_a, rows_b, off_b, at, other, edits.weights, SHAPES)) + edits.bias


def _hard_pairs(edits, left, right, anchors, links, rng):  # type: ignore[no-untyped-def]
    """Pairs that are not one name as far as is known: the best-scored of each anchor's neighbours, and one other."""
    at, other = [], []
    for a in anchors:
        for n in right.neighbours.near(a, rng, _CANDIDATES):
            b = right.words[n]
            if b != a and b not in links[a] and links[a].isdisjoint(links[b]):
                at.append(left.at[a])
                other.append(n)
    at, other = np.array(at), np.array(other)
    found = _scores(edits, left, right, at, other)
    by_anchor: dict[int, list[int]] = defaultdict(list)
    for k in np.argsort(-found):
        by_anchor[at[k]].append(k)
    chosen = [k for held in by_anchor.values() for k in (*held[:_HARDEST], held[int(rng.integers(len(held)))])]
    return at[chosen], other[chosen]


def _train_round(edits, left, right, kept, amount, links, rng, *, tied, say):  # type: ignore[no-untyped-def]
    at, other = _positions(left, right, kept)
    trusted = np.ones(len(kept), dtype=bool)
    if edits.bias:
        trusted = _scores(edits, left, right, at, other) > _IMPOSSIBLE
    anchors = [kept[i][0] for i in np.flatnonzero(trusted)]
    hard_at, hard_other = _hard_pairs(edits, left, right, dict.fromkeys(anchors), links, rng)
    chance = trusted.sum() // 3
    lefts = np.concatenate([at[trusted], hard_at, rng.integers(0, len(left.words), chance)])
    rights = np.concatenate([other[trusted], hard_other, rng.integers(0, len(right.words), chance)])
    label = np.concatenate([np.ones(trusted.sum()), np.zeros(len(hard_at) + chance)]).astype(np.int64)
    weight = amount[trusted] / amount[trusted].mean()
    weights = np.concatenate([weight, np.full(len(hard_at), trusted.sum() / len(hard_at)), np.ones(chance)])
    say(f"  {trusted.sum()} pairs of {len(kept)} trusted, {len(hard_at)} hard ones against")
    train(edits, left.words, right.words, lefts, rights, label, weights, tied=tied, epochs=_EPOCHS, say=say)


def _held_out(edits, left, right, held, links, rng) -> HeldOut:  # type: ignore[no-untyped-def]
    at, other = _positions(left, right, held)
    same = _scores(edits, left, right, at, other)
    different = _scores(
        edits, left, right, *_hard_pairs(edits, left, right, dict.fromkeys(a for a, _ in held), links, rng)
    )
    ranks = np.argsort(np.argsort(np.concatenate([same, different]))) + 1.0
    n, m = len(same), len(different)
    auc = (ranks[:n].sum() - n * (n + 1) / 2) / (n * m)
    return HeldOut(n, float(auc), float((same > np.quantile(different, 0.99)).mean()))
