"""The register of recognition: proposals, decisions, ceremonies."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.diplomacy.forms.partnerships import ConferForm, DecisionForm, RecognitionFilter, RecognitionForm
from jisr.station.diplomacy.queries import recognition as queries
from jisr.station.diplomacy.queries.stations import station_names
from jisr.station.diplomacy.services import recognition as services
from jisr.station.diplomacy.views.page import page
from jisr.station.ledger.services import Act, record
from jisr.station.web.acting import acted
from jisr.station.web.csvlines import csv_line
from jisr.station.web.localtime import country_name
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem


@requires(Right.DIPLOMACY_READ)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    filters = RecognitionFilter(request.GET)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    shown = page_of(request, queries.listed(**wanted))
    record(actor_of(request), Act.CONSULTATION, "recognition", "list", detail={"shown": len(shown.object_list)})
    context = {"filters": filters, "page": shown, "is_filtered": any(wanted.values())}
    return page(request, "recognitions.html", context)


@requires(Right.DIPLOMACY_READ)
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    filters = RecognitionFilter(request.GET)
    rows = list(queries.listed(**(filters.cleaned_data if filters.is_valid() else {})))
    record(actor_of(request), Act.CONSULTATION, "recognition", "list", decision="exported", detail={"shown": len(rows)})
    names = station_names()
    head = [
        _("Direction"), _("Kind"), _("State that awards it"), _("Order"), _("Class"), _("Who is honoured"),
        _("Partner service"), _("Day"), _("State"),
    ]  # fmt: skip
    lines = [
        [
            row.get_direction_display(), row.get_kind_display(), country_name(row.country), row.order_name, row.rank,
            row.recipient, names.get(row.partner, row.partner), row.day.isoformat() if row.day else "",
            row.get_state_display(),
        ]
        for row in rows
    ]  # fmt: skip
    response = StreamingHttpResponse(map(csv_line, [head, *lines]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recognition.csv"'
    return response


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = RecognitionForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())

    def made() -> HttpResponse:
        return redirect("diplomacy:recognition", services.propose(actor_of(request), **form.cleaned_data))

    return acted(request, form, made) or page(
        request, "recognition_form.html", {"form": form}, status=400 if form.errors else 200
    )


@requires(Right.DIPLOMACY_READ)
@require_safe
def one(request: HttpRequest, recognition_id: UUID) -> HttpResponse:
    view = _view(recognition_id)
    record(actor_of(request), Act.CONSULTATION, "recognition", str(recognition_id))
    return _shown(request, view)


@requires(Right.RECOGNITION_APPROVE)
@require_POST
def decide(request: HttpRequest, recognition_id: UUID) -> HttpResponse:
    view = _view(recognition_id)
    form = DecisionForm(request.POST)

    def decided() -> HttpResponse:
        is_approved = request.POST.get("verdict") == "approve"
        services.decide(actor_of(request), recognition_id, is_approved=is_approved, **form.cleaned_data)
        messages.success(request, _("Decided."))
        return redirect("diplomacy:recognition", recognition_id)

    return acted(request, form, decided) or _shown(request, view, decision_form=form)


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def confer(request: HttpRequest, recognition_id: UUID) -> HttpResponse:
    view = _view(recognition_id)
    form = ConferForm(request.POST)

    def conferred() -> HttpResponse:
        services.confer(actor_of(request), recognition_id, **form.cleaned_data)
        return redirect("diplomacy:recognition", recognition_id)

    return acted(request, form, conferred) or _shown(request, view, confer_form=form)


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def withdraw(request: HttpRequest, recognition_id: UUID) -> HttpResponse:
    _view(recognition_id)
    try:
        services.withdraw(actor_of(request), recognition_id, request.POST.get("reason", ""))
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("diplomacy:recognition", recognition_id)


def _view(recognition_id: UUID) -> queries.RecognitionView:
    view = queries.find(recognition_id)
    if view is None:
        raise Http404
    return view


def _shown(request: HttpRequest, view: queries.RecognitionView, **given: Any) -> HttpResponse:
    context = {
        "view": view,
        "row": view.row,
        "decision_form": DecisionForm(),
        "confer_form": ConferForm(initial={"day": view.row.day, "engagement_id": view.row.engagement_id}),
        **given,
    }
    wrong = any(form.errors for form in given.values())
    return page(request, "recognition.html", context, status=400 if wrong else 200)
