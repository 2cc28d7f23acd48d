"""Words for the codes of this room, in the reader's language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jisr.core.identity.evidence import Strength
from jisr.station.knowledge.models import Verdict

VERDICT_LABELS = {
    Verdict.SAME: _("Same"),
    Verdict.DIFFERENT: _("Different"),
    Verdict.UNSURE: _("Unsure"),
}
#: Why a statement ended where nobody typed a reason; stored as the code, so that everyone reads it in their language.
END_REASONS = {
    "corrected_by_originator": _("Corrected by its originator"),
    "recalled_by_originator": pgettext_lazy("statement", "Recalled by its originator"),
    "erased_for_originator": _("Erased at the request of its originator"),
    "retention_ended": _("Retention ended"),
    "restricted_for_subject": _("Restricted at the request of the person concerned"),
    "erased_for_subject": _("Erased at the request of the person concerned"),
    "undone": _("Undone"),
}
LEAST_LABELS = [
    ("", pgettext_lazy("filter of likeness", "Any")),
    ("0.7", _("70 in 100 and more")),
    ("0.9", _("90 in 100 and more")),
]
CAME_LABELS = [
    ("", pgettext_lazy("filter of proposals", "All pairs")),
    ("first", _("Never judged")),
    ("again", _("Back with new evidence")),
]
#: What the likeness of two names means.
BAND_LABELS = {
    "one_name": _("Almost surely one name: nine in ten such pairs are."),
    "likely": _("Likely one name: most such pairs are."),
    "open": _("Open: such pairs are one name about as often as not."),
    "other_name": _("Likely two names: most such pairs are."),
}
RARITY_LABELS = {
    "common": _("common"),
    "less_common": _("less common"),
    "rare": _("rare"),
    "unknown": _("not in the lists of names"),
}
STRENGTH_LABELS = {
    Strength.WEAK: pgettext_lazy("evidence", "weak"),
    Strength.MODERATE: pgettext_lazy("evidence", "moderate"),
    Strength.STRONG: pgettext_lazy("evidence", "strong"),
}
LANGUAGE_LABELS = {"ar": _("Arabic"), "fr": _("French"), "en": _("English")}
