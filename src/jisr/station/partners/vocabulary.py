"""Words of this room as they stand on the screen; those of markings and states are in `web.labels`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import PartnerState
from jisr.station.partners.regions import Region
from jisr.station.web.localtime import reader_locale

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Labels = "Mapping[str, _StrPromise]"

KIND_LABELS: Final[Labels] = {
    "police": _("Police"),
    "intelligence": _("Intelligence service"),
    "gendarmerie": _("Gendarmerie"),
    "border_guard": _("Border guard"),
    "customs": _("Customs"),
    "fiu": _("Financial intelligence unit"),
    "fusion_centre": _("Fusion centre"),
}

REGION_LABELS: Final[Labels] = {
    Region.NORTH_AFRICA.value: _("North Africa"),
    Region.WEST_AFRICA_SAHEL.value: _("West Africa and the Sahel"),
    Region.REST_OF_AFRICA.value: _("Central, East and Southern Africa"),
    Region.EUROPE.value: _("Europe"),
    Region.GULF.value: _("Gulf"),
    Region.MIDDLE_EAST.value: _("Middle East"),
    Region.AMERICAS.value: _("Americas"),
    Region.ASIA_PACIFIC.value: _("Asia and the Pacific"),
}

#: Tone of the tag beside each state (see the look); the word and the map's pattern say the same without colour.
STATE_TONES: Final[Mapping[str, str]] = {
    PartnerState.PROPOSED.value: "info",
    PartnerState.VERIFIED.value: "warn",
    PartnerState.ACTIVE.value: "good",
    PartnerState.SUSPENDED.value: "warn",
    PartnerState.REVOKED.value: "danger",
}

AGREEMENT_STATE_LABELS: Final[Labels] = {
    "future": _("Not yet in force"),
    "in_force": _("In force"),
    "ending_soon": _("Ending soon"),
    "ended": _("Ended"),
}
AGREEMENT_STATE_TONES: Final[Mapping[str, str]] = {
    "future": "info",
    "in_force": "good",
    "ending_soon": "warn",
    "ended": "danger",
}

LANGUAGE_LABELS: Final[Labels] = {"ar": _("Arabic"), "fr": _("French"), "en": _("English")}


def reader_language() -> str:
    """ "ar", "fr" or "en"."""
    code = (get_language() or "en")[:2]
    return code if code in LANGUAGE_LABELS else "en"


def country_choices() -> list[tuple[str, str]]:
    """Every country of ISO 3166-1 with its name, in the order of the reader's alphabet."""
    named = [
        (code, str(name)) for code, name in reader_locale().territories.items() if len(code) == 2 and code.isalpha()
    ]
    return sorted(((code, name) for code, name in named if code not in _NOT_COUNTRIES), key=lambda pair: pair[1])


# CLDR's territories that are groups, outlying parts without a code of their own, or pseudo-locales.
_NOT_COUNTRIES: Final = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
