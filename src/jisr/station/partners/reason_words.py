"""Why something may not go to a partner, in the reader's language, with names and dates as the reader writes them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import get_language

from jisr.core.handling import Reason, reason_sentence
from jisr.station.partners import queries as partners
from jisr.station.web.localtime import country_name, format_day

_COUNTRY_PARAMETERS = ("country", "countries", "found")


def reader_language() -> str:
    """ "ar", "fr" or "en"."""
    language = (get_language() or "en").split("-")[0]
    return language if language in ("ar", "fr", "en") else "en"


def reason_text(reason: Reason) -> str:
    """A reason as a sentence."""
    parameters = dict(reason.parameters)
    if "date" in parameters:
        parameters["date"] = format_day(date.fromisoformat(parameters["date"]))
    return reason_sentence(replace(reason, parameters=parameters), reader_language(), names_in(parameters))


def names_in(parameters: Mapping[str, str]) -> dict[str, str]:
    """Names of the countries and stations that stand as codes in the parameters."""
    names: dict[str, str] = {}
    for parameter in _COUNTRY_PARAMETERS:
        for code in parameters.get(parameter, "").split(","):
            if len(code) == 2 and code.isupper():
                names[code] = country_name(code)
    if originator := parameters.get("originator"):
        partner = partners.partner(originator)
        if partner is not None:
            names[originator] = partner.name(reader_language())
    return names
