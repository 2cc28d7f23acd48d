"""The words of this room on screen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jisr.core.credibility import Yardstick, band_of, probability_word, yardstick_bands
from jisr.station.warnings.models import Means, Outcome, WarningState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Labels = "dict[str, _StrPromise]"

STATE: Labels = {
    WarningState.DRAFT: pgettext_lazy("warning", "Draft"),
    WarningState.PROPOSED: _("Awaits the releaser"),
    WarningState.SENT: pgettext_lazy("warning", "Sent"),
    WarningState.CLOSED: pgettext_lazy("warning", "Closed"),
    WarningState.WITHDRAWN: pgettext_lazy("warning", "Withdrawn"),
}
STATE_TONE = {
    WarningState.DRAFT: "plain",
    WarningState.PROPOSED: "warn",
    WarningState.SENT: "info",
    WarningState.CLOSED: "",
    WarningState.WITHDRAWN: "plain",
}
OUTCOME: Labels = {
    Outcome.AVERTED: _("Averted"),
    Outcome.HAPPENED: _("It happened"),
    Outcome.DID_NOT_HAPPEN: _("It did not happen"),
    Outcome.UNKNOWN: _("It cannot be known"),
}
MEANS: Labels = {
    Means.CLOCK: _("Time ran out"),
    Means.DISPATCH: _("Reminder by dispatch"),
    Means.TELEPHONE: _("Telephone"),
    Means.IN_PERSON: _("Liaison officer in person"),
}
YARDSTICK = {Yardstick.ICD203.value: "ICD 203", Yardstick.PHIA.value: "PHIA"}
#: Where a warning stands at one recipient.
STANDING: Labels = {
    "on_the_way": _("On the way"),
    "failed": _("Not delivered"),
    "cancelled": _("Stopped before it left"),
    "delivered": _("Delivered, receipt verified"),
    "acknowledged": _("Acknowledged"),
    "acted": _("Action taken"),
    "recalled": _("Recalled by us"),
}
STANDING_TONE = {
    "on_the_way": "plain",
    "failed": "danger",
    "cancelled": "plain",
    "delivered": "info",
    "acknowledged": "",
    "acted": "",
    "recalled": "plain",
}
CERTIFIED: Labels = {
    "quarantined": _("Certified: quarantined"),
    "erased": _("Certified: erased"),
    "amended": _("Certified: amended"),
}
VERDICT: Labels = {
    "useful": _("Useful"),
    "decisive": _("Decisive"),
    "already_known": _("Already known"),
    "wrong": _("Wrong"),
}
NEUTRALITY: Labels = {
    "political": pgettext_lazy("character", "Political"),
    "military": pgettext_lazy("character", "Military"),
    "religious": pgettext_lazy("character", "Religious"),
    "racial": pgettext_lazy("character", "Racial"),
}
#: Minutes a recipient has to acknowledge: offered choices.
CLOCKS: "list[tuple[int, str | _StrPromise]]" = [
    (15, _("15 minutes")),
    (60, _("1 hour")),
    (240, _("4 hours")),
    (480, _("8 hours")),
    (1440, _("1 day")),
    (4320, _("3 days")),
]


def words_for(probability: float, yardstick: str) -> str:
    """The yardstick's word in the reader's language; a plain statement where the yardstick has a gap on purpose."""
    language = (get_language() or "en").split("-")[0]
    word = probability_word(probability, Yardstick(yardstick), language)
    return word or str(_("no word of this yardstick"))


@dataclass(frozen=True, slots=True)
class DrawnBand:
    """One band of a yardstick, in percent of the scale; numbers as SVG writes them, whatever the language."""

    x: str
    width: str
    word: str
    range: str
    is_here: bool


def scale_of(yardstick: str, probability: float) -> list[DrawnBand]:
    """The bands of a yardstick with their words, the one that a probability falls into marked."""
    language = (get_language() or "en").split("-")[0]
    scale = Yardstick(yardstick)
    here = band_of(probability, scale)
    return [
        DrawnBand(
            x=f"{band.low * 100:.1f}",
            width=f"{(band.high - band.low) * 100:.1f}",
            word=band.words[language],
            range=f"{band.low * 100:.0f}–{band.high * 100:.0f}",
            is_here=here is not None and band.code == here.code,
        )
        for band in yardstick_bands(scale)
    ]
