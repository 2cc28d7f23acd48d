"""Markings, conditions, portions, and the release decision."""

from jisr.core.handling.arrival import arriving_handling
from jisr.core.handling.codes import CodeText, code_text
from jisr.core.handling.conditions import Handling, strictest
from jisr.core.handling.contradictions import Contradiction, contradictions, given_handling
from jisr.core.handling.decisions import Composition, compose, decide, recipient_handling
from jisr.core.handling.equivalence import AS_THEY_ARE, Equivalence, Row
from jisr.core.handling.errors import (
    ContradictoryMarkingError,
    HandlingError,
    HandlingFormatError,
    NotEquivalentError,
    UnknownLevelError,
    UnknownScaleError,
)
from jisr.core.handling.facts import (
    AgreementFacts,
    AssessmentFacts,
    Consent,
    Facts,
    Item,
    ItemKind,
    Recipient,
    Release,
)
from jisr.core.handling.outcomes import Decision, Obligation, ObligationKind, Outcome, Reason, ReasonCode
from jisr.core.handling.rules import court_rule, match_rule, onward_rule, permissions
from jisr.core.handling.scales import OWN_SCALE, SCALES, Level, Mark, Scale, national_scale, scale_of
from jisr.core.handling.sentences import contradiction_sentence, obligation_sentence, reason_sentence
from jisr.core.handling.vocabulary import (
    Classification,
    DataCategory,
    HandlingCode,
    NeutralityFlag,
    OnwardRule,
    PartnerState,
    Permission,
    Purpose,
    SpecialCategory,
    Tlp,
)

__all__ = [
    "AS_THEY_ARE",
    "OWN_SCALE",
    "SCALES",
    "AgreementFacts",
    "AssessmentFacts",
    "Classification",
    "CodeText",
    "Composition",
    "Consent",
    "Contradiction",
    "ContradictoryMarkingError",
    "DataCategory",
    "Decision",
    "Equivalence",
    "Facts",
    "Handling",
    "HandlingCode",
    "HandlingError",
    "HandlingFormatError",
    "Item",
    "ItemKind",
    "Level",
    "Mark",
    "NeutralityFlag",
    "NotEquivalentError",
    "Obligation",
    "ObligationKind",
    "OnwardRule",
    "Outcome",
    "PartnerState",
    "Permission",
    "Purpose",
    "Reason",
    "ReasonCode",
    "Recipient",
    "Release",
    "Row",
    "Scale",
    "SpecialCategory",
    "Tlp",
    "UnknownLevelError",
    "UnknownScaleError",
    "arriving_handling",
    "code_text",
    "compose",
    "contradiction_sentence",
    "contradictions",
    "court_rule",
    "decide",
    "given_handling",
    "match_rule",
    "national_scale",
    "obligation_sentence",
    "onward_rule",
    "permissions",
    "reason_sentence",
    "recipient_handling",
    "scale_of",
    "strictest",
]
