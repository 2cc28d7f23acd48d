"""Warnings that partners sent us."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jisr.core.handling import strictest
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries as exchanged
from jisr.station.ledger.services import Act, record
from jisr.station.warnings import queries, services
from jisr.station.warnings.forms import AnswerForm
from jisr.station.warnings.problems import UnknownWarningProblem
from jisr.station.warnings.views.board import board_tabs
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem


@requires(Right.WARNING_READ)
@require_safe
def received_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.received_rows())
    views = queries.view_received(page.object_list)
    if views:
        record(actor_of(request), Act.CONSULTATION, "warning_board", "received", detail={"shown": len(views)})
    context = {
        "page": page,
        "views": views,
        "tabs": board_tabs(is_received=True),
        "page_marking": strictest(view.dispatch.handling for view in views) if views else None,
    }
    return render(request, "warnings/received_list.html", context)


@requires(Right.WARNING_READ)
@require_safe
def received(request: HttpRequest, record_id: UUID) -> HttpResponse:
    return show(request, record_id)


@requires(Right.WARNING_WRITE)
@require_POST
def answer(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Acknowledge, or report what was done after having acknowledged."""
    view = queries.received(record_id)
    if view is None:
        raise UnknownWarningProblem
    form = AnswerForm(request.POST)
    if form.is_valid():
        actor, data = actor_of(request), form.cleaned_data
        try:
            if view.acknowledged_at is None:
                services.acknowledge_received(actor, record_id, data["note"], data["action"])
            else:
                services.report_action(actor, record_id, data["action"])
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The originator is being told."))
            return redirect("warnings:received", record_id)
    return show(request, record_id, form)


def show(request: HttpRequest, record_id: UUID, form: AnswerForm | None = None) -> HttpResponse:
    """The page of a received warning."""
    view, page = queries.received(record_id), exchanged.dispatch(record_id)
    if view is None or page is None:
        raise UnknownWarningProblem
    record(actor_of(request), Act.CONSULTATION, "dispatch", str(record_id))
    window = page.values.get("window") or {}
    assert isinstance(request.user, User)
    context = {
        "view": view,
        "page": page,
        "values": page.values,
        "window_from": parse_datetime(window.get("from") or ""),
        "window_until": parse_datetime(window.get("until") or ""),
        "form": form or AnswerForm(),
        "page_marking": view.dispatch.handling,
        "may_write": request.user.may(Right.WARNING_WRITE),
    }
    return render(request, "warnings/received.html", context, status=422 if form and form.errors else 200)
