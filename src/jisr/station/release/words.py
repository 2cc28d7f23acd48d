"""Obligations, requests and reasons to know as sentences, with names and dates as the reader writes them."""

from uuid import UUID

from django.utils.translation import gettext as _

from jisr.core.handling import Obligation, obligation_sentence
from jisr.core.handling.sentences import OBLIGATIONS
from jisr.core.interests import KnowReason, know_sentence
from jisr.station.exchange import queries as exchange
from jisr.station.partners.reason_words import names_in, reader_language
from jisr.station.web.localtime import format_day


def obligation_text(obligation: Obligation) -> str:
    """An obligation as a sentence."""
    if obligation.due is None:
        return obligation_sentence(obligation, reader_language())
    sentence = OBLIGATIONS[obligation.kind][reader_language()]
    return sentence.format_map({**obligation.parameters, "due": format_day(obligation.due)})


def know_text(reason: KnowReason) -> str:
    """Why a partner must know, as a sentence."""
    names = names_in(reason.parameters)
    if request_id := reason.parameters.get("request"):
        names[request_id] = request_name(request_id)
    return know_sentence(reason, reader_language(), names)


def request_name(request_id: str) -> str:
    """A request by the beginning of its question."""
    request = exchange.information_request(UUID(request_id))
    if request is None:
        return request_id
    question = " ".join(request.question.split())
    return _("“%(words)s”") % {"words": f"{question[:60]}…" if len(question) > 60 else question}
