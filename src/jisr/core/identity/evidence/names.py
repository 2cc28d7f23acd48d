"""What the names say: how alike the most alike two are, whether they are one word alone, and how many bear them."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from jisr.core.identity import name_skeleton, score_pairs
from jisr.core.identity.evidence.claims import Evidence, missing
from jisr.core.identity.evidence.values import NAME_PROPERTIES, Properties, values_of
from jisr.core.identity.evidence.weights import SINGLE_WORD_PART, frequency_part, name_log_odds

# From here on names speak for the pair, as a likeness is a chance and this an even one; how many bear them matters.
_EVEN = 0.5
# Among fewer records a name that nobody else bears is no rarity.
_RARE_AMONG = 100
_PAIRS_ALL_SCORED, _PAIRS_SCORED = 64, 4


@dataclass(frozen=True, slots=True)
class NameFrequency:
    """How many records of all bear a name like this one, the record itself counted."""

    bearers: int
    records: int

    @property
    def part(self) -> float:
        """What is left of a name's weight: below 1 for a common name, above for a rare one."""
        part = frequency_part(self.bearers)
        return min(part, 1.0) if self.records < _RARE_AMONG else part

    @property
    def is_common(self) -> bool:
        return self.part < 1


@dataclass(frozen=True, slots=True)
class NamePair:
    """The two names, one of each side, that are most alike. score: 0..1; 0 where a side has no name."""

    left: str
    right: str
    score: float

    @property
    def log_odds(self) -> float:
        """Weight of the likeness alone."""
        return name_log_odds(self.score)

    @property
    def is_single_word(self) -> bool:
        return 1 in (len(self.left.split()), len(self.right.split()))

    @property
    def part(self) -> float:
        """What is left of the weight of an agreement, one word alone saying less."""
        return SINGLE_WORD_PART if self.is_single_word else 1.0

    @property
    def standing(self) -> tuple[float, float]:
        """By which the best of several pairs is chosen."""
        return (self.log_odds * self.part if self.log_odds > 0 else self.log_odds, self.score)


def name_pair(left: Properties, right: Properties) -> NamePair:
    """The names of two records that say most."""
    return best_names(
        *([name for name in values_of(side, NAME_PROPERTIES) if _names_any(name)] for side in (left, right))
    )


def best_names(left: Sequence[str], right: Sequence[str]) -> NamePair:
    """The pair that says most. Every pair is scored where there are few; of many, those with the nearest consonants.

    The same both ways round: each side's names look for their nearest on the other side.
    """
    shared = {*left} & {*right}
    ours, theirs = ([name for name in side if name not in shared] for side in (left, right))
    if len(ours) * len(theirs) <= _PAIRS_ALL_SCORED:
        near = {(a, b) for a in ours for b in theirs}
    else:
        near = {*_nearest(ours, theirs)} | {(a, b) for b, a in _nearest(theirs, ours)}
    pairs = sorted(near | {(name, name) for name in shared})
    scored = [NamePair(a, b, float(score)) for (a, b), score in zip(pairs, score_pairs(pairs), strict=True)]
    return max(scored, key=lambda pair: pair.standing, default=NamePair("", "", 0.0))


def names(pair: NamePair) -> list[Evidence]:
    """How alike the names are."""
    if not pair.left:
        return [missing("name_missing")]
    code = "names_alike" if pair.score >= _EVEN else "names_differ"
    shown = {"left": pair.left, "right": pair.right, "score": f"{pair.score * 100:.0f}"}
    return [Evidence(code, shown, pair.log_odds)]


def single_word(pair: NamePair) -> list[Evidence]:
    """Takes back part of what an agreement on one word alone would say."""
    if pair.log_odds <= 0 or not pair.is_single_word:
        return []
    return [Evidence("single_word_name", {"left": pair.left, "right": pair.right}, pair.log_odds * (pair.part - 1))]


def frequency(pair: NamePair, known: NameFrequency | None) -> list[Evidence]:
    """A name that few bear says more, one that many bear less; never so that likelier names would score lower."""
    if known is None or pair.score <= _EVEN or known.part == 1:
        return []
    figures = {"count": str(known.bearers), "total": str(known.records)}
    weight = pair.log_odds * pair.part * (known.part - 1)
    return [Evidence("common_name" if known.is_common else "rare_name", figures, weight)]


def _names_any(name: str) -> bool:
    return any(character.isalnum() for character in name)


def _nearest(asking: Sequence[str], asked: Sequence[str]) -> list[tuple[str, str]]:
    skeletons = [name_skeleton(name) for name in asked]
    near = [
        (ratio, name, asked[at])
        for name in asking
        for _, ratio, at in process.extract(name_skeleton(name), skeletons, scorer=fuzz.token_sort_ratio, limit=2)
    ]
    return [(name, other) for _, name, other in heapq.nlargest(_PAIRS_SCORED, near)]
