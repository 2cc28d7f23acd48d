"""Words that the start page shares with the rooms it looks into."""

from django.utils.translation import pgettext, pgettext_lazy

from jisr.core.sealing import DispatchKind
from jisr.station.warnings.vocabulary import words_for
from jisr.station.web.localtime import format_percent

KIND = {
    DispatchKind.INFORMATION: pgettext_lazy("dispatch", "Information"),
    DispatchKind.REQUEST: pgettext_lazy("dispatch", "Request for information"),
    DispatchKind.REPLY: pgettext_lazy("dispatch", "Reply"),
    DispatchKind.WARNING: pgettext_lazy("dispatch", "Warning"),
    DispatchKind.COORDINATION: pgettext_lazy("dispatch", "Coordination"),
    DispatchKind.CORRECTION: pgettext_lazy("dispatch", "Correction"),
    DispatchKind.QUESTION: pgettext_lazy("dispatch", "Question"),
}


def kind_label(kind: str) -> str:
    """The kind of a dispatch; a plain "Dispatch" for kinds that people do not handle here."""
    known = KIND.get(DispatchKind(kind))
    return str(known) if known else pgettext("dispatch", "Dispatch")


def likelihood(probability: float, yardstick: str) -> str:
    """A probability as word and number."""
    return f"{words_for(probability, yardstick)} ({format_percent(probability)})"
