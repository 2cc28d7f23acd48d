"""Words of the room for what is stored as codes."""

from django.utils.translation import gettext_lazy as _

KINDS = {"report": _("Report"), "dispatch": _("Dispatch"), "statement": _("Statement")}
RULES = {
    "retention_ended": _("Its last day was over"),
    "erased": _("Erased for its originator"),
}
