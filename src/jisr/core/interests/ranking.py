"""Who must know? Partners ranked by what a report has to do with them, with what stands in the way.

What stands in the way never lowers the rank: that a partner must know and may not yet be told is the thing to see.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from jisr.core.handling import Composition, Outcome, Reason
from jisr.core.interests.interest import Dimension, InterestMatch


class KnowCode(StrEnum):
    """Why a partner must know. Stable codes."""

    THREATENED_PLACE = "threatened_place"
    NATIONALITY = "nationality"
    OPEN_REQUEST = "open_request"
    STANDING_INTEREST_NAME = "standing_interest_name"
    STANDING_INTEREST = "standing_interest"
    MENTIONED_PLACE = "mentioned_place"


# How strongly each reason says "must know", 0..1; several together count as independent grounds (noisy or).
WEIGHTS = {
    KnowCode.THREATENED_PLACE: 0.85,
    KnowCode.OPEN_REQUEST: 0.7,
    KnowCode.STANDING_INTEREST_NAME: 0.65,
    KnowCode.STANDING_INTEREST: 0.5,
    KnowCode.NATIONALITY: 0.45,
    KnowCode.MENTIONED_PLACE: 0.3,
}


@dataclass(frozen=True, slots=True)
class KnowReason:
    """One reason why a partner must know.

    Attributes:
        parameters: words for the sentence: codes of countries, ids of interests and requests, what was found.
    """

    code: KnowCode
    parameters: Mapping[str, str] = field(default_factory=dict, hash=False)

    def to_json(self) -> dict[str, Any]:
        """JSON-ready."""
        return {"code": self.code.value, "parameters": dict(self.parameters)}


@dataclass(frozen=True, slots=True)
class Matter:
    """What a report has to do with countries; ISO 3166-1 alpha-2 codes.

    Attributes:
        threatened: countries in danger.
        mentioned: countries of places in the text.
        nationalities: of persons in the text.
    """

    threatened: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()
    nationalities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A partner that might have to know.

    Attributes:
        interests: its standing interests that the report meets.
        open_requests: ids of its requests that the report answers.
        composition: what could go to it, and what stands in the way; None where it was not asked.
    """

    station_id: str
    country: str
    interests: tuple[InterestMatch, ...] = ()
    open_requests: tuple[str, ...] = ()
    composition: Composition | None = None


@dataclass(frozen=True, slots=True)
class RankedRecipient:
    """One partner in the order of who must know.

    Attributes:
        score: 0..1, higher = must know more.
        reasons: strongest first, never empty.
        obstacles: what keeps the whole or parts of it from going, without repeats.
        outcome: of what could go now; None where it was not asked.
        going_count, withheld_count: portions and statements.
    """

    station_id: str
    score: float
    reasons: tuple[KnowReason, ...]
    obstacles: tuple[Reason, ...]
    outcome: Outcome | None
    going_count: int
    withheld_count: int

    @property
    def is_blocked(self) -> bool:
        """Nothing can go to it now."""
        return self.outcome is not None and not self.outcome.is_permit


def rank_recipients(matter: Matter, candidates: Iterable[Candidate]) -> list[RankedRecipient]:
    """Partners that have a reason to know, best first; the rest are left out. Of equals, in order of station id."""
    ranked = [_rank(candidate, reasons) for candidate in candidates if (reasons := _reasons(matter, candidate))]
    return sorted(ranked, key=lambda recipient: (-recipient.score, recipient.station_id))


def _rank(candidate: Candidate, reasons: list[KnowReason]) -> RankedRecipient:
    # Each kind of reason counts once: ten mentions of a city are one ground, not ten.
    doubt = math.prod(1 - WEIGHTS[code] for code in {reason.code for reason in reasons})
    composed = candidate.composition
    return RankedRecipient(
        station_id=candidate.station_id,
        score=round(1 - doubt, 4),
        reasons=tuple(reasons),
        obstacles=_obstacles(composed) if composed else (),
        outcome=composed.decision.outcome if composed else None,
        going_count=len(composed.going) if composed else 0,
        withheld_count=len(composed.withheld) if composed else 0,
    )


def _reasons(matter: Matter, candidate: Candidate) -> list[KnowReason]:
    country = {"country": candidate.country}
    reasons: list[KnowReason] = []
    if candidate.country in matter.threatened:
        reasons.append(KnowReason(KnowCode.THREATENED_PLACE, country))
    reasons += [KnowReason(KnowCode.OPEN_REQUEST, {"request": request}) for request in candidate.open_requests]
    reasons += [_interest_reason(match) for match in candidate.interests]
    if candidate.country in matter.nationalities:
        reasons.append(KnowReason(KnowCode.NATIONALITY, country))
    if candidate.country in matter.mentioned - matter.threatened:
        reasons.append(KnowReason(KnowCode.MENTIONED_PLACE, country))
    return sorted(reasons, key=lambda reason: -WEIGHTS[reason.code])


def _interest_reason(match: InterestMatch) -> KnowReason:
    best = match.reasons[0]
    if best.dimension is Dimension.NAME:
        parameters = {"interest": match.interest_id, "name": best.asked, "found": best.found}
        return KnowReason(KnowCode.STANDING_INTEREST_NAME, parameters)
    topics = ",".join(reason.asked for reason in match.reasons if reason.dimension is Dimension.TOPIC)
    others = ",".join(reason.asked for reason in match.reasons if reason.dimension is not Dimension.TOPIC)
    return KnowReason(KnowCode.STANDING_INTEREST, {"interest": match.interest_id, "topic": topics, "found": others})


def _obstacles(composition: Composition) -> tuple[Reason, ...]:
    """One reason for each kind of obstacle, in the order in which they were found."""
    seen: dict[tuple[str, tuple[tuple[str, str], ...]], Reason] = {}
    found = [reason for _, reasons in composition.withheld for reason in reasons]
    for reason in found or composition.decision.reasons:
        seen.setdefault((reason.code, tuple(sorted(reason.parameters.items()))), reason)
    return tuple(seen.values())
