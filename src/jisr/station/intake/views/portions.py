"""The conditions of one portion, and where it can be divided."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.intake import services
from jisr.station.intake.forms import PortionForm
from jisr.station.intake.portions import possible_cuts
from jisr.station.intake.problems import DivisionError
from jisr.station.intake.queries.reports import report_of_portion
from jisr.station.intake.views.reading import opened
from jisr.station.web.forms import HandlingForm
from jisr.station.web.problems import Problem


@requires(Right.REPORT_WRITE)
@require_http_methods(["GET", "POST"])
def portion(request: HttpRequest, portion_id: UUID) -> HttpResponse:
    report_id = report_of_portion(portion_id)
    if report_id is None:
        raise Http404
    view = opened(request, report_id)
    shown = next(one for one in view.portions if one.id == portion_id)
    form = HandlingForm(request.POST or None, initial=HandlingForm.initial_from(shown.handling))
    initial = {"is_tear_line": shown.is_tear_line, "neutrality": list(shown.neutrality)}
    portion_form = PortionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and portion_form.is_valid():
        try:
            services.mark_portion(
                actor_of(request),
                portion_id,
                form.handling(shown.handling.originator),
                is_tear_line=portion_form.cleaned_data["is_tear_line"],
                neutrality=portion_form.flags(),
            )
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The portion is marked."))
            return redirect("intake:report", report_id)
    cuts = possible_cuts(shown.text)
    parts = [
        {"text": shown.text[start:end], "cut": end if end < len(shown.text) else None}
        for start, end in zip([0, *cuts], [*cuts, len(shown.text)], strict=True)
    ]
    context = {
        "form": form,
        "portion_form": portion_form,
        "report": view,
        "portion": shown,
        "parts": parts,
        "page_marking": shown.handling,
    }
    return render(request, "intake/portion.html", context, status=422 if form.errors else 200)


@requires(Right.REPORT_WRITE)
@require_POST
def divide(request: HttpRequest, portion_id: UUID) -> HttpResponse:
    at = request.POST.get("at", "")
    if not at.isascii() or not at.isdigit():
        raise DivisionError
    second = services.divide_portion(actor_of(request), portion_id, int(at[:9]))
    messages.success(request, _("The portion is divided; mark the second part here."))
    return redirect("intake:portion", second)
