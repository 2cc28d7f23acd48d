"""The gate in front of every page and route: who is asking, may they, and for what reason.

`requires` guards pages, `Bearer` guards API routes, `public` says why a page is open. A test walks every address of
the site and fails where none of the three is found.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from ninja.security import HttpBearer

from jisr.station.accounts.models import ApiToken, User
from jisr.station.accounts.roles import Access, Right, access_of
from jisr.station.ledger.actor import Actor

REASON_SESSION_KEY = "jisr_reason"
REASON_MINUTES = 15
REASON_HEADER = "X-Jisr-Reason"

type View = Callable[..., HttpResponseBase]


def requires(right: Right) -> Callable[[View], View]:
    """Let a page be opened only by people who hold the right; others get the sign-in page or a 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User):
                return redirect_to_login(request.get_full_path())
            if needs_second_factor(user) and not getattr(view, "before_second_factor", False):
                return redirect("mfa_activate_totp")
            access = user.access(right)
            if access is None:
                raise PermissionDenied
            if access is Access.WITH_REASON and not current_reason(request):
                return redirect(f"{reverse('accounts:reason')}?{urlencode({'next': request.get_full_path()})}")
            return view(request, *args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(reason: str) -> Callable[[View], View]:
    """Mark a page as open to people who have not signed in, and say why."""

    def decorate(view: View) -> View:
        view.public_reason = reason  # type: ignore[attr-defined]
        return view

    return decorate


def needs_second_factor(user: User) -> bool:
    """Whether this person must set up TOTP before anything else opens."""
    if not (settings.STATION.second_factor_required and user.is_second_factor_required):
        return False
    from allauth.mfa.utils import is_mfa_enabled

    return not is_mfa_enabled(user)


def current_reason(request: HttpRequest) -> str:
    """The reason this person gave for reading content, while it is fresh (15 minutes); "" otherwise."""
    held = request.session.get(REASON_SESSION_KEY) if hasattr(request, "session") else None
    if held and held["until"] > timezone.now().timestamp():
        return str(held["text"])
    return ""


def actor_of(request: HttpRequest) -> Actor:
    """Who is acting in this request, for services and the ledger."""
    token_actor: Actor | None = getattr(request, "jisr_actor", None)
    if token_actor is not None:
        return token_actor
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return Actor(user.username, tuple(user.roles), user.pk, current_reason(request), "console")


class Bearer(HttpBearer):
    """API authentication: a token that gives one right. Answers 401 without a valid token, 403 without the right."""

    def __init__(self, right: Right) -> None:
        super().__init__()
        self.right = right

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        found = token_holder(token)
        if found is None:
            return None
        held, user = found
        access = access_of(held.effective_roles(), self.right)
        reason = request.headers.get(REASON_HEADER, "").strip()
        if access is None or (access is Access.WITH_REASON and not reason):
            raise PermissionDenied
        request.jisr_actor = Actor(user.username, held.effective_roles(), user.pk, reason, "api")  # type: ignore[attr-defined]
        request.user = user
        return user


def token_holder(secret: str) -> tuple[ApiToken, User] | None:
    """The valid token with this secret and the person it speaks for."""
    now = timezone.now()
    held = ApiToken.objects.select_related("user").filter(secret_hash=ApiToken.hash_of(secret)).first()
    if held is None or not held.is_valid_at(now):
        return None
    ApiToken.objects.filter(pk=held.pk).update(last_used_at=now)
    return held, held.user
