"""Requests for information, asked of this station and by it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.core.handling import PartnerState, strictest
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries, services
from jisr.station.exchange.forms import ReasonForm, RequestFilterForm, RequestForm
from jisr.station.exchange.models import Direction
from jisr.station.exchange.queries.owed import request_view
from jisr.station.exchange.services.requests import hours_of
from jisr.station.exchange.views.page import entered_list, page
from jisr.station.exchange.vocabulary import URGENCY
from jisr.station.partners import queries as partners
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem


@requires(Right.REQUEST_READ)
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    is_own = request.GET.get("whose") == "own"
    form = RequestFilterForm(request.GET)
    form.is_valid()
    direction = Direction.OUT if is_own else Direction.IN
    found = page_of(request, queries.requests(direction, form.cleaned_data.get("state", "")))
    views = [request_view(row) for row in found.object_list]
    entered_list(request, "requests", len(views))
    tabs = [
        (_("Asked of us"), "?whose=partners", not is_own, queries.count_open_requests()),
        (_("Our own"), "?whose=own", is_own),
    ]
    context = {
        "page": found,
        "views": views,
        "form": form,
        "tabs": tabs,
        "is_own": is_own,
        "page_marking": strictest(view.handling for view in views) if views else None,
    }
    return page(request, "requests.html", context)


@requires(Right.REQUEST_WRITE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = RequestForm(
        partners.partners(PartnerState.ACTIVE),
        _urgencies(),
        request.POST or None,
        initial={"recipients": [request.GET.get("partner", "")]},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            record_id = services.request_information(
                actor_of(request),
                recipients=data["recipients"],
                question=data["question"],
                legal_basis=data["legal_basis"],
                urgency=data["urgency"],
                purpose=form.chosen_purpose(),
            )
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The request is on its way; its clock runs."))
            return redirect("exchange:dispatch", record_id)
    return page(request, "request_form.html", {"form": form}, status=422 if form.errors else 200)


@requires(Right.REQUEST_WRITE)
@require_POST
def decline(request: HttpRequest, record_id: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    form.is_valid()
    services.decline(actor_of(request), record_id, form.cleaned_data.get("reason", ""))
    messages.success(request, _("The request is declined; the partner is told why."))
    return redirect("exchange:dispatch", record_id)


@requires(Right.REQUEST_WRITE)
@require_POST
def withdraw(request: HttpRequest, record_id: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    form.is_valid()
    services.withdraw(actor_of(request), record_id, form.cleaned_data.get("reason", ""))
    messages.success(request, _("The request is withdrawn; the partners are told."))
    return redirect("exchange:dispatch", record_id)


def _urgencies() -> dict[str, str]:
    """The urgencies, each with its clock in words."""
    words = {}
    for value, label in URGENCY.items():
        hours = hours_of(value)
        days = hours // 24
        period = (
            ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
            if hours % 24 == 0
            else ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
        )
        words[value] = f"{label} — {period}"
    return words
