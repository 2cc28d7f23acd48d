"""A person's own account: language, colours, tokens, the reason for reading, the table of permissions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.station.accounts.access import actor_of, current_reason, requires
from jisr.station.accounts.forms import PreferencesForm, PurposeForm, ReasonForm, TokenForm
from jisr.station.accounts.models import User
from jisr.station.accounts.purposes import STATED_MINUTES, stated_purpose
from jisr.station.accounts.queries import tokens_of
from jisr.station.accounts.roles import RIGHT_LABELS, ROLE_LABELS, TABLE, Right, Role, labels_of
from jisr.station.accounts.services import (
    AccountProblem,
    IssuedToken,
    change_preferences,
    give_reason,
    issue_token,
    revoke_token,
    state_purpose,
)


def reader(request: HttpRequest) -> User:
    """The person `requires` let in."""
    assert isinstance(request.user, User)
    return request.user


@requires(Right.OWN_ACCOUNT)
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    return _own_page(request)


@requires(Right.OWN_ACCOUNT)
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return _own_page(request, preferences_form=form)
    change_preferences(actor_of(request), reader(request), **form.cleaned_data)
    messages.success(request, _("Your choice is kept."))
    return redirect("accounts:own")


@requires(Right.OWN_ACCOUNT)
@require_POST
def token_new(request: HttpRequest) -> HttpResponse:
    """Make a token and show its secret, this once."""
    user = reader(request)
    form = TokenForm(user, request.POST)
    if form.is_valid():
        try:
            return _own_page(request, issued=issue_token(actor_of(request), user, **form.cleaned_data))
        except AccountProblem as problem:
            problem.attach_to(form)
    return _own_page(request, token_form=form)


@requires(Right.OWN_ACCOUNT)
@require_POST
def token_revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    revoke_token(actor_of(request), reader(request), token_id)
    messages.success(request, _("The token has ended."))
    return redirect("accounts:own")


@requires(Right.OWN_ACCOUNT)
@require_http_methods(["GET", "POST"])
def reason(request: HttpRequest) -> HttpResponse:
    """Ask an oversight officer why they read; the answer goes into the ledger."""
    target = _safe_target(request)
    form = ReasonForm(request.POST or None, initial={"reason": current_reason(request)})
    if request.method == "POST" and form.is_valid():
        try:
            give_reason(actor_of(request), request.session, form.cleaned_data["reason"])
            return redirect(target)
        except AccountProblem as problem:
            problem.attach_to(form)
    return render(request, "accounts/reason.html", {"form": form, "next": target})


@requires(Right.OWN_ACCOUNT)
@require_http_methods(["GET", "POST"])
def purpose(request: HttpRequest) -> HttpResponse:
    """Ask for what a person reads, where nothing at hand says so; or let them change it."""
    target = _safe_target(request)
    held = stated_purpose(request)
    form = PurposeForm(request.POST or None, initial={"purpose": held.purpose, "words": held.words} if held else None)
    if request.method == "POST" and form.is_valid():
        try:
            state_purpose(actor_of(request), request.session, **form.cleaned_data)
            return redirect(target)
        except AccountProblem as problem:
            problem.attach_to(form)
    context = {"form": form, "next": target, "hours": STATED_MINUTES // 60, "held": held}
    return render(request, "accounts/purpose.html", context, status=422 if form.errors else 200)


def _safe_target(request: HttpRequest) -> str:
    """The page to come back to, at this station."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    hosts = {request.get_host()}
    return target if url_has_allowed_host_and_scheme(target, hosts, require_https=request.is_secure()) else "/"


@requires(Right.OWN_ACCOUNT)
@require_safe
def permissions(request: HttpRequest) -> HttpResponse:
    """Who may do what, as the table has it."""
    user = reader(request)
    rows = [(RIGHT_LABELS[right], [TABLE[right].get(role) for role in Role]) for right in Right]
    roles = [(ROLE_LABELS[role], role.value in user.roles) for role in Role]
    return render(request, "accounts/permissions.html", {"roles": roles, "rows": rows})


def _own_page(
    request: HttpRequest,
    *,
    preferences_form: PreferencesForm | None = None,
    token_form: TokenForm | None = None,
    issued: IssuedToken | None = None,
) -> HttpResponse:
    from allauth.mfa.utils import is_mfa_enabled

    user = reader(request)
    has_error = bool((preferences_form and preferences_form.errors) or (token_form and token_form.errors))
    context = {
        "person": user,
        "role_labels": labels_of(user.roles),
        "preferences_form": preferences_form
        or PreferencesForm(initial={"language": user.language, "theme": user.theme}),
        "token_form": token_form or TokenForm(user),
        "tokens": tokens_of(user),
        "issued": issued,
        "has_second_factor": is_mfa_enabled(user),
        "now": timezone.now(),
    }
    return render(request, "accounts/own.html", context, status=422 if has_error else 200)
