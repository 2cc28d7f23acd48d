"""Flags for overseers, the rules behind them, and what a person was told about own reading."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.vigilance import queries, services
from jisr.station.vigilance.forms import FlagFilterForm, HandleForm, RuleForm
from jisr.station.vigilance.problems import FlagUnknownError, RuleUnknownError
from jisr.station.vigilance.rules import NUMBER_LABELS
from jisr.station.vigilance.services.ruling import StandingRule
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    assert isinstance(request.user, User)
    user = request.user
    rights = frozenset(right.value for right in Right if user.may(right))
    return render(request, f"vigilance/{template}", {**context, "rights": rights}, status=status)


@requires(Right.VIGILANCE_READ)
@require_safe
def flags(request: HttpRequest) -> HttpResponse:
    """What was flagged: to be looked at, or all."""
    form = FlagFilterForm(request.GET)
    wanted = form.wanted()
    page = page_of(request, queries.FlagList(**wanted))
    context = {"form": form, "page": page, "state": wanted["state"], "looked_at": queries.looked_at()}
    record(actor_of(request), Act.CONSULTATION, "flag", "list", detail={"shown": len(page.object_list)})
    return _page(request, "flags.html", context)


@requires(Right.VIGILANCE_READ)
@require_safe
def flag(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    """One flag with the entries it rests on."""
    return _flag_page(request, flag_id, HandleForm())


@requires(Right.VIGILANCE_HANDLE)
@require_http_methods(["POST"])
def handle(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    form = HandleForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            services.handle_flag(actor_of(request), flag_id, values.pop("state"), **values)
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The flag is handled."))
            return redirect("vigilance:flags")
    return _flag_page(request, flag_id, form)


def _flag_page(request: HttpRequest, flag_id: UUID, form: HandleForm) -> HttpResponse:
    held = queries.flag(flag_id)
    if held is None:
        raise FlagUnknownError
    is_own = held.person == request.user.get_username()
    record(actor_of(request), Act.CONSULTATION, "flag", str(flag_id), detail={"shown": len(held.evidence)})
    context = {"held": held, "form": form, "is_own": is_own}
    return _page(request, "flag.html", context, status=422 if form.errors else 200)


@requires(Right.VIGILANCE_READ)
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rules with their numbers, and how often each was wrong."""
    rates = {rate.rule: rate for rate in queries.rates()}
    shown = [(standing, _numbers(standing), rates[code]) for code, standing in services.rules_now().items()]
    return _page(request, "rules.html", {"rules": shown, "days": queries.RATE_DAYS})


def _numbers(standing: StandingRule) -> list[tuple[object, int]]:
    return [(NUMBER_LABELS[name], value) for name, value in standing.numbers.items()]


@requires(Right.VIGILANCE_HANDLE)
@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """Change the numbers of one rule, or switch it off."""
    standing = services.rules_now().get(code)
    if standing is None:
        raise RuleUnknownError
    form = RuleForm(standing, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_rule(actor_of(request), code, **form.change())
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The rule is changed; what was flagged stays."))
            return redirect("vigilance:rules")
    return _page(request, "rule.html", {"standing": standing, "form": form}, status=422 if form.errors else 200)


@requires(Right.OWN_ACCOUNT)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What a person was told about flags on own reading."""
    return _page(request, "mine.html", {"flags": queries.told_flags(request.user.get_username())})
