"""One log line and one count for every request: which route, how long, which answer. No address, no query, no body."""

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponseBase

from jisr.station.observability.metrics import REQUEST_SECONDS, REQUESTS

log = structlog.get_logger("jisr.request")


class RequestMiddleware:
    """Outermost, so that it sees what the reader waits for. The route is its pattern, never the address asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        elapsed = time.perf_counter() - began
        match = request.resolver_match
        route = match.view_name or "unnamed" if match else "none"
        method = request.method if request.method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} else "other"
        REQUESTS.labels(route, method, str(response.status_code)).inc()
        REQUEST_SECONDS.labels(route).observe(elapsed)
        user = getattr(request, "user", None)
        log.info(
            "request",
            route=route,
            method=method,
            status=response.status_code,
            milliseconds=round(elapsed * 1000, 1),
            user=getattr(user, "pk", None),
        )
        return response
