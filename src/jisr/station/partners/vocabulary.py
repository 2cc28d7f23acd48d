"""Words of this room as they stand on the screen; those of markings and states are in `web.labels`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import PartnerState
from jisr.station.partners.regions import Region

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


INTEREST_STATE_LABELS: Final[Labels] = {
    "future": _("Not yet valid"),
    "valid": _("Valid"),
    "ended": _("Ended"),
    "withdrawn": _("Withdrawn"),
}
INTEREST_STATE_TONES: Final[Mapping[str, str]] = {
    "future": "info",
    "valid": "good",
    "ended": "plain",
    "withdrawn": "plain",
}

KEY_USE_LABELS: Final[Labels] = {"sign": _("Signing"), "seal": _("Sealing"), "ledger": _("Ledger")}

#: What the settings or keys may say otherwise than the card.
DIFFERENCE_LABELS: Final[Labels] = {
    "names": _("names"),
    "kind": _("kind of service"),
    "country": _("country"),
    "endpoint": _("address"),
    "languages": _("languages"),
    "keys": _("keys"),
}
