"""Markings, conditions, portions, and the release decision."""

from jisr.core.handling.conditions import Handling, strictest
from jisr.core.handling.decisions import Composition, compose, decide, recipient_handling
from jisr.core.handling.errors import HandlingError, HandlingFormatError
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
from jisr.core.handling.sentences import obligation_sentence, reason_sentence
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
    "AgreementFacts",
    "AssessmentFacts",
    "Classification",
    "Composition",
    "Consent",
    "DataCategory",
    "Decision",
    "Facts",
    "Handling",
    "HandlingCode",
    "HandlingError",
    "HandlingFormatError",
    "Item",
    "ItemKind",
    "NeutralityFlag",
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
    "SpecialCategory",
    "Tlp",
    "compose",
    "court_rule",
    "decide",
    "match_rule",
    "obligation_sentence",
    "onward_rule",
    "permissions",
    "reason_sentence",
    "recipient_handling",
    "strictest",
]
