"""How a marking is written on screen and paper, in the reader's language."""

from django.utils.translation import gettext as _

from jisr.core.handling import Handling
from jisr.station.web import labels
from jisr.station.web.localtime import country_name, list_separator


def marking_line(handling: Handling | None) -> str:
    """Classification, TLP, codes, and who may receive: "SECRET · TLP:AMBER · H2 · Releasable to: Spain"."""
    if handling is None:
        return ""
    parts = [
        labels.label_of(labels.CLASSIFICATION, handling.classification.code),
        labels.label_of(labels.TLP, handling.tlp.code),
        *sorted(code.value for code in handling.codes),
    ]
    if handling.releasable_to is not None:
        names = list_separator().join(sorted(country_name(code) for code in handling.releasable_to))
        parts.append(_("Releasable to: %(countries)s") % {"countries": names} if names else _("This station only"))
    return " · ".join(parts)


def portion_letter(handling: Handling) -> str:
    return labels.label_of(labels.CLASSIFICATION_MARK, handling.classification.code)
