"""Words of the room on screen."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jisr.core.diligence import (
    AssuranceScope,
    Capacity,
    Contribution,
    Harm,
    Likelihood,
    State,
    SubjectKind,
    Trigger,
)

KIND_LABELS = {
    SubjectKind.RELEASE: _("Release"),
    SubjectKind.REPLY: _("Reply to a request"),
    SubjectKind.ASSISTANCE: _("Assistance"),
    SubjectKind.MATCH: _("Release of a match"),
    SubjectKind.STANDING: _("Routine releases to a partner"),
}
TRIGGER_QUESTIONS = {
    Trigger.PERSONAL_DATA: _("Does it say something about identifiable persons?"),
    Trigger.DETENTION: _("Is a person detained, or likely to be, as a result?"),
    Trigger.CAPITAL_OFFENCE: _("May the offence carry the death penalty there?"),
    Trigger.UNIT_SUPPORT: _("Does a unit of the partner receive training or equipment?"),
    Trigger.SPECIAL_PERSON: _("Is a minor, victim, witness, journalist, lawyer or asylum seeker concerned?"),
    Trigger.NEUTRALITY: _("Is the matter of a political, military, religious or racial character?"),
}
HARM_LABELS = {
    Harm.TORTURE: _("Torture"),
    Harm.ILL_TREATMENT: _("Cruel, inhuman or degrading treatment"),
    Harm.UNLAWFUL_KILLING: _("Unlawful killing"),
    Harm.DEATH_PENALTY: _("Death penalty"),
    Harm.RENDITION: _("Rendition or unlawful transfer"),
    Harm.UNFAIR_TRIAL: _("Unfair trial"),
    Harm.ARBITRARY_DETENTION: _("Arbitrary detention"),
    Harm.PERSECUTION: _("Persecution or discrimination"),
}
LIKELIHOOD_LABELS = {
    Likelihood.REMOTE: pgettext_lazy("likelihood", "Remote"),
    Likelihood.POSSIBLE: pgettext_lazy("likelihood", "Possible"),
    Likelihood.REAL: pgettext_lazy("likelihood", "Real risk"),
    Likelihood.KNOWN: pgettext_lazy("likelihood", "Known or believed"),
}
LIKELIHOOD_TONES = {
    Likelihood.REMOTE: "plain",
    Likelihood.POSSIBLE: "info",
    Likelihood.REAL: "warn",
    Likelihood.KNOWN: "danger",
}
CONTRIBUTION_LABELS = {
    Contribution.NONE: pgettext_lazy("contribution", "None"),
    Contribution.INDIRECT: pgettext_lazy("contribution", "Indirect"),
    Contribution.SIGNIFICANT: pgettext_lazy("contribution", "Significant"),
    Contribution.DIRECT: pgettext_lazy("contribution", "Direct"),
}
SCOPE_LABELS = {
    AssuranceScope.TORTURE: _("No torture or ill-treatment"),
    AssuranceScope.DEATH_PENALTY: _("No death penalty"),
    AssuranceScope.FAIR_TRIAL: _("Fair trial"),
    AssuranceScope.NO_ONWARD: _("No onward transfer"),
    AssuranceScope.ACCESS: _("Access for monitoring"),
}
COMPLIANCE_LABELS = {
    "kept": _("kept"),
    "broken": _("promises broken"),
    "unknown": _("nothing known"),
}
CAPACITY_LABELS = {
    Capacity.DESK: _("Head of desk"),
    Capacity.SENIOR: _("Senior official"),
    Capacity.LEGAL: _("Legal adviser"),
    Capacity.MINISTER: _("Minister’s delegate"),
}
STATE_LABELS = {
    State.DRAFT: pgettext_lazy("assessment", "Draft"),
    State.SCREEN: pgettext_lazy("assessment", "Screening"),
    State.NOT_ENGAGED: pgettext_lazy("assessment", "Not engaged"),
    State.CLEARED: pgettext_lazy("assessment", "Cleared by the screening"),
    State.COUNTRY_CHECK: pgettext_lazy("assessment", "Country to be checked"),
    State.IDENTIFY: pgettext_lazy("assessment", "Risks to be judged"),
    State.PROHIBITED: pgettext_lazy("assessment", "Prohibited"),
    State.LOW: pgettext_lazy("assessment", "Below real risk"),
    State.MITIGATE: pgettext_lazy("assessment", "Risk to be lowered"),
    State.ASSURANCE_PENDING: pgettext_lazy("assessment", "Assurance asked for"),
    State.ASSURANCE_RECEIVED: pgettext_lazy("assessment", "Assurance received"),
    State.ASSURANCE_REFUSED: pgettext_lazy("assessment", "Assurance refused"),
    State.REASSESS: pgettext_lazy("assessment", "To be judged again"),
    State.RESIDUAL_REAL_RISK: pgettext_lazy("assessment", "Real risk remains"),
    State.APPROVE_L1: pgettext_lazy("assessment", "Awaits the head of desk"),
    State.APPROVE_L2: pgettext_lazy("assessment", "Awaits senior official and legal adviser"),
    State.APPROVE_L3: pgettext_lazy("assessment", "Awaits the minister’s delegate and legal adviser"),
    State.APPROVED_WITH_CONDITIONS: pgettext_lazy("assessment", "Approved"),
    State.WITHHELD: pgettext_lazy("assessment", "Decided not to help"),
    State.RELEASED: pgettext_lazy("assessment", "Released"),
    State.MONITOR: pgettext_lazy("assessment", "Released and monitored"),
    State.REVIEW_DUE: pgettext_lazy("assessment", "Review due"),
    State.CONCERN_REPORTED: pgettext_lazy("assessment", "Concern reported"),
    State.SUSPENDED: pgettext_lazy("assessment", "Suspended"),
    State.REMEDIATED: pgettext_lazy("assessment", "Remedied"),
    State.TERMINATED: pgettext_lazy("assessment", "Ended for good"),
}
_BAD = (State.PROHIBITED, State.WITHHELD, State.SUSPENDED, State.CONCERN_REPORTED, State.TERMINATED)
_GOOD = (State.CLEARED, State.APPROVED_WITH_CONDITIONS, State.RELEASED, State.MONITOR, State.REMEDIATED)
STATE_TONES = {state: "danger" if state in _BAD else "" if state in _GOOD else "warn" for state in State}
