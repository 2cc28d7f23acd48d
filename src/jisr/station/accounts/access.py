"""The gate in front of every page and route: who is asking, may they, and for what reason.

`requires` guards pages, `Bearer` guards API routes, `public` says why a page is open. A test walks every address of
the site and fails where none of the three is found.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from ninja.security import HttpBearer

from jisr.station.accounts.models import ApiToken, User
from jisr.station.accounts.purposes import (
    CONTENT_RIGHTS,
    PURPOSE_HEADER,
    SEARCHING_RIGHTS,
    Known,
    header_purpose,
    known_purpose,
    pseudonym,
    purpose_of_record,
)
from jisr.station.accounts.roles import Access, Right, access_of
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.occasion import Marks, Occasion, current_occasion, set_occasion
from jisr.station.ledger.services import Act, record
from jisr.station.web.problems import Problem

REASON_SESSION_KEY = "jisr_reason"
REASON_MINUTES = 15
REASON_HEADER = "X-Jisr-Reason"

type View = Callable[..., HttpResponseBase]
#: (person, roles that count) -> marks for the ledger; told of everyone whom the gate lets in.
type Identified = Callable[[User, tuple[str, ...]], Callable[[], Marks]]
_identified: list[Identified] = []


def on_identified(told: Identified) -> None:
    """Let a room above know for whom queries are made from here on; it gives back what to mark readings with."""
    _identified.append(told)


def let_in(user: User, roles: tuple[str, ...], *, session: str, address: str) -> None:
    """From here on this thread reads for this person, and what is entered in the ledger says from where."""
    marks = [told(user, roles) for told in _identified]

    def joined() -> Marks:
        return {name: value for read in marks for name, value in read().items()}

    set_occasion(Occasion(session=pseudonym(session), address=pseudonym(address), marks=joined))


def read_for(known: Known | None) -> None:
    """Say for what the person whom `let_in` named reads."""
    occasion = current_occasion()
    if known is not None and occasion is not None:
        set_occasion(replace(occasion, purpose=known.purpose, basis=known.basis, words=known.words))


def address_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def requires(right: Right, *, while_unfinished: bool = False) -> Callable[[View], View]:
    """Let a page be opened only by people who hold the right; others get the sign-in page or a 403.

    Args:
        right: what the page lets people do.
        while_unfinished: open also to an account that has still to replace a temporary password or set up its second
            factor; only the pages where that is done.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User):
                return _go(request, reverse("account_login"), come_back=True)
            if not while_unfinished and (step := unfinished_step(user)):
                return _go(request, reverse(step))
            let_in(user, tuple(user.roles), session=request.session.session_key or "", address=address_of(request))
            access = user.access(right)
            if access is None:
                note_refusal(request, right)
                raise PermissionDenied
            if access is Access.WITH_REASON and not current_reason(request):
                return _go(request, reverse("accounts:reason"), come_back=True)
            if right in CONTENT_RIGHTS and not _has_purpose(request, right, access, kwargs):
                return _go(request, reverse("accounts:purpose"), come_back=True)
            return view(request, *args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return decorate


def _has_purpose(request: HttpRequest, right: Right, access: Access, arguments: Mapping[str, Any]) -> bool:
    """Whether it is known for what this page is opened; a form that is being sent is never held up by the question."""
    if access is Access.WITH_REASON:
        known: Known | None = Known("oversight", "reason")
    else:
        known = known_purpose(request, right, arguments)
    if known is None and request.method not in ("GET", "HEAD"):
        known = Known("desk", "desk")
    read_for(known)
    return known is not None


def _go(request: HttpRequest, url: str, *, come_back: bool = False) -> HttpResponseBase:
    """Send the whole page there, also when only a part of it was asked for (htmx)."""
    is_part = request.headers.get("HX-Request") == "true"
    if come_back:
        url = f"{url}?{urlencode({'next': _page_of(request, is_part)})}"
    return HttpResponseClientRedirect(url) if is_part else redirect(url)


def _page_of(request: HttpRequest, is_part: bool) -> str:
    """The page to come back to: never the address of a form that was being sent."""
    if not is_part and request.method in ("GET", "HEAD"):
        return request.get_full_path()
    shown = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "/")
    return f"{shown.path}?{shown.query}" if shown.query else shown.path


def note_refusal(request: HttpRequest, right: Right) -> None:
    """Enter in the ledger that a person tried what their roles do not allow."""
    record(actor_of(request), Act.REFUSAL, "right", right.value, decision="not_permitted")


def public(reason: str) -> Callable[[View], View]:
    """Mark a page as open to people who have not signed in, and say why."""

    def decorate(view: View) -> View:
        view.public_reason = reason  # type: ignore[attr-defined]
        return view

    return decorate


def unfinished_step(user: User) -> str:
    """Name of the page this person must go through before anything else opens; "" when none."""
    if user.is_password_temporary:
        return "account_change_password"
    return "mfa_activate_totp" if needs_second_factor(user) else ""


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
        roles = held.effective_roles()
        reason = " ".join(request.headers.get(REASON_HEADER, "").split())[:500]
        request.user = user
        request.jisr_actor = Actor(user.username, roles, user.pk, reason, "api")  # type: ignore[attr-defined]
        let_in(user, roles, session=f"token:{held.pk}", address=address_of(request))
        translation.activate(language_of(request, user))
        access = access_of(roles, self.right)
        if access is None:
            note_refusal(request, self.right)
            raise PermissionDenied
        if access is Access.WITH_REASON and not reason:
            raise Problem(
                "reason_required",
                _("This role reads content only with a reason: send it in the header {header}.").format(
                    header=REASON_HEADER
                ),
                status=403,
            )
        if self.right in CONTENT_RIGHTS:
            read_for(_program_purpose(request, held, self.right, access))
        return user


def _program_purpose(request: HttpRequest, held: ApiToken, right: Right, access: Access) -> Known:
    """For what a program reads: what it says, what its token is for, or the record it asks for.

    Raises:
        Problem: an unknown purpose, or none where persons are looked for.
    """
    try:
        known = header_purpose(request)
    except ValueError as error:
        raise Problem("purpose_unknown", _("This purpose is not on the list."), PURPOSE_HEADER, status=422) from error
    match = request.resolver_match
    return (
        known
        or (Known("oversight", "reason") if access is Access.WITH_REASON else None)
        or (Known(held.purpose, "token") if held.purpose else None)
        or known_without_person(right, dict(match.kwargs) if match else {})
    )


def known_without_person(right: Right, arguments: Mapping[str, Any]) -> Known:
    """What can be inferred where nobody can be asked.

    Raises:
        Problem: nothing can.
    """
    if of_record := purpose_of_record(arguments):
        return Known(of_record, "record")
    if right in SEARCHING_RIGHTS:
        raise Problem(
            "purpose_required",
            _("Say for what you read: send a purpose in the header {header}, or use a token made for one.").format(
                header=PURPOSE_HEADER
            ),
            status=403,
        )
    return Known("desk", "desk")


def language_of(request: HttpRequest, user: User) -> str:
    """The language a program asks for (Accept-Language), or that of the person it speaks for."""
    return translation.get_language_from_request(request) if "Accept-Language" in request.headers else user.language


def token_holder(secret: str) -> tuple[ApiToken, User] | None:
    """The valid token with this secret and the person it speaks for."""
    now = timezone.now()
    held = ApiToken.objects.select_related("user").filter(secret_hash=ApiToken.hash_of(secret)).first()
    if held is None or not held.is_valid_at(now):
        return None
    ApiToken.objects.filter(pk=held.pk).update(last_used_at=now)
    return held, held.user
