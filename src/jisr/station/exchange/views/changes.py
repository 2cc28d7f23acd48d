"""Recall and correction of what this station has sent."""

from dataclasses import replace
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.exchange import services
from jisr.station.exchange.forms import CorrectionForm, RecallForm
from jisr.station.exchange.queries import DispatchPage
from jisr.station.exchange.views.page import opened, page
from jisr.station.web.problems import Problem


@requires(Right.RECALL)
@require_http_methods(["GET", "POST"])
def recall(request: HttpRequest, record_id: UUID) -> HttpResponse:
    shown = _own(request, record_id)
    form = RecallForm(shown.portions, shown.statements, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data if form.cleaned_data["scope"] == "some" else {}
        try:
            told = services.recall(
                actor_of(request),
                record_id,
                form.cleaned_data["reason"],
                [UUID(item) for item in chosen.get("statements", [])],
                [UUID(item) for item in chosen.get("portions", [])],
            )
        except Problem as problem:
            problem.attach_to(form)
        else:
            sentence = _("The recall is on its way.") if told else _("It had reached nobody and is cancelled.")
            messages.success(request, sentence)
            return redirect("exchange:dispatch", record_id)
    return _form(request, "recall.html", shown, form)


@requires(Right.RECALL)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, record_id: UUID) -> HttpResponse:
    shown = _own(request, record_id)
    form = CorrectionForm(shown.statements, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        wrong = next(item for item in shown.statements if item.id == data["statement"])
        right = replace(
            wrong, id=str(uuid4()), value=data["value"].strip(), original_value="", last_confirmed=timezone.now()
        )
        try:
            services.correct(actor_of(request), record_id, data["reason"], [UUID(wrong.id)], [right.to_json()])
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The correction is on its way."))
            return redirect("exchange:dispatch", record_id)
    return _form(request, "correct.html", shown, form)


def _own(request: HttpRequest, record_id: UUID) -> DispatchPage:
    shown = opened(request, record_id)
    if shown.view.is_incoming:
        raise Http404
    return shown


def _form(request: HttpRequest, template: str, shown: DispatchPage, form: RecallForm | CorrectionForm) -> HttpResponse:
    context = {"shown": shown, "view": shown.view, "form": form, "page_marking": shown.view.handling}
    return page(request, template, context, status=422 if form.errors else 200)
