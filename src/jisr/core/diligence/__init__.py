"""Human-rights due diligence: one assessment as a value, the moves it may make, and the life-at-risk override."""

from jisr.core.diligence.approvals import Capacity, capacities_for
from jisr.core.diligence.assessment import Approval, Assessment, CountryCheck, Step, Subject
from jisr.core.diligence.errors import DiligenceError
from jisr.core.diligence.override import Override, ask_override, confirm_override
from jisr.core.diligence.risks import Assurance, Risk, RiskLevel, level_of
from jisr.core.diligence.vocabulary import (
    MOVES,
    TERMINAL,
    AssuranceScope,
    Contribution,
    Harm,
    Likelihood,
    State,
    SubjectKind,
    Trigger,
)

__all__ = [
    "MOVES",
    "TERMINAL",
    "Approval",
    "Assessment",
    "Assurance",
    "AssuranceScope",
    "Capacity",
    "Contribution",
    "CountryCheck",
    "DiligenceError",
    "Harm",
    "Likelihood",
    "Override",
    "Risk",
    "RiskLevel",
    "State",
    "Step",
    "Subject",
    "SubjectKind",
    "Trigger",
    "ask_override",
    "capacities_for",
    "confirm_override",
    "level_of",
]
