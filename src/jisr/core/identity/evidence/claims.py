"""One claim about a pair of records: what it is called, which way it speaks, how much it weighs, how it is said."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from jisr.core.identity.evidence.sentences import SENTENCES
from jisr.core.identity.evidence.weights import WEIGHTS

_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Log-odds (natural) from which a claim counts at all, moves the odds threefold, and tenfold.
_NEUTRAL, _MODERATE, _STRONG = 0.05, 1.1, 2.3


class Direction(StrEnum):
    """Which way a claim moves the score."""

    FOR = "for"
    AGAINST = "against"
    NEUTRAL = "neutral"


class Strength(StrEnum):
    """How far a claim moves the odds: under three times, three to ten times, more."""

    NONE = "none"
    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim about a pair.

    Attributes:
        code: stable name, a key of `sentences.SENTENCES`.
        parameters: what the sentence shows.
        log_odds: natural logarithm of the factor on the odds that the two are one; above 0 speaks for it.
    """

    code: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    log_odds: float = 0.0

    @property
    def direction(self) -> Direction:
        if abs(self.log_odds) < _NEUTRAL:
            return Direction.NEUTRAL
        return Direction.FOR if self.log_odds > 0 else Direction.AGAINST

    @property
    def strength(self) -> Strength:
        weight = abs(self.log_odds)
        if weight < _NEUTRAL:
            return Strength.NONE
        return Strength.WEAK if weight < _MODERATE else Strength.MODERATE if weight < _STRONG else Strength.STRONG

    @property
    def is_missing(self) -> bool:
        """Whether it says that something is not known."""
        return self.code.endswith("_missing")

    def sentence(self, language: str) -> str:
        """The claim in "ar", "fr" or "en"; values stand in directional isolates, their own controls made visible."""
        shown = {name: f"\u2068{_CONTROLS.sub(_visible, value)}\u2069" for name, value in self.parameters.items()}
        return SENTENCES[self.code][language].format(**shown)


def claim(code: str, **parameters: str) -> Evidence:
    """A claim with its weight from the table."""
    return Evidence(code, parameters, WEIGHTS[code].log_odds)


def missing(code: str) -> Evidence:
    """A claim that something is not known: it weighs nothing and is said."""
    return Evidence(code)


def strongest(claims: Iterable[Evidence]) -> list[Evidence]:
    """The one claim that speaks most for the pair, so that one kind of evidence counts once; [] for none."""
    best = max(claims, key=lambda evidence: evidence.log_odds, default=None)
    return [] if best is None else [best]


def _visible(found: re.Match[str]) -> str:
    return f"⟦U+{ord(found[0]):04X}⟧"
