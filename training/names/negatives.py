"""Pairs of parts that sound alike and are not one name, as far as the corpus knows: what training has to tell apart."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from jisr.core.identity.names.keys import consonants


class Neighbours:
    """Parts by consonants, one consonant more, less or other."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(words):
            for key in _loose_keys(word):
                self._by_key[key].append(at)

    def near(self, word: str, rng: np.random.Generator, most: int) -> list[int]:
        """Positions of at most so many words that share a loose key, half of them with the very same consonants."""
        key = consonants(word)
        same = self._by_key.get("=" + key, [])
        chosen = {same[n] for n in rng.integers(0, len(same), most // 2)} if same else set()
        loose = [held for k in _loose_keys(word) if k[0] != "=" and (held := self._by_key.get(k))]
        if loose:
            for which, at in zip(rng.integers(0, len(loose), most - len(chosen)), rng.random(most), strict=False):
                chosen.add(loose[which][int(at * len(loose[which]))])
        return sorted(chosen)


# Sounds that are taken for each other.
_COARSE = str.maketrans("gdzcfh", "ktssbk")


def _loose_keys(word: str) -> set[str]:
    """The consonants; coarser ones with one left out, or two of a long word; the letters with one left out."""
    key = consonants(word)
    coarse = key.translate(_COARSE)
    keys = {"=" + key, *_shortened(coarse)}
    if len(coarse) > 4:
        keys |= {shorter for once in _shortened(coarse) for shorter in _shortened(once)}
    return keys | ({"~" + shorter for shorter in _shortened(word)} if len(word) < 12 else set())


def _shortened(text: str) -> set[str]:
    return {text[:i] + text[i + 1 :] for i in range(len(text))} if len(text) > 2 else set()


def linked(pairs: Sequence[tuple[str, str]]) -> Mapping[str, set[str]]:
    """For each part the parts it was seen with."""
    links: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        links[a].add(b)
        links[b].add(a)
    return links
