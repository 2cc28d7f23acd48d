"""The register of requests: list, new one, export, counts."""

import csv
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.redress import services
from jisr.station.redress.forms import RegisterForm, RequestForm
from jisr.station.redress.models import Case
from jisr.station.redress.queries import cases
from jisr.station.redress.queries.cases import CaseFilter
from jisr.station.redress.queries.clocks import late_clocks
from jisr.station.redress.vocabulary import CaseState, Outcome, RequestKind, Via
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem

_COLUMNS = (
    "number", "kind", "via", "channel", "state", "received_at", "acknowledge_by", "acknowledged_at", "answer_by",
    "extended_at", "answered_at", "propagate_by", "propagated_at", "closed_at",
)  # fmt: skip


@require_GET
@requires(Right.REDRESS_READ)
def register(request: HttpRequest) -> HttpResponse:
    wanted, form = _wanted(request)
    page = page_of(request, cases.cases(wanted))
    now = timezone.now()
    rows = [(case, late_clocks(case, now) if case.state == CaseState.OPEN else []) for case in page.object_list]
    record(actor_of(request), Act.CONSULTATION, "redress", "list", detail={"shown": len(rows)})
    user = request.user
    context = {
        "page": page,
        "rows": rows,
        "form": form,
        "query": request.GET.urlencode(),
        "to_sign": cases.to_sign(user) if isinstance(user, User) and user.may(Right.REDRESS_SIGN) else [],
    }
    return render(request, "redress/register.html", context)


@require_http_methods(["GET", "POST"])
@requires(Right.REDRESS_WRITE)
def new(request: HttpRequest) -> HttpResponse:
    form = RequestForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_request(actor_of(request), form.draft())
        except Problem as problem:
            problem.attach_to(form)
        else:
            return redirect("redress:case", made)
    return render(request, "redress/new.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
@requires(Right.REDRESS_READ)
def export(request: HttpRequest) -> HttpResponse:
    """The register as CSV, without who asks."""
    wanted, _form = _wanted(request)
    rows = list(cases.cases(wanted)[:50_000])
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="redress-register.csv"'
    writer = csv.writer(response)
    writer.writerow(_COLUMNS)
    writer.writerows([_cell(case, name) for name in _COLUMNS] for case in rows)
    record(actor_of(request), Act.CONSULTATION, "redress", "list", decision="exported", detail={"count": len(rows)})
    return response


@require_GET
@requires(Right.REDRESS_READ)
def statistics(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    try:
        year = min(max(int(request.GET.get("year", today.year)), 2000), today.year)
    except ValueError:
        year = today.year
    counts = cases.statistics(date(year, 1, 1), date(year, 12, 31))
    labels = {"kind": RequestKind, "via": Via, "state": CaseState, "outcome": Outcome}
    tables: dict[str, list[tuple[str, int]]] = {
        name: [(str(choices(value).label), count) for value, count in counts[name].items()]
        for name, choices in labels.items()
    }
    context = {
        "year": year,
        "tables": tables,
        "answered": counts["answered"],
        "extended": counts["extended"]["extended"],
        "years": range(today.year, max(today.year - 5, 2000), -1),
    }
    return render(request, "redress/statistics.html", context)


def _wanted(request: HttpRequest) -> tuple[CaseFilter, RegisterForm]:
    form = RegisterForm(request.GET)
    form.is_valid()
    return CaseFilter(**getattr(form, "cleaned_data", {})), form


def _cell(case: Case, name: str) -> str:
    value = getattr(case, name)
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
