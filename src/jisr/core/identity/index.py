"""Lookup of a name among many: shared keys first, then a compiled re-rank, then the full score."""

import math
from collections import Counter
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from jisr.core.identity.scoring import score_names
from jisr.core.identity.skeleton import name_key, name_skeleton

_CANDIDATES_BY_KEY = 800
_CANDIDATES_BY_RANK = 60


class NameIndex:
    """Names in any of the scripts, found by consonant keys. Positions are those of insertion, from 0."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._skeletons: list[str] = []
        self._postings: dict[str, list[int]] = {}

    @classmethod
    def build(cls, names: Iterable[str]) -> "NameIndex":
        """An index over names; an empty name keeps its position and is never found."""
        index = cls()
        for name in names:
            index.add(name)
        return index

    def __len__(self) -> int:
        return len(self._names)

    def add(self, name: str) -> int:
        """Add one name and return its position."""
        position = len(self._names)
        self._names.append(name)
        self._skeletons.append(name_skeleton(name))
        for key in name_key(name):
            self._postings.setdefault(key, []).append(position)
        return position

    def search(self, query: str, k: int = 10) -> list[tuple[int, float]]:
        """At most k (position, score) pairs, best first; scores 0..1 as `score_names`.

        Raises:
            ValueError: k is below 1.
        """
        if k < 1:
            raise ValueError("k must be at least 1")
        by_key = self._sharing_keys(query)
        wanted = max(_CANDIDATES_BY_RANK, 3 * k)
        choices = {position: self._skeletons[position] for position in by_key}
        ranked = process.extract(name_skeleton(query), choices, scorer=fuzz.token_sort_ratio, limit=wanted)
        scored = [(position, score_names(query, self._names[position])) for _, _, position in ranked]
        return sorted(((p, s) for p, s in scored if s > 0), key=lambda found: (-found[1], found[0]))[:k]

    def _sharing_keys(self, query: str) -> list[int]:
        weight: Counter[int] = Counter()
        for key in name_key(query):
            postings = self._postings.get(key, ())
            if postings:
                rarity = int(1000 * math.log1p(len(self._names) / len(postings)))
                for position in postings:
                    weight[position] += rarity
        return [position for position, _ in weight.most_common(_CANDIDATES_BY_KEY)]
