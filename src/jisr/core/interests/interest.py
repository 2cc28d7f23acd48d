"""What somebody asked to be told about, and what was found to answer it."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from jisr.core.handling import Purpose

_LITERAL = re.compile(r"[^\W_]{2}")


class InterestFormatError(ValueError):
    """An interest that can never be matched or would match everything. `field` is the attribute at fault."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"interest.{field}: {problem}")
        self.field = field
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Interest:
    """A standing interest.

    It is met when one of its names is met; or when every other dimension that it states is met: one of its topics, and
    one of its countries, and one of its patterns.

    Attributes:
        id: of the record.
        owner: station id of who asked.
        topics: crime areas.
        countries: ISO 3166-1 alpha-2.
        names: of persons or organisations, in any script; met across scripts.
        patterns: words or phrases; "*" at the end of a word stands for any ending.
        valid_from, valid_until: UTC-aware; the first instant and the one after the last. None = open.
    """

    id: str
    owner: str
    topics: frozenset[Purpose] = frozenset()
    countries: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    def __post_init__(self) -> None:
        if not (self.topics or self.countries or self.names or self.patterns):
            raise InterestFormatError("", "states nothing to look for")
        for pattern in self.patterns:
            if not _LITERAL.match(pattern.strip()):
                raise InterestFormatError("patterns", f"{pattern[:40]!r} must begin with two letters or digits")

    def is_valid_at(self, at: datetime) -> bool:
        """Whether it is to be answered at this instant."""
        has_begun = self.valid_from is None or self.valid_from <= at
        return has_begun and (self.valid_until is None or at < self.valid_until)


class Dimension(StrEnum):
    """What about an interest was met."""

    NAME = "name"
    TOPIC = "topic"
    COUNTRY = "country"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True)
class MatchReason:
    """One thing that was asked for and found.

    Attributes:
        asked: as the interest has it.
        found: as the report has it.
        score: 0..1, higher is more alike; 1 for all but names.
    """

    dimension: Dimension
    asked: str
    found: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class InterestMatch:
    """An interest that a report meets, with everything that meets it; names first, best first."""

    interest_id: str
    owner: str
    reasons: tuple[MatchReason, ...]

    @property
    def score(self) -> float:
        """0..1: that of the best name, or 1 where it was met without a name."""
        names = [reason.score for reason in self.reasons if reason.dimension is Dimension.NAME]
        return max(names, default=1.0)
