"""Every request begins as a stranger; what is not found is looked at once more, for oversight."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from jisr.station.accounts.access import actor_of
from jisr.station.accounts.models import User
from jisr.station.compartments import services
from jisr.station.compartments.reader import STRANGER, Reader, current_reader, read_as, reading
from jisr.station.ledger.occasion import Occasion, current_occasion, set_occasion

_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class StrangerMiddleware:
    """Who has not been let in by the gate sees nothing that is in a compartment, whatever is asked.

    What the thread read before (the station itself, in tests and at start) it reads again afterwards. An answer that
    is sent bit by bit is read for its person to the end.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        before = current_reader(), current_occasion()
        read_as(STRANGER)
        set_occasion(None)
        try:
            response: HttpResponseBase = self.get_response(request)
            if response.status_code == 404 and isinstance(request.user, User):
                services.note_attempt(actor_of(request), _IDS.findall(request.path.lower()))
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = _for(current_reader(), current_occasion(), response.streaming_content)
            return response
        finally:
            read_as(before[0])
            set_occasion(before[1])


def _for(reader: Reader | None, occasion: Occasion | None, content: Any) -> Iterator[Any]:
    """The pieces of an answer, each made for the person who asked."""
    pieces = iter(content)
    while True:
        with reading(reader):
            set_occasion(occasion)
            try:
                piece = next(pieces)
            except StopIteration:
                return
            finally:
                set_occasion(None)
        yield piece
