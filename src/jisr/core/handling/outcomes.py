"""What a release decision says: outcome, reasons with stable codes, and obligations that travel along."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from jisr.core.handling.vocabulary import OnwardRule, Permission


class Outcome(StrEnum):
    """The answer."""

    PERMIT = "permit"
    PERMIT_WITH_OBLIGATIONS = "permit_with_obligations"
    NEEDS_CONSENT = "needs_consent"
    REFUSE = "refuse"

    @property
    def is_permit(self) -> bool:
        """Whether it may go."""
        return self in (Outcome.PERMIT, Outcome.PERMIT_WITH_OBLIGATIONS)


class ReasonCode(StrEnum):
    """Stable codes, in the order in which they are checked."""

    NOTHING_TO_RELEASE = "nothing_to_release"
    STOPPED_BY_OVERSIGHT = "stopped_by_oversight"
    NOT_NEUTRAL = "not_neutral"
    TAINTED_ORIGIN = "tainted_origin"
    RECIPIENT_IS_SELF = "recipient_is_self"
    PARTNER_NOT_ACTIVE = "partner_not_active"
    PARTNER_CARD_NOT_VALID = "partner_card_not_valid"
    OWN_CARD_NOT_VALID = "own_card_not_valid"
    AGREEMENT_MISSING = "agreement_missing"
    AGREEMENT_NOT_YET_IN_FORCE = "agreement_not_yet_in_force"
    AGREEMENT_ENDED = "agreement_ended"
    PURPOSE_NOT_AGREED = "purpose_not_agreed"
    PURPOSE_NOT_ALLOWED = "purpose_not_allowed"
    CATEGORY_UNKNOWN = "category_unknown"
    CATEGORY_NOT_AGREED = "category_not_agreed"
    CLASSIFICATION_TOO_HIGH = "classification_too_high"
    CLASSIFICATION_NOT_EQUIVALENT = "classification_not_equivalent"
    OWN_STATION_ONLY = "own_station_only"
    NOT_RELEASABLE_TO_COUNTRY = "not_releasable_to_country"
    ORIGINATOR_FORBIDS_PASSING_ON = "originator_forbids_passing_on"
    ORIGINATOR_CONSENT_NEEDED = "originator_consent_needed"
    COURT_USE_FORBIDDEN = "court_use_forbidden"
    COURT_USE_CONSENT_NEEDED = "court_use_consent_needed"
    ACTION_FORBIDDEN = "action_forbidden"
    ACTION_CONSENT_NEEDED = "action_consent_needed"
    MATCH_FORBIDDEN = "match_forbidden"
    MATCH_CONSENT_NEEDED = "match_consent_needed"
    ASSESSMENT_MISSING = "assessment_missing"
    ASSESSMENT_NOT_APPROVED = "assessment_not_approved"
    ASSESSMENT_EXPIRED = "assessment_expired"
    ASSESSMENT_PROHIBITS = "assessment_prohibits"
    ASSESSMENT_WITHHELD = "assessment_withheld"
    ASSESSMENT_SUSPENDED = "assessment_suspended"
    GRADING_MISSING = "grading_missing"
    ASSESSMENT_WITHOUT_AUTHOR = "assessment_without_author"
    RETENTION_OVER = "retention_over"
    SPECIAL_CATEGORY_WITHOUT_GROUND = "special_category_without_ground"

    @property
    def is_consent_question(self) -> bool:
        """Whether an originator's yes would remove it. Every other reason refuses."""
        return self in _CONSENT_QUESTIONS


_CONSENT_QUESTIONS = {
    ReasonCode.ORIGINATOR_CONSENT_NEEDED,
    ReasonCode.COURT_USE_CONSENT_NEEDED,
    ReasonCode.ACTION_CONSENT_NEEDED,
    ReasonCode.MATCH_CONSENT_NEEDED,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something does not simply go.

    Attributes:
        item_id: the item concerned; "" = the release as a whole.
        parameters: words for the sentence: codes of the vocabulary, station ids, dates.
    """

    code: ReasonCode
    item_id: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict, hash=False)

    def to_json(self) -> dict[str, Any]:
        """JSON-ready."""
        return {"code": self.code.value, "item_id": self.item_id, "parameters": dict(self.parameters)}


class ObligationKind(StrEnum):
    """What a recipient must do or leave undone."""

    ERASE = "erase"
    PURPOSE = "purpose"
    ONWARD = "onward"
    COURT_USE = "court_use"
    ACTION_ON = "action_on"
    MATCH = "match"
    NOTE = "note"
    SPECIAL_CARE = "special_care"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty that travels with what is released.

    Attributes:
        due: the day by which it must be done (ERASE); None = it holds as long as the information is held.
    """

    kind: ObligationKind
    due: date | None = None
    parameters: Mapping[str, str] = field(default_factory=dict, hash=False)

    def to_json(self) -> dict[str, Any]:
        """JSON-ready."""
        due = None if self.due is None else self.due.isoformat()
        return {"kind": self.kind.value, "due": due, "parameters": dict(self.parameters)}


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one release.

    Attributes:
        reasons: every reason found, in the order of `ReasonCode`; empty when it may go.
        obligations: empty unless the outcome is PERMIT_WITH_OBLIGATIONS.
        permissions: what the recipient may do with the whole by itself; empty unless it may go.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    permissions: Mapping[Permission, OnwardRule] = field(default_factory=dict, hash=False)

    def to_json(self) -> dict[str, Any]:
        """JSON-ready."""
        return {
            "outcome": self.outcome.value,
            "reasons": [reason.to_json() for reason in self.reasons],
            "obligations": [obligation.to_json() for obligation in self.obligations],
            "permissions": {permission.value: rule.value for permission, rule in sorted(self.permissions.items())},
        }
