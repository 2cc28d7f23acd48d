"""Drafting a warning, alone or from a report, and handing it to the releaser."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.core.handling import Classification, Handling, NeutralityFlag, OnwardRule, SpecialCategory, Tlp
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners
from jisr.station.warnings import queries, services
from jisr.station.warnings.forms import FIRST_YARDSTICK, ProposeForm, WarningForm
from jisr.station.warnings.models import Warning, WarningState
from jisr.station.warnings.problems import UnknownWarningProblem, WarningProblem, WrongStateProblem
from jisr.station.warnings.sources import Source, source_of
from jisr.station.warnings.views.following import show
from jisr.station.warnings.vocabulary import YARDSTICK, scale_of, words_for
from jisr.station.web.forms import HandlingForm
from jisr.station.web.problems import Problem

CHOSEN_PORTIONS, CHOSEN_STATEMENTS = "portion", "statement"


@requires(Right.WARNING_WRITE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new draft; `?report=<id>` starts it from a report."""
    source = source_of(_id(request.GET.get("report") or request.POST.get("report")))
    if request.method == "POST":
        return _save(request, source, None)
    own = partners.own_station().station_id
    marking = (
        source.handling
        if source
        else Handling(
            originator=own,
            classification=Classification.RESTRICTED,
            tlp=Tlp.AMBER,
            onward=OnwardRule.ASK,
            action_on=OnwardRule.ALLOWED,
            court_use=OnwardRule.ASK,
        )
    )
    initial = {
        "yardstick": FIRST_YARDSTICK,
        "language": (get_language() or "en").split("-")[0],
        "acknowledge_within_minutes": 60,
        "probability": 50,
        "recipients": request.GET.getlist("to"),
        **(source.initial() if source else {}),
    }
    form, marking_form = WarningForm(initial=initial), HandlingForm(initial=HandlingForm.initial_from(marking))
    return _form_page(request, form, marking_form, source, None)


@requires(Right.WARNING_WRITE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Change a draft."""
    held = queries.warning(warning_id)
    if held is None:
        raise UnknownWarningProblem
    if held.warning.state != WarningState.DRAFT:
        raise WrongStateProblem
    source = source_of(held.warning.report_id)
    if request.method == "POST":
        return _save(request, source, held.warning)
    form = WarningForm(initial=WarningForm.initial_from(held.warning))
    marking_form = HandlingForm(initial=HandlingForm.initial_from(held.warning.handling))
    return _form_page(request, form, marking_form, source, held.warning)


@requires(Right.WARNING_WRITE)
@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """The yardstick's word for a number, while it is being typed."""
    form = WarningForm(request.GET)
    form.is_valid()
    probability, yardstick = form.cleaned_data.get("probability"), form.cleaned_data.get("yardstick")
    said = words_for(probability / 100, yardstick) if probability is not None and yardstick else ""
    context = {
        "said": said,
        "yardstick": YARDSTICK.get(yardstick or ""),
        "scale": scale_of(yardstick, probability / 100) if said and yardstick and probability is not None else [],
        "mark": min(probability or 0, 99),
    }
    return render(request, "warnings/words.html", context)


@requires(Right.WARNING_WRITE)
@require_POST
def propose(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    form = ProposeForm(request.POST)
    if form.is_valid():
        try:
            services.propose_warning(
                actor_of(request),
                warning_id,
                form.cleaned_data["note"],
                neutrality=[NeutralityFlag(flag) for flag in form.cleaned_data["neutrality"]],
                grounds=dict.fromkeys(SpecialCategory, form.cleaned_data["grounds"]),
            )
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The warning is with the releaser."))
            return redirect("warnings:warning", warning_id)
    return show(request, warning_id, propose_form=form)


@requires(Right.WARNING_WRITE)
@require_POST
def withdraw(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    services.withdraw_warning(actor_of(request), warning_id, request.POST.get("reason", ""))
    messages.success(request, _("The warning is withdrawn."))
    return redirect("warnings:board")


def _save(request: HttpRequest, source: Source | None, held: Warning | None) -> HttpResponse:
    form, marking_form = WarningForm(request.POST), HandlingForm(request.POST)
    if form.is_valid() and marking_form.is_valid():
        chosen = [_ids(request.POST.getlist(name)) for name in (CHOSEN_PORTIONS, CHOSEN_STATEMENTS)]
        marking = marking_form.handling(partners.own_station().station_id)
        draft = form.draft(marking, source.report_id if source else None, *chosen)
        try:
            if held:
                services.change_draft(actor_of(request), held.pk, draft)
                return redirect("warnings:warning", held.pk)
            return redirect("warnings:warning", services.draft_warning(actor_of(request), draft))
        except WarningProblem as problem:
            problem.attach_to(form)
    return _form_page(request, form, marking_form, source, held, status=422)


def _form_page(
    request: HttpRequest,
    form: WarningForm,
    marking_form: HandlingForm,
    source: Source | None,
    held: Warning | None,
    status: int = 200,
) -> HttpResponse:
    if source:
        record(actor_of(request), Act.CONSULTATION, "report", str(source.report_id))
    elif held:
        record(actor_of(request), Act.CONSULTATION, "warning", str(held.pk))
    chosen = {*_ids(request.POST.getlist(CHOSEN_PORTIONS)), *_ids(request.POST.getlist(CHOSEN_STATEMENTS))}
    if held and request.method != "POST":
        chosen = {*held.portion_ids, *held.statement_ids}
    context: dict[str, Any] = {
        "form": form,
        "handling_form": marking_form,
        "source": source,
        "chosen": chosen,
        "chosen_texts": {str(item) for item in chosen},
        "warning": held,
        "page_marking": held.handling if held else source.handling if source else None,
    }
    return render(request, "warnings/form.html", context, status=status)


def _ids(values: list[str]) -> list[UUID]:
    return [found for value in values if (found := _id(value))]


def _id(value: str | None) -> UUID | None:
    try:
        return UUID(value) if value else None
    except ValueError:
        return None
