"""Two names beside each other, part by part and letter by letter, for a person to read."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from jisr.core.identity import LetterMatch, NameExplanation, explain_names
from jisr.core.identity.likeness import band_of
from jisr.core.identity.names.kernel import part_hash
from jisr.core.identity.names.model import shipped_model
from jisr.core.identity.names.structure import Role, written_parts

# Weights of letters are natural log-odds; from here on they speak clearly for, or against, one name.
_CLEAR = 1.0
_LEVELS = ((5_000, "common"), (100_000, "less_common"))
# The model keeps the rarity of a part in twelfths of natural log-odds.
_RARITY_STEP = 12.0


@dataclass(frozen=True, slots=True)
class LetterPair:
    """Letters that stand for each other. tone: "agrees", "loose" or "against"; "" on a side is nothing written."""

    first: str
    second: str
    weight: float
    tone: str


@dataclass(frozen=True, slots=True)
class PartPair:
    """Parts taken as the same, as written. direction: "rtl" or "ltr", in which the first is read."""

    first: str
    second: str
    score: float
    letters: tuple[LetterPair, ...]
    direction: str

    @property
    def is_same(self) -> bool:
        return self.first.casefold() == self.second.casefold()


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many bear a part of a name: one in so many of the public lists that the model learned from; None if unknown.

    The lists hold notable people of the whole world, so the figure orders and does not count.
    """

    part: str
    one_in: int | None

    @property
    def level(self) -> str:
        """ "common", "less_common", "rare" or "unknown"."""
        if self.one_in is None:
            return "unknown"
        return next((name for most, name in _LEVELS if self.one_in <= most), "rare")


@dataclass(frozen=True)
class NameReading:
    """Two names and why they score as they do.

    Attributes:
        score: 0..1, the chance that they are one name.
        only_first, only_second: parts without a counterpart.
    """

    first: str
    second: str
    score: float
    pairs: tuple[PartPair, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]

    @property
    def band(self) -> str:
        """What the score means: "one_name", "likely", "open" or "other_name"."""
        return band_of(self.score)

    @property
    def is_readable(self) -> bool:
        """Whether both sides hold a letter."""
        return bool((self.pairs or self.only_first) and (self.pairs or self.only_second))

    @cached_property
    def rarities(self) -> tuple[Rarity, ...]:
        """Of every part of either name but titles and initials, the rarest first, what is not known at the end."""
        found = {rarity.part: rarity for name in (self.first, self.second) for rarity in _rarities(name)}
        return tuple(sorted(found.values(), key=lambda rarity: -(rarity.one_in or 0)))


def read_names(first: str, second: str) -> NameReading:
    """The two names side by side. Nothing is looked up or stored."""
    explained = explain_names(first, second)
    return NameReading(first, second, explained.score, _pairs(explained), explained.only_first, explained.only_second)


def _pairs(explained: NameExplanation) -> tuple[PartPair, ...]:
    return tuple(
        PartPair(match.first, match.second, match.score, _letters(match.letters), direction_of(match.first))
        for match in explained.matches
    )


def _letters(matches: Sequence[LetterMatch]) -> tuple[LetterPair, ...]:
    return tuple(LetterPair(match.first, match.second, match.weight, _tone(match.weight)) for match in matches)


def _tone(weight: float) -> str:
    if abs(weight) < _CLEAR:
        return "loose"
    return "agrees" if weight > 0 else "against"


def direction_of(text: str) -> str:
    """ "rtl" where the first letter is of a script that is read so, else "ltr"."""
    strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return "ltr" if strong == "L" else "rtl"


def _rarities(name: str) -> list[Rarity]:
    model = shipped_model()
    found = []
    for part, written in written_parts(name):
        if part.role & (Role.TITLE | Role.INITIAL):
            continue
        hashed = np.uint32(part_hash(part.text))
        at = int(np.searchsorted(model.known, hashed))
        is_known = at < len(model.known) and model.known[at] == hashed
        one_in = round(math.exp(model.known_rarity[at] / _RARITY_STEP)) if is_known else None
        found.append(Rarity(written, one_in))
    return found
