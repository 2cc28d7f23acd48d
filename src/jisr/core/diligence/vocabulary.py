"""The words of due diligence, and which state may follow which.

Source: OSJA guidance and checklists (assess, identify, mitigate, strengthen, monitor); The Principles (2019), harms and
threshold of real risk; UN HRDDP (A/67/775), risk of withholding support.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import Final


class SubjectKind(StrEnum):
    """What is assessed. STANDING is a routine channel to one partner: releases that raise no more than it foresaw."""

    RELEASE = "release"
    REPLY = "reply"
    ASSISTANCE = "assistance"
    MATCH = "match"
    STANDING = "standing"


class Trigger(StrEnum):
    """Questions of the screening; a yes to any of them engages the assessment."""

    PERSONAL_DATA = "personal_data"
    DETENTION = "detention"
    CAPITAL_OFFENCE = "capital_offence"
    UNIT_SUPPORT = "unit_support"
    SPECIAL_PERSON = "special_person"
    NEUTRALITY = "neutrality"


class Harm(StrEnum):
    """What the assistance might contribute to."""

    TORTURE = "torture"
    ILL_TREATMENT = "ill_treatment"
    UNLAWFUL_KILLING = "unlawful_killing"
    DEATH_PENALTY = "death_penalty"
    RENDITION = "rendition"
    UNFAIR_TRIAL = "unfair_trial"
    ARBITRARY_DETENTION = "arbitrary_detention"
    PERSECUTION = "persecution"


class Likelihood(IntEnum):
    """How likely the harm is, as a person judges it on stated grounds."""

    REMOTE = 0
    POSSIBLE = 1
    REAL = 2
    KNOWN = 3


class Contribution(IntEnum):
    """How much the assistance would contribute to the harm."""

    NONE = 0
    INDIRECT = 1
    SIGNIFICANT = 2
    DIRECT = 3


class AssuranceScope(StrEnum):
    """What a giver of assurances promises."""

    TORTURE = "torture"
    DEATH_PENALTY = "death_penalty"
    FAIR_TRIAL = "fair_trial"
    NO_ONWARD = "no_onward"
    ACCESS = "access"


class State(StrEnum):
    """Where an assessment stands."""

    DRAFT = "draft"
    SCREEN = "screen"
    NOT_ENGAGED = "not_engaged"
    CLEARED = "cleared"
    COUNTRY_CHECK = "country_check"
    IDENTIFY = "identify"
    PROHIBITED = "prohibited"
    LOW = "low"
    MITIGATE = "mitigate"
    ASSURANCE_PENDING = "assurance_pending"
    ASSURANCE_RECEIVED = "assurance_received"
    ASSURANCE_REFUSED = "assurance_refused"
    REASSESS = "reassess"
    RESIDUAL_REAL_RISK = "residual_real_risk"
    APPROVE_L1 = "approve_l1"
    APPROVE_L2 = "approve_l2"
    APPROVE_L3 = "approve_l3"
    APPROVED_WITH_CONDITIONS = "approved_with_conditions"
    WITHHELD = "withheld"
    RELEASED = "released"
    MONITOR = "monitor"
    REVIEW_DUE = "review_due"
    CONCERN_REPORTED = "concern_reported"
    SUSPENDED = "suspended"
    REMEDIATED = "remediated"
    TERMINATED = "terminated"


#: Nothing leaves these states any more. A subject that deserves another look gets another assessment, except after
#: PROHIBITED, which stands.
TERMINAL: Final = frozenset({State.PROHIBITED, State.WITHHELD, State.TERMINATED})

_BEFORE_DECISION: Final = frozenset(
    {
        State.COUNTRY_CHECK,
        State.IDENTIFY,
        State.MITIGATE,
        State.ASSURANCE_PENDING,
        State.ASSURANCE_RECEIVED,
        State.ASSURANCE_REFUSED,
        State.REASSESS,
        State.APPROVE_L1,
        State.APPROVE_L2,
        State.APPROVE_L3,
    }
)

_WAY: Final[Mapping[State, frozenset[State]]] = {
    State.DRAFT: frozenset({State.SCREEN}),
    State.SCREEN: frozenset({State.NOT_ENGAGED, State.COUNTRY_CHECK}),
    State.NOT_ENGAGED: frozenset({State.CLEARED}),
    State.CLEARED: frozenset({State.CONCERN_REPORTED}),
    State.COUNTRY_CHECK: frozenset({State.IDENTIFY}),
    State.IDENTIFY: frozenset({State.PROHIBITED, State.MITIGATE, State.LOW}),
    State.LOW: frozenset({State.APPROVE_L1, State.APPROVE_L2}),
    State.MITIGATE: frozenset({State.ASSURANCE_PENDING, State.REASSESS}),
    State.ASSURANCE_PENDING: frozenset({State.ASSURANCE_RECEIVED, State.ASSURANCE_REFUSED}),
    State.ASSURANCE_RECEIVED: frozenset({State.ASSURANCE_PENDING, State.REASSESS}),
    State.ASSURANCE_REFUSED: frozenset({State.ASSURANCE_PENDING, State.REASSESS}),
    State.REASSESS: frozenset({State.PROHIBITED, State.LOW, State.RESIDUAL_REAL_RISK}),
    State.RESIDUAL_REAL_RISK: frozenset({State.APPROVE_L3}),
    State.APPROVE_L1: frozenset({State.APPROVED_WITH_CONDITIONS}),
    State.APPROVE_L2: frozenset({State.APPROVED_WITH_CONDITIONS}),
    State.APPROVE_L3: frozenset({State.APPROVED_WITH_CONDITIONS}),
    State.APPROVED_WITH_CONDITIONS: frozenset({State.RELEASED, State.CONCERN_REPORTED}),
    State.RELEASED: frozenset({State.MONITOR}),
    State.MONITOR: frozenset({State.REVIEW_DUE, State.CONCERN_REPORTED}),
    State.REVIEW_DUE: frozenset({State.MONITOR, State.CONCERN_REPORTED}),
    State.CONCERN_REPORTED: frozenset({State.SUSPENDED}),
    State.SUSPENDED: frozenset({State.REMEDIATED, State.TERMINATED}),
    State.REMEDIATED: frozenset({State.MONITOR}),
}

#: Every move there is: the way above, and from each state before the decision a reasoned decision not to help.
MOVES: Final[Mapping[State, frozenset[State]]] = {
    state: _WAY.get(state, frozenset()) | (frozenset({State.WITHHELD}) if state in _BEFORE_DECISION else frozenset())
    for state in State
}
