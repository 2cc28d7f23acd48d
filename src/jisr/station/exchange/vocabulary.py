"""Words of this room as they stand on the screen, keyed by the values that stand in tables and dispatches."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jisr.core.sealing import DispatchKind
from jisr.station.exchange.models import ConsentState, DispatchState, ObligationKind, RequestState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Labels = "dict[str, _StrPromise]"

KIND: Labels = {
    DispatchKind.INFORMATION.value: pgettext_lazy("kind of dispatch", "Information"),
    DispatchKind.REQUEST.value: _("Request for information"),
    DispatchKind.REPLY.value: _("Reply"),
    DispatchKind.WARNING.value: _("Warning"),
    DispatchKind.COORDINATION.value: _("Coordination"),
    DispatchKind.ACKNOWLEDGEMENT.value: _("Acknowledgement"),
    DispatchKind.FEEDBACK.value: _("Feedback"),
    DispatchKind.CORRECTION.value: _("Correction"),
    DispatchKind.RECALL.value: _("Recall"),
    DispatchKind.CERTIFICATE.value: _("Certificate"),
    DispatchKind.QUESTION.value: _("Question"),
    DispatchKind.CONSENT_REQUEST.value: _("Request for consent"),
    DispatchKind.CONSENT_DECISION.value: _("Decision on consent"),
    DispatchKind.CARD.value: _("Station card"),
    DispatchKind.REVOCATION.value: _("Revocation of keys"),
}
STATE: Labels = {
    DispatchState.STANDING.value: pgettext_lazy("state of a dispatch", "Standing"),
    DispatchState.WAITING.value: _("Waiting for the dispatch it refers to"),
    DispatchState.SUPERSEDED.value: _("Superseded by a later change"),
    DispatchState.QUARANTINED.value: _("Recalled, not to be used"),
    DispatchState.ERASED.value: _("Erased"),
}
STATE_TONE = {
    DispatchState.WAITING.value: "info",
    DispatchState.SUPERSEDED.value: "plain",
    DispatchState.QUARANTINED.value: "danger",
    DispatchState.ERASED.value: "plain",
}
DELIVERY: Labels = {
    "queued": _("Queued"),
    "sent": _("Sent, no receipt yet"),
    "received": pgettext_lazy("delivery", "Received"),
    "acknowledged": pgettext_lazy("delivery", "Acknowledged"),
    "failed": _("Not delivered"),
    "cancelled": _("Cancelled before it left"),
}
DELIVERY_TONE = {
    "queued": "info",
    "sent": "warn",
    "received": "",
    "acknowledged": "",
    "failed": "danger",
    "cancelled": "plain",
}
VERDICT: Labels = {
    "useful": pgettext_lazy("feedback", "Useful"),
    "decisive": pgettext_lazy("feedback", "Decisive"),
    "already_known": pgettext_lazy("feedback", "Already known"),
    "wrong": pgettext_lazy("feedback", "Wrong"),
}
URGENCY: Labels = {
    "urgent": pgettext_lazy("urgency", "Urgent"),
    "priority": pgettext_lazy("urgency", "Priority"),
    "ordinary": pgettext_lazy("urgency", "Ordinary"),
}
REQUEST: Labels = {
    RequestState.OPEN.value: pgettext_lazy("request", "Open"),
    RequestState.ANSWERED.value: pgettext_lazy("request", "Answered"),
    RequestState.DECLINED.value: pgettext_lazy("request", "Declined"),
    RequestState.WITHDRAWN.value: pgettext_lazy("request", "Withdrawn"),
}
REQUEST_TONE = {"open": "warn", "answered": "", "declined": "plain", "withdrawn": "plain"}
OBLIGATION: Labels = {
    ObligationKind.RETENTION.value: _("Erase on its last day"),
    ObligationKind.RECALLED.value: _("Erase what was recalled"),
    ObligationKind.ONWARD.value: _("Ask before passing it on"),
    ObligationKind.ACTION.value: _("Ask before acting on it"),
    ObligationKind.COURT.value: _("Ask before using it in court"),
    ObligationKind.MATCH.value: _("Ask before matching it"),
    ObligationKind.CORRECTION.value: _("Tell those it was passed to that it was corrected"),
}
OBLIGATION_NEVER: Labels = {
    ObligationKind.ONWARD.value: _("Never to be passed on"),
    ObligationKind.ACTION.value: _("Never to be acted on"),
    ObligationKind.COURT.value: _("Never to be used in court"),
    ObligationKind.MATCH.value: _("Never to be matched"),
}
PERMISSION: Labels = {
    "pass_on": _("Pass it on"),
    "act_on": _("Act on it"),
    "use_in_court": _("Use it in court"),
    "match": _("Match it with what else is known"),
    "tell_subject": _("Give a copy to the person concerned"),
}
CONSENT: Labels = {
    ConsentState.ASKED.value: pgettext_lazy("consent", "Asked"),
    ConsentState.GRANTED.value: pgettext_lazy("consent", "Granted"),
    ConsentState.REFUSED.value: pgettext_lazy("consent", "Refused"),
    ConsentState.WITHDRAWN.value: pgettext_lazy("consent", "Withdrawn"),
    ConsentState.LAPSED.value: pgettext_lazy("consent", "Not answered in time"),
    "expired": pgettext_lazy("consent", "Its last day is over"),
}
CONSENT_TONE = {
    "asked": "warn",
    "granted": "",
    "refused": "danger",
    "withdrawn": "danger",
    "lapsed": "plain",
    "expired": "plain",
}
CONDITION: Labels = {
    "some_items": pgettext_lazy("condition of a consent", "Only a part of it"),
    "until": pgettext_lazy("condition of a consent", "Until a day"),
    "sanitised": pgettext_lazy("condition of a consent", "In sanitised words"),
    "paraphrase": pgettext_lazy("condition of a consent", "Paraphrased only"),
    "downgrade": pgettext_lazy("condition of a consent", "Under another marking"),
    "note": pgettext_lazy("condition of a consent", "With a note"),
}
REVIEW_REASON: Labels = {
    "recalled": pgettext_lazy("reason of a review", "Recalled by its originator"),
    "corrected": pgettext_lazy("reason of a review", "Corrected by its originator"),
    "consent_withdrawn": pgettext_lazy("reason of a review", "Consent withdrawn by its originator"),
    "assessment_suspended": pgettext_lazy("reason of a review", "Its due-diligence assessment is suspended"),
    "assessment_ended": pgettext_lazy("reason of a review", "Its due-diligence assessment was ended"),
}
CERTIFIED: Labels = {
    "quarantined": _("Certified: no longer used"),
    "erased": _("Certified: erased"),
    "amended": _("Certified: corrected"),
    "not_held": _("Certified: never received"),
    "withdrawn": _("Certified: no longer passed on"),
}
#: Answers of a delivery that are not answers of the protocol.
TRANSPORT: Labels = {
    "received": pgettext_lazy("delivery", "Received"),
    "unreachable": _("The partner cannot be reached."),
    "timeout": _("The partner did not answer in time."),
    "busy": _("The partner asked to wait."),
    "not_an_answer": _("The partner's server answered, but not as a station does."),
    "bad_receipt": _("The receipt could not be verified."),
    "partner_not_active": _("The partner is not active."),
    "partner_revoked": _("The partner's card has been revoked."),
    "given_up": _("Given up after seven days."),
}
