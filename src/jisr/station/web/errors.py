"""What people see when a page cannot be shown: always a sentence in their language, never a stack trace."""

import uuid
from collections.abc import Callable
from http import HTTPStatus

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from jisr.station.web.context import HTML_LANGUAGES
from jisr.station.web.problems import Problem

logger = structlog.get_logger("jisr.web")
API_PREFIXES = ("/api/", "/exchange/")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return page(
        request,
        400,
        "bad_request",
        _("Not understood"),
        _("The station could not read what was sent. Go back and try again."),
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    text = _(
        "Your role does not open this page. The attempt is in the ledger. "
        "If you need it for your work, ask the administrator."
    )
    return page(request, 403, "forbidden", _("Not permitted"), text)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    text = _("The form was open too long or came from elsewhere. Go back, reload the page and send it again.")
    return page(request, 403, "csrf", _("Please send the form again"), text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(
        request, 404, "not_found", _("Not found"), _("There is nothing at this address, or it is not yours to see.")
    )


def too_large(request: HttpRequest) -> HttpResponse:
    text = _("What was sent is larger than this station accepts. Split it, or ask the administrator for the limit.")
    return page(request, 413, "too_large", _("Too large"), text)


def only_for_forms(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """Say so where somebody opened the address that a form sends to."""
    text = _("This address takes what a form sends; it shows nothing by itself. Go back to the page with the form.")
    response = page(request, refused.status_code, "not_a_page", _("Nothing to see here"), text)
    response["Allow"] = refused.get("Allow", "")
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault, with a number to quote; drawn without the database, which may be what failed."""
    # A letter in front: the log withholds bare numbers, which could be telephone numbers.
    number = f"f{uuid.uuid4().hex[:9]}"
    route = request.resolver_match.view_name if request.resolver_match else ""
    logger.error("page_failed", record=number, route=route, method=request.method)
    text = _("Something went wrong in the station. Nothing was half done. Tell the administrator this number: {number}")
    title = _("Our fault")
    if request.path.startswith(API_PREFIXES):
        return JsonResponse({"code": "server_error", "message": text.format(number=number), "field": ""}, status=500)
    language = (translation.get_language() or "en").split("-")[0]
    context = {
        "title": title,
        "text": text.format(number=number),
        "start": _("Start page"),
        "html_language": HTML_LANGUAGES.get(language, language),
        "text_direction": "rtl" if translation.get_language_bidi() else "ltr",
    }
    return HttpResponse(render_to_string("web/bare_error.html", context), status=500)


def page(request: HttpRequest, status: int, code: str, title: str, text: str) -> HttpResponse:
    """One error as a page, as a toast for a part of a page (htmx), or as JSON for a program."""
    if request.path.startswith(API_PREFIXES):
        return JsonResponse({"code": code, "message": text, "field": ""}, status=status)
    if getattr(request, "htmx", False):
        return toast(request, text, status)
    context = {"title": title, "text": text, "code": code, "back": _back(request)}
    return render(request, "web/problem.html", context, status=status)


def toast(request: HttpRequest, text: str, status: int) -> HttpResponse:
    """A message that slides in over the page that asked; the page itself stays."""
    context = {"text": text, "tone": "danger", "icon_name": "circle-alert"}
    response = render(request, "web/toast.html", context, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = "#toasts", "beforeend"
    return response


def _back(request: HttpRequest) -> str:
    """The page of this station that the reader came from."""
    origin = f"{request.scheme}://{request.get_host()}/"
    referrer = request.headers.get("Referer", "")
    return referrer if referrer.startswith(origin) and referrer != request.build_absolute_uri() else ""


class ProblemMiddleware:
    """Turn a `Problem` that a view let through into its page, its toast or its JSON."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not request.path.startswith(API_PREFIXES):
            return only_for_forms(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, RequestDataTooBig):
            return too_large(request)
        if not isinstance(exception, Problem):
            return None
        if request.path.startswith(API_PREFIXES):
            return JsonResponse(exception.to_json(), status=exception.status)
        return page(request, exception.status, exception.code, _title(exception.status), str(exception.message))


def _title(status: int) -> str:
    titles = {
        403: _("Not permitted"),
        404: _("Not found"),
        409: _("Not possible now"),
        413: _("Too large"),
        429: _("Too many attempts"),
    }
    return titles.get(status) or _("This cannot be done")
