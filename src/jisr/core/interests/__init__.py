"""Standing interests matched to reports, and who must know."""

from jisr.core.interests.interest import Dimension, Interest, InterestFormatError, InterestMatch, MatchReason
from jisr.core.interests.matching import InterestIndex
from jisr.core.interests.ranking import (
    WEIGHTS,
    Candidate,
    KnowCode,
    KnowReason,
    Matter,
    RankedRecipient,
    rank_recipients,
)
from jisr.core.interests.sentences import know_sentence
from jisr.core.interests.threats import threatened_countries

__all__ = [
    "WEIGHTS",
    "Candidate",
    "Dimension",
    "Interest",
    "InterestFormatError",
    "InterestIndex",
    "InterestMatch",
    "KnowCode",
    "KnowReason",
    "MatchReason",
    "Matter",
    "RankedRecipient",
    "know_sentence",
    "rank_recipients",
    "threatened_countries",
]
