"""The two addresses that partners' stations call. What they send authenticates itself; nothing else is believed."""

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from jisr.station.accounts.access import public
from jisr.station.compartments.reader import as_station
from jisr.station.exchange.limits import address_of, limiter
from jisr.station.exchange.services.receiving import receive_batch
from jisr.station.exchange.transport import (
    ANSWER_TYPE,
    LEDGER_SIZE_HEADER,
    MAX_BATCH_BYTES,
    MAX_BATCH_MESSAGES,
    REQUEST_TYPE,
)
from jisr.station.partners import queries as partners

CARD_TYPE = "application/vnd.jisr.card+json"


@csrf_exempt
@require_POST
@public("partner stations post sealed dispatches here; each message authenticates itself")
def dispatches(request: HttpRequest) -> HttpResponse:
    """Take messages in and answer each: 200 with answers, or a status that says why none was read."""
    address = address_of(request)
    wait = limiter.seconds_to_wait(address)
    if wait:
        return _refused(429, "busy", retry_after=int(wait) + 1)
    if request.content_type != REQUEST_TYPE:
        return _refused(415, "content_type")
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdigit():
        return _refused(411, "length_required")
    if int(length) > MAX_BATCH_BYTES:
        limiter.charge(address, 1)
        return _refused(413, "oversize")
    messages = [line for line in request.body.split(b"\n") if line]
    if not 1 <= len(messages) <= MAX_BATCH_MESSAGES:
        limiter.charge(address, 1)
        return _refused(413 if messages else 400, "oversize" if messages else "malformed")
    with as_station():  # a partner's dispatch finds what it is about, wherever it stands
        reply = receive_batch(messages, timezone.now(), _known_size(request))
    limiter.charge(address, reply.refused)
    answer = {
        "answers": [text.decode("ascii") for text in reply.answers],
        "checkpoint": reply.checkpoint,
        "proof": None if reply.proof is None else [digest.hex() for digest in reply.proof],
    }
    return HttpResponse(orjson.dumps(answer), content_type=ANSWER_TYPE)


@require_GET
@public("the station's card is meant to be shown")
def card(request: HttpRequest) -> HttpResponse:
    """This station's card as it is signed. A reader still compares words before believing it."""
    return HttpResponse(partners.own_station().card.signed_bytes, content_type=CARD_TYPE)


def _known_size(request: HttpRequest) -> int | None:
    value = request.headers.get(LEDGER_SIZE_HEADER, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 18 else None


def _refused(status: int, code: str, *, retry_after: int | None = None) -> HttpResponse:
    response = HttpResponse(orjson.dumps({"code": code}), status=status, content_type="application/json")
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response
