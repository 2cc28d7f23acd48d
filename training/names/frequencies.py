"""How rare each part is, and which pairs of parts were seen as one name: the model's two look-up tables."""

import numpy as np
from numpy.typing import NDArray

from jisr.core.identity.names.kernel import pair_hash, part_hash
from names.corpus import Corpus

_STEPS = 12
# A spelling is borne at least by so many of those who bear another spelling of the same name.
_SHARED = 0.5
_LEAST = 2


def rarities(corpus: Corpus) -> tuple[NDArray[np.uint32], NDArray[np.uint8], float]:
    """Sorted hashes of known parts, 12 times the natural logarithm of one over their share, and that of the unknown."""
    total = sum(corpus.counts.values())
    counts: dict[str, float] = dict(corpus.counts)
    for a, b in corpus.pairs:
        counts[a] = max(counts[a], _SHARED * corpus.counts[b])
        counts[b] = max(counts[b], _SHARED * corpus.counts[a])
    known: dict[int, float] = {}
    for part, count in counts.items():
        if count >= _LEAST:
            key = part_hash(part)
            known[key] = max(known.get(key, 0.0), count)
    hashes = np.array(sorted(known), dtype=np.uint32)
    rarity = [min(255, round(_STEPS * np.log(total / known[int(key)]))) for key in hashes]
    return hashes, np.array(rarity, dtype=np.uint8), float(np.log(total))


def attested_pairs(corpus: Corpus, share: float, seed: int) -> NDArray[np.uint32]:
    """Sorted hashes of that share of the pairs, drawn by chance: training must meet names that were never seen."""
    rng = np.random.default_rng(seed)
    hashes = {part: part_hash(part) for pair in corpus.pairs for part in pair}
    drawn = (p for p in sorted(corpus.pairs) if p[0] != p[1] and (share >= 1 or rng.random() < share))
    return np.array(sorted({pair_hash(hashes[a], hashes[b]) for a, b in drawn}), dtype=np.uint32)
