"""The reader's own language on every page, an end to every session, and no copies left in the browser."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from jisr.station.accounts.models import User

#: However busy a session is, it ends this many hours after sign-in; one working day.
LONGEST_SESSION_HOURS = 12
SIGNED_IN_AT_KEY = "jisr_signed_in_at"


class ReaderMiddleware:
    """After sign-in the language of the account wins over the browser's.

    Idle sessions end by the age of their cookie (settings: session_minutes); this ends busy ones too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and is_session_over(request):
            logout(request)
            user = request.user
        if isinstance(user, User):
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        response = self.get_response(request)
        if isinstance(request.user, User) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response


def is_session_over(request: HttpRequest) -> bool:
    """Whether this session began too long ago; a session without a beginning gets one now."""
    now = timezone.now().timestamp()
    began = request.session.setdefault(SIGNED_IN_AT_KEY, now)
    return now - float(began) > LONGEST_SESSION_HOURS * 3600
