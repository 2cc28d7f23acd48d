"""The list of reports, one report with its findings, its corrections and its files."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.intake import queries, services
from jisr.station.intake.forms import ReportDetailsForm, ReportFilterForm
from jisr.station.intake.queries.reports import report_row
from jisr.station.intake.views.marking import strictest_level
from jisr.station.intake.views.reading import may, opened, report_context
from jisr.station.ledger.services import Act, record
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem


@requires(Right.REPORT_READ)
@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    form = ReportFilterForm(request.GET)
    page = page_of(request, queries.reports(form.wanted()))
    rows = [report_row(row) for row in page.object_list]
    record(actor_of(request), Act.CONSULTATION, "reports", "list", detail={"shown": len(rows)})
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "may_write": may(request, Right.REPORT_WRITE),
        "page_marking": strictest_level(row.classification for row in rows),
    }
    return render(request, "intake/reports.html", context)


@requires(Right.REPORT_READ)
@require_GET
def report_page(request: HttpRequest, report_id: UUID) -> HttpResponse:
    view = opened(request, report_id)
    return render(request, "intake/report.html", report_context(request, view))


@requires(Right.REPORT_WRITE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, report_id: UUID) -> HttpResponse:
    view = opened(request, report_id)
    initial = {
        "title": view.title,
        "source": view.source,
        "grade": str(view.grade) if view.grade else "",
        "scheme": view.grade.scheme.value if view.grade else "6x6",
        "language": view.language,
        "purpose": view.purpose.value if view.purpose else "",
        "category": view.category.value if view.category else "",
        "event_at": view.event_at,
        "observed_at": view.observed_at,
        "lineage": view.lineage,
        "is_verbal": view.is_verbal,
        "neutrality": list(view.neutrality),
    }
    form = ReportDetailsForm(request.POST or None, initial=initial)
    form.fields["title"].required = form.fields["language"].required = True
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_report(actor_of(request), report_id, **form.known())
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The report is corrected."))
            return redirect("intake:report", report_id)
    context = {"form": form, "report": view, "sources": queries.source_names(), "page_marking": view.handling}
    return render(request, "intake/report_edit.html", context, status=422 if form.errors else 200)


@requires(Right.REPORT_READ)
@require_GET
def attachment(request: HttpRequest, report_id: UUID, attachment_id: UUID) -> HttpResponse:
    """The file byte for byte, always as a download: the browser never opens it inside the station."""
    file = queries.attachment(report_id, attachment_id)
    if file is None:
        raise Http404
    record(actor_of(request), Act.CONSULTATION, "attachment", str(file.id), detail={"report": str(report_id)})
    response = HttpResponse(bytes(file.content), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    return response
