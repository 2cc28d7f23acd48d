"""Drawing entries for review by lot: random beforehand, and afterwards the same for everyone who has the seed.

Each entry has a lot, the SHA-256 of the seed and its number; from every stratum the lowest lots are taken. How many a
stratum gives goes by its share of all, by largest remainders, and at least one each while there are enough to go round.
Whoever holds the entries and the seed can draw again and finds the same ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from heapq import nsmallest

_DOMAIN = b"jisr ledger sample v1\n"


@dataclass(frozen=True, slots=True)
class Drawn:
    """An entry that was drawn, and the stratum it was drawn from."""

    index: int
    stratum: str


def draw_sample(seed: str, candidates: Iterable[tuple[int, str]], size: int) -> list[Drawn]:
    """Draw `size` entries, or all there are.

    Args:
        seed: any text.
        candidates: number and stratum of every entry that may be drawn, in any order.
        size: >= 0.

    Returns:
        By number.
    """
    strata: dict[str, list[int]] = defaultdict(list)
    for index, stratum in candidates:
        strata[stratum].append(index)
    shares = allocate({stratum: len(indexes) for stratum, indexes in strata.items()}, size, seed)
    drawn = [
        Drawn(index, stratum)
        for stratum, indexes in strata.items()
        for index in nsmallest(shares[stratum], indexes, key=lambda index: (lot(seed, str(index)), index))
    ]
    return sorted(drawn, key=lambda item: item.index)


def allocate(sizes: Mapping[str, int], size: int, seed: str) -> dict[str, int]:
    """How many of each stratum; their sum is `size`, or that of all strata where it is smaller.

    Ties, and which strata go first where there are fewer places than strata, are decided by lot.
    """
    whole = sum(sizes.values())
    places = min(size, whole)
    shares = {stratum: int(places >= len(sizes) and count > 0) for stratum, count in sizes.items()}
    while places > sum(shares.values()):
        open_strata = [stratum for stratum in sizes if shares[stratum] < sizes[stratum]]
        furthest_behind = max(
            open_strata, key=lambda stratum: (places * sizes[stratum] / whole - shares[stratum], lot(seed, stratum))
        )
        shares[furthest_behind] += 1
    return shares


def lot(seed: str, what: str) -> bytes:
    """The lot of an entry or stratum: 32 bytes."""
    return sha256(_DOMAIN + f"{seed}\n{what}".encode()).digest()
