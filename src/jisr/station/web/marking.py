"""How a marking is written on screen and paper, in the reader's language."""

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jisr.core.handling import Handling, Mark, Permission, code_text, permissions
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
    if given := marks_given(handling):
        # Isolated: words of another script than the line's keep their order and the brackets theirs.
        parts.insert(1, f"({list_separator().join(f'\u2068{text}\u2069' for text in given)})")
    if handling.releasable_to is not None:
        names = list_separator().join(sorted(country_name(code) for code in handling.releasable_to))
        parts.append(_("Releasable to: %(countries)s") % {"countries": names} if names else _("This station only"))
    return " · ".join(parts)


def marks_given(handling: Handling) -> list[str]:
    """The levels of other scales in which it was given or left, as on paper; of each scale the highest."""
    highest: dict[str, Mark] = {}
    for mark in sorted(handling.marked_as, key=lambda mark: mark.rank):
        highest[mark.scale] = mark
    return [highest[scale].text for scale in sorted(highest)]


def code_lines(handling: Handling) -> list[tuple[str, str]]:
    """TLP and handling codes, each with what it says today, in the reader's language."""
    language = (get_language() or "en")[:2]
    codes = [(labels.label_of(labels.TLP, handling.tlp.code), handling.tlp.code)]
    codes += [(code.value, code.value) for code in sorted(handling.codes)]
    texts = ((name, code_text(code, timezone.localdate())) for name, code in codes)
    return [(name, text.text.get(language, text.text["en"])) for name, text in texts]


def permission_lines(handling: Handling) -> list[tuple[str, str]]:
    """What a recipient may do by itself beside reading, each permission apart, as all markings together have it."""
    names = {
        Permission.PASS_ON: _("Passing on"),
        Permission.USE_IN_COURT: _("Use in court"),
        Permission.ACT_ON: _("Acting on it"),
        Permission.MATCH: _("Matching and analysis"),
    }
    rules = permissions(handling)
    return [(name, labels.label_of(labels.ONWARD, rules[permission].value)) for permission, name in names.items()]


def portion_letter(handling: Handling) -> str:
    return labels.label_of(labels.CLASSIFICATION_MARK, handling.classification.code)
