"""Routes for those who keep the station running: `/healthz`, `/readyz`, `/metrics`."""

from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jisr.station.accounts.access import public, token_holder
from jisr.station.accounts.roles import Right, access_of
from jisr.station.observability.metrics import exposition
from jisr.station.observability.readiness import failing_conditions

#: Set by reverse proxies: a request that came through one is not from this machine.
_FORWARDED_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Real-IP")


@public("says only that the process answers")
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is looked at."""
    return JsonResponse({"status": "ok"})


@public("says only whether the station can work, by codes")
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Database, migrations and keys are in order; 503 with the codes of what is not."""
    failing = failing_conditions()
    return JsonResponse(
        {"status": "unready" if failing else "ready", "failing": failing}, status=503 if failing else 200
    )


@public("asks for loopback or an administrator's token by itself")
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Metrics for Prometheus: from this machine directly, or with the token of an administrator."""
    if not (is_local(request) or _is_administrator(request)):
        return HttpResponse("metrics are for this machine, or for an administrator's token\n", "text/plain", 403)
    return HttpResponse(exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


def is_local(request: HttpRequest) -> bool:
    """Whether the request came from this machine and through no proxy."""
    if any(header in request.headers for header in _FORWARDED_HEADERS):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _is_administrator(request: HttpRequest) -> bool:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    held = token_holder(secret) if scheme.lower() == "bearer" and secret else None
    return held is not None and access_of(held[0].effective_roles(), Right.STATION_MANAGE) is not None
