"""One warning of ours: what it says, where it is, what the partners did, what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.warnings import queries, services
from jisr.station.warnings.forms import EscalateForm, OutcomeForm, ProposeForm
from jisr.station.warnings.problems import UnknownWarningProblem, WarningProblem


@requires(Right.WARNING_READ)
@require_safe
def warning(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    return show(request, warning_id)


@requires(Right.WARNING_WRITE)
@require_POST
def escalate(request: HttpRequest, warning_id: UUID, recipient_id: UUID) -> HttpResponse:
    form = EscalateForm(request.POST)
    if form.is_valid():
        try:
            services.escalate(actor_of(request), recipient_id, form.cleaned_data["means"], form.cleaned_data["note"])
        except WarningProblem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The step is recorded."))
            return redirect("warnings:warning", warning_id)
    return show(request, warning_id, escalate_form=form, escalated=recipient_id)


@requires(Right.WARNING_WRITE)
@require_POST
def outcome(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    form = OutcomeForm(request.POST)
    if form.is_valid():
        try:
            services.close_warning(
                actor_of(request), warning_id, form.cleaned_data["outcome"], form.cleaned_data["outcome_note"]
            )
        except WarningProblem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The outcome is recorded; the probability will be scored by it."))
            return redirect("warnings:warning", warning_id)
    return show(request, warning_id, outcome_form=form)


def show(
    request: HttpRequest,
    warning_id: UUID,
    *,
    escalate_form: EscalateForm | None = None,
    escalated: UUID | None = None,
    outcome_form: OutcomeForm | None = None,
    propose_form: ProposeForm | None = None,
) -> HttpResponse:
    """The page of a warning, with a form that was filled in wrongly, if any."""
    view = queries.warning(warning_id)
    if view is None:
        raise UnknownWarningProblem
    record(actor_of(request), Act.CONSULTATION, "warning", str(warning_id))
    assert isinstance(request.user, User)
    context = {
        "view": view,
        "warning": view.warning,
        "page_marking": view.warning.handling,
        "may_write": request.user.may(Right.WARNING_WRITE),
        "may_recall": request.user.may(Right.RECALL),
        "escalate_form": escalate_form or EscalateForm(),
        "escalated": escalated,
        "outcome_form": outcome_form or OutcomeForm(),
        "propose_form": propose_form or ProposeForm(),
    }
    has_errors = any(form and form.errors for form in (escalate_form, outcome_form, propose_form))
    return render(request, "warnings/warning.html", context, status=422 if has_errors else 200)
