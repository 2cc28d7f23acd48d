"""Every failure of the API as `{"code", "message", "field"}`: a stable code, a sentence in the reader's language.

422 answers carry `problems` too: one such object per wrong field, so that a caller can mend all at once.
"""

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from jisr.station.web.problems import Problem

logger = logging.getLogger(__name__)

#: Sentences for the kinds of pydantic errors a caller meets; {names} are filled from the error's context.
_KINDS = {
    "missing": gettext_lazy("This field is required."),
    "string_type": gettext_lazy("This must be a text."),
    "string_too_short": gettext_lazy("This must have at least {min_length} characters."),
    "string_too_long": gettext_lazy("This may have at most {max_length} characters."),
    "string_pattern_mismatch": gettext_lazy("This does not have the form {pattern}."),
    "int_parsing": gettext_lazy("This must be a whole number."),
    "int_type": gettext_lazy("This must be a whole number."),
    "float_parsing": gettext_lazy("This must be a number."),
    "float_type": gettext_lazy("This must be a number."),
    "bool_parsing": gettext_lazy("This must be true or false."),
    "uuid_parsing": gettext_lazy("This must be an identifier (UUID)."),
    "datetime_parsing": gettext_lazy("This must be a date and time, such as 2026-11-24T10:00:00Z."),
    "datetime_from_date_parsing": gettext_lazy("This must be a date and time, such as 2026-11-24T10:00:00Z."),
    "timezone_aware": gettext_lazy("This time needs a time zone, such as Z."),
    "date_parsing": gettext_lazy("This must be a date, such as 2026-11-24."),
    "date_from_datetime_parsing": gettext_lazy("This must be a date, such as 2026-11-24."),
    "enum": gettext_lazy("This must be one of: {expected}."),
    "literal_error": gettext_lazy("This must be one of: {expected}."),
    "greater_than": gettext_lazy("This must be greater than {gt}."),
    "greater_than_equal": gettext_lazy("This must be at least {ge}."),
    "less_than": gettext_lazy("This must be less than {lt}."),
    "less_than_equal": gettext_lazy("This must be at most {le}."),
    "list_type": gettext_lazy("This must be a list."),
    "dict_type": gettext_lazy("This must be an object."),
    "extra_forbidden": gettext_lazy("This field is not known."),
    "too_long": gettext_lazy("This may have at most {max_length} items."),
    "too_short": gettext_lazy("This must have at least {min_length} items."),
}


def failure(code: str, message: str, status: int, *, field: str = "", **more: Any) -> JsonResponse:
    return JsonResponse({"code": code, "message": message, "field": field, **more}, status=status)


def add_handlers(api: NinjaAPI) -> None:
    """Answer every exception of a route in the API's own shape."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Problem: _problem,
        ValidationError: _invalid,
        HttpError: _http_error,
        PermissionDenied: _not_permitted,
        Http404: not_found,
        RequestDataTooBig: _too_big,
        SuspiciousOperation: _malformed,
        Exception: _internal,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def not_found(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    return failure("not_found", _("There is nothing at this address, or it is not for you."), 404)


def name_refused_method(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: ninja answers a wrong method with bare text; say it in the API's shape, and keep its Allow header."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or not request.path_info.startswith("/api/"):
            return response
        named = failure("method_not_allowed", _("This address does not take this method."), response.status_code)
        named["Allow"] = response.headers.get("Allow", "")
        return named

    return answer


def _problem(request: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, Problem)
    return failure(error.code, str(error.message), error.status, field=error.field)


def _invalid(request: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, ValidationError)
    problems = [_field_problem(found) for found in error.errors]
    first = problems[0] if problems else {"field": "", "message": _("The request is not valid.")}
    return failure("invalid", first["message"], 422, field=first["field"], problems=problems)


def _field_problem(found: Mapping[str, Any]) -> dict[str, str]:
    """One pydantic error: where (without the outer "body", "query"...), which kind, and the sentence."""
    place = [str(part) for part in found.get("loc", ())]
    kind = str(found.get("type", "invalid"))
    sentence = _KINDS.get(kind)
    try:
        message = str(sentence).format(**found.get("ctx", {})) if sentence else _("This value is not valid.")
    except KeyError:
        message = _("This value is not valid.")
    return {"code": kind, "message": message, "field": ".".join(place[1:] or place)}


def _http_error(request: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, HttpError)
    if isinstance(error, AuthenticationError):
        answer = failure("not_signed_in", _("A valid token is needed: Authorization: Bearer <token>."), 401)
        answer["WWW-Authenticate"] = 'Bearer realm="jisr"'
        return answer
    if isinstance(error, Throttled):
        answer = failure("too_many_requests", _("Too many requests. Wait a little and try again."), 429)
        answer["Retry-After"] = str(error.wait or 60)
        return answer
    if isinstance(error.__cause__, Problem):  # what the parser found, which ninja tells as one kind of failure
        return _problem(request, error.__cause__)
    if error.status_code == 400:
        return _malformed(request, error)
    return failure("refused", str(error), error.status_code)


def _malformed(request: HttpRequest, error: Exception) -> HttpResponse:
    return failure("malformed", _("The request could not be read: it is not valid JSON, or not in UTF-8."), 400)


def _not_permitted(request: HttpRequest, error: Exception) -> HttpResponse:
    return failure("not_permitted", _("The roles of this token do not allow this."), 403)


def _too_big(request: HttpRequest, error: Exception) -> HttpResponse:
    return failure("too_big", _("The request is larger than this station accepts."), 413)


def _internal(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.exception(
        "api route failed", extra={"route": request.resolver_match.route if request.resolver_match else ""}
    )
    return failure("internal", _("Something went wrong inside the station. It is logged; nothing was changed."), 500)
