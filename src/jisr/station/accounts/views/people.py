"""The administrator's pages: who has an account, with which roles."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.forms import AccountChangeForm, AccountForm, PeopleFilterForm
from jisr.station.accounts.models import User
from jisr.station.accounts.queries import account, account_views, accounts
from jisr.station.accounts.roles import Right
from jisr.station.accounts.services import (
    AccountProblem,
    change_account,
    create_account,
    disable_account,
    enable_account,
    generated_password,
    reset_second_factor,
    set_password,
)
from jisr.station.web.paging import page_of

STATES = {"active": True, "disabled": False}


@requires(Right.ACCOUNT_MANAGE)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    form = PeopleFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    active = STATES.get(wanted.get("state", ""))
    found = accounts(text=wanted.get("q", ""), role=wanted.get("role", ""), active=active)
    page = page_of(request, found)
    context = {"page": page, "people": account_views(page.object_list), "form": form}
    return render(request, "accounts/people.html", context)


@requires(Right.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    form = AccountForm(request.POST or None, initial={"language": request.user.language})  # type: ignore[union-attr]
    if request.method == "POST" and form.is_valid():
        password = generated_password()
        try:
            user = create_account(actor_of(request), password=password, is_password_temporary=True, **form.cleaned_data)
            return _person_page(request, user, password=password)
        except AccountProblem as problem:
            problem.attach_to(form)
    return render(request, "accounts/person_new.html", {"form": form}, status=422 if form.errors else 200)


@requires(Right.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, username: str) -> HttpResponse:
    user = _person(username)
    if request.method != "POST":
        return _person_page(request, user)
    form = AccountChangeForm(request.POST)
    if form.is_valid():
        try:
            change_account(actor_of(request), username, **form.cleaned_data)
        except AccountProblem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The account is changed."))
            return redirect("accounts:person", username)
    return _person_page(request, user, form=form)


@requires(Right.ACCOUNT_MANAGE)
@require_POST
def person_close(request: HttpRequest, username: str) -> HttpResponse:
    disable_account(actor_of(request), username)
    messages.success(request, _("The account is closed; its sessions and tokens have ended."))
    return redirect("accounts:person", username)


@requires(Right.ACCOUNT_MANAGE)
@require_POST
def person_open(request: HttpRequest, username: str) -> HttpResponse:
    enable_account(actor_of(request), username)
    messages.success(request, _("The account is open again."))
    return redirect("accounts:person", username)


@requires(Right.ACCOUNT_MANAGE)
@require_POST
def person_password(request: HttpRequest, username: str) -> HttpResponse:
    """Make a temporary password and show it, this once."""
    password = generated_password()
    user = set_password(actor_of(request), username, password)
    return _person_page(request, user, password=password)


@requires(Right.ACCOUNT_MANAGE)
@require_POST
def person_second_factor(request: HttpRequest, username: str) -> HttpResponse:
    reset_second_factor(actor_of(request), username)
    messages.success(request, _("The second factor is removed; the person sets up a new one at the next sign-in."))
    return redirect("accounts:person", username)


def _person(username: str) -> User:
    user = account(username)
    if user is None:
        raise Http404
    return user


def _person_page(
    request: HttpRequest, user: User, *, form: AccountChangeForm | None = None, password: str = ""
) -> HttpResponse:
    initial: dict[str, Any] = {"full_name": user.full_name, "roles": user.roles, "language": user.language}
    context = {
        "person": user,
        "view": account_views([user])[0],
        "form": form or AccountChangeForm(initial=initial),
        "password": password,
        "is_self": user.pk == request.user.pk,
    }
    return render(request, "accounts/person.html", context, status=422 if form and form.errors else 200)
