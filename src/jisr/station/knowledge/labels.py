"""Words for the codes of this room, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from jisr.station.knowledge.models import Verdict

VERDICT_LABELS = {
    Verdict.SAME: _("Same"),
    Verdict.DIFFERENT: _("Different"),
    Verdict.UNSURE: _("Unsure"),
}
LANGUAGE_LABELS = {"ar": _("Arabic"), "fr": _("French"), "en": _("English")}
