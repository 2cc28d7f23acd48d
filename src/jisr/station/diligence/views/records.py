"""Countries, overrides and tainted origin."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.diligence import forms, queries, services, subjects
from jisr.station.diligence.problems import DiligenceProblem
from jisr.station.diligence.views.assessing import names_of_partners
from jisr.station.ledger.services import Act, record


@require_GET
@requires(Right.DILIGENCE_READ)
def countries(request: HttpRequest) -> HttpResponse:
    today = timezone.now().date()
    rows = [(row, row.is_valid_on(today), row.is_ending_on(today)) for row in queries.countries()]
    record(actor_of(request), Act.CONSULTATION, "country_assessment", "list", detail={"shown": len(rows)})
    return render(request, "diligence/countries.html", {"rows": rows})


@require_GET
@requires(Right.DILIGENCE_READ)
def country(request: HttpRequest, country_id: UUID) -> HttpResponse:
    row = queries.country_by_id(country_id)
    if row is None:
        raise Http404
    record(actor_of(request), Act.CONSULTATION, "country_assessment", str(row.pk))
    today = timezone.now().date()
    context = {
        "row": row,
        "levels": list(row.as_check().levels.items()),
        "is_valid": row.is_valid_on(today),
        "is_ending": row.is_ending_on(today),
    }
    return render(request, "diligence/country.html", context)


@require_http_methods(["GET", "POST"])
@requires(Right.DILIGENCE_WRITE)
def country_new(request: HttpRequest) -> HttpResponse:
    """A new assessment, beginning from the last one of the country where there is one."""
    code = request.GET.get("country", "")
    earlier = queries.country_assessment(code) if code else None
    initial: dict[str, Any] = {"country": code, "assessed_on": timezone.now().date()}
    if earlier is not None:
        initial |= {name: getattr(earlier, name) for name in ("stability", "attitude", "services")}
        initial["sources"] = "\n".join(earlier.sources)
        initial |= {f"level_{harm}": level for harm, level in earlier.levels.items()}
    form = forms.CountryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.record_country(
                actor_of(request),
                data["country"],
                stability=data["stability"],
                attitude=data["attitude"],
                services=data["services"],
                sources=data["sources"].splitlines(),
                levels=form.levels(),
                assessed_on=data["assessed_on"],
            )
        except DiligenceProblem as problem:
            problem.attach_to(form)
        else:
            return redirect("diligence:country", made)
    return render(request, "diligence/country_new.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
@requires(Right.DILIGENCE_READ)
def overrides(request: HttpRequest) -> HttpResponse:
    rows = list(queries.overrides()[:100])
    record(actor_of(request), Act.CONSULTATION, "override", "list", detail={"shown": len(rows)})
    return render(request, "diligence/overrides.html", {"rows": rows, "now": timezone.now()})


@require_GET
@requires(Right.DILIGENCE_READ)
def override(request: HttpRequest, override_id: UUID) -> HttpResponse:
    row = queries.override(override_id)
    if row is None:
        raise Http404
    record(actor_of(request), Act.CONSULTATION, "override", str(row.pk))
    return _override_page(request, row)


def _override_page(request: HttpRequest, row: Any, form: forms.NoteForm | None = None) -> HttpResponse:
    user, now = request.user, timezone.now()
    assert isinstance(user, User)
    names = names_of_partners()
    value = row.value()
    is_open = row.confirmed_at is None and value.confirm_by >= now
    seen = subjects.read(row.subject)
    context = {
        "row": row,
        "value": value,
        "title": seen.title if seen else row.subject,
        "recipients": [names.get(station, station) for station in row.recipients],
        "reports": [(report, names.get(report.originator, report.originator)) for report in row.reports.all()],
        "went": [(names.get(s, s), d) for used in row.used for s, d in used["dispatches"].items()],
        "is_open": is_open,
        "is_in_force": value.is_in_force(now),
        "may_confirm": is_open and user.may(Right.LIFE_AT_RISK_CONFIRM) and user.pk != row.asked_by_id,
        "is_asker": is_open and user.pk == row.asked_by_id,
        "examine_by": queries.examine_by(row),
        "examine_form": form or forms.NoteForm(),
        "may_examine": row.confirmed_at and not row.examined_at and user.may(Right.LIFE_AT_RISK_REVIEW),
    }
    return render(request, "diligence/override.html", context, status=400 if form else 200)


@require_http_methods(["GET", "POST"])
@requires(Right.LIFE_AT_RISK_ASK)
def override_ask(request: HttpRequest) -> HttpResponse:
    subject, names = request.GET.get("subject", ""), names_of_partners()
    seen = subjects.read(subject)
    if seen is None:
        raise Http404
    chosen = [station for station in request.GET.getlist("to") if station in names]
    stations = sorted(names.items(), key=lambda pair: pair[1])
    form = forms.OverrideForm(stations, request.POST or None, initial={"recipients": chosen})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.ask(
                actor_of(request),
                subject,
                recipients=data["recipients"],
                threat=data["threat"],
                reason=data["reason"],
                hours=data["hours"],
            )
        except DiligenceProblem as problem:
            problem.attach_to(form)
        else:
            return redirect("diligence:override", made)
    context = {"form": form, "seen": seen, "is_tainted": queries.is_tainted(subject)}
    return render(request, "diligence/override_ask.html", context, status=400 if form.errors else 200)


@require_POST
@requires(Right.LIFE_AT_RISK_CONFIRM)
def override_confirm(request: HttpRequest, override_id: UUID) -> HttpResponse:
    try:
        services.confirm(actor_of(request), override_id, request.POST.get("reason", ""))
    except DiligenceProblem as problem:
        if problem.status == 404:
            raise Http404 from problem
        messages.error(request, str(problem))
    else:
        messages.success(request, _("In force. What waited has gone; oversight has the report."))
    return redirect("diligence:override", override_id)


@require_POST
@requires(Right.LIFE_AT_RISK_REVIEW)
def override_examine(request: HttpRequest, override_id: UUID) -> HttpResponse:
    row = queries.override(override_id)
    if row is None:
        raise Http404
    form = forms.NoteForm(request.POST)
    if not form.is_valid():
        return _override_page(request, row, form)
    try:
        services.examine(actor_of(request), override_id, form.cleaned_data["note"])
    except DiligenceProblem as problem:
        messages.error(request, str(problem))
    return redirect("diligence:override", override_id)


@require_POST
@requires(Right.DILIGENCE_WRITE)
def taint(request: HttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    return _mark(request, kind, subject_id, services.mark_tainted, _("Marked. Nothing drawn from it leaves."))


@require_POST
@requires(Right.DILIGENCE_APPROVE_LEGAL)
def taint_lift(request: HttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    return _mark(request, kind, subject_id, services.lift_taint, _("The mark is lifted."))


def _mark(request: HttpRequest, kind: str, subject_id: UUID, do: Any, done: str) -> HttpResponse:
    try:
        do(actor_of(request), f"{kind}:{subject_id}", request.POST.get("reason", ""))
    except DiligenceProblem as problem:
        if problem.status == 404:
            raise Http404 from problem
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    back = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else "diligence:assessments")
