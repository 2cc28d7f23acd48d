"""Words of the room on screen."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jisr.core.sealing import DispatchKind
from jisr.station.release.models import ProposalState

STATE_LABELS = {
    ProposalState.AWAITING: _("Awaiting decision"),
    ProposalState.WAITING: _("Waiting for consent"),
    ProposalState.STOPPED: _("Stopped by oversight"),
    ProposalState.RELEASED: pgettext_lazy("proposal", "Released"),
    ProposalState.REFUSED: _("Refused"),
    ProposalState.WITHDRAWN: _("Withdrawn"),
}
STATE_TONES = {
    ProposalState.AWAITING: "warn",
    ProposalState.WAITING: "info",
    ProposalState.STOPPED: "danger",
    ProposalState.RELEASED: "",
    ProposalState.REFUSED: "danger",
    ProposalState.WITHDRAWN: "plain",
}
STEP_LABELS = {
    "proposed": _("Proposed"),
    "released": pgettext_lazy("proposal", "Released"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
    "stopped": _("Stopped by oversight"),
    "resumed": _("Let go on by oversight"),
    "flagged": _("Flagged as not neutral"),
    "asked": _("Originator asked"),
    "approved": _("To go when consent comes"),
    "consented": _("Consent came"),
    "look_again": _("To be looked at again"),
    "paraphrased": _("Paraphrased"),
}
KIND_LABELS = {
    DispatchKind.INFORMATION: _("Information"),
    DispatchKind.WARNING: _("Early warning"),
    DispatchKind.REPLY: _("Reply"),
}
OUTCOME_LABELS = {
    "permit": _("May go"),
    "permit_with_obligations": _("May go, with obligations"),
    "needs_consent": _("Needs the originator's consent"),
    "refuse": _("Must not go"),
}
OUTCOME_TONES = {"permit": "", "permit_with_obligations": "", "needs_consent": "warn", "refuse": "danger"}
PERMISSION_LABELS = {
    "read": _("Read"),
    "pass_on": _("Pass on"),
    "use_in_court": _("Use in court"),
    "act_on": _("Act on it"),
    "match": _("Match and analyse"),
}
GROUND_LABELS = {
    "minor": _("Why data of minors may go"),
    "victim": _("Why data of victims may go"),
    "witness": _("Why data of witnesses may go"),
    "journalist": _("Why data of journalists may go"),
    "lawyer": _("Why data of lawyers may go"),
    "asylum_seeker": _("Why data of asylum seekers may go"),
}
# Kinds that carry content and so pass through this room.
RELEASABLE_KINDS = frozenset(KIND_LABELS)
