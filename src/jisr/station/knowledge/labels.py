"""Words for the codes of this room, in the reader's language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
    "undone": _("Undone"),
}
LANGUAGE_LABELS = {"ar": _("Arabic"), "fr": _("French"), "en": _("English")}
