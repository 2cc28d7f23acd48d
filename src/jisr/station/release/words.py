"""Sentences of the release decision in the reader's language, with names and dates as the reader writes them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import get_language

from jisr.core.handling import Obligation, Reason, obligation_sentence, reason_sentence
from jisr.core.handling.sentences import OBLIGATIONS
from jisr.core.interests import KnowReason, know_sentence
from jisr.station.exchange import queries as exchange
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
    return reason_sentence(replace(reason, parameters=parameters), reader_language(), _names(parameters))


def obligation_text(obligation: Obligation) -> str:
    """An obligation as a sentence."""
    if obligation.due is None:
        return obligation_sentence(obligation, reader_language())
    sentence = OBLIGATIONS[obligation.kind][reader_language()]
    return sentence.format_map({**obligation.parameters, "due": format_day(obligation.due)})


def know_text(reason: KnowReason) -> str:
    """Why a partner must know, as a sentence."""
    names = _names(reason.parameters)
    if request_id := reason.parameters.get("request"):
        names[request_id] = request_name(request_id)
    return know_sentence(reason, reader_language(), names)


def request_name(request_id: str) -> str:
    """A request by the beginning of its question."""
    request = exchange.information_request(UUID(request_id))
    if request is None:
        return request_id
    question = " ".join(request.question.split())
    return f"«{question[:60]}…»" if len(question) > 60 else f"«{question}»"


def _names(parameters: Mapping[str, str]) -> dict[str, str]:
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
