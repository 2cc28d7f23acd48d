"""What received dispatches bind this station to, and consents asked of it and by it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.core.handling import PartnerState, strictest
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries, services
from jisr.station.exchange.forms import ConsentDecisionForm, ConsentForm
from jisr.station.exchange.models import ConsentState, Direction, ObligationKind
from jisr.station.exchange.views.page import entered_list, opened, page
from jisr.station.partners import queries as partners
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem

_TO_DO = (ObligationKind.RETENTION, ObligationKind.RECALLED, ObligationKind.CORRECTION)


@requires(Right.EXCHANGE_READ)
@require_safe
def obligations(request: HttpRequest) -> HttpResponse:
    shown = request.GET.get("show", "todo")
    everything = queries.obligations()
    views = [view for view in everything if (view.kind in _TO_DO) == (shown == "todo")]
    asked = queries.consents(direction=Direction.IN, state=ConsentState.ASKED)
    found = page_of(request, views)
    entered_list(request, "obligations", len(found.object_list) + len(asked))
    tabs = [
        (_("To be done"), "?show=todo", shown == "todo", queries.count_obligations_due()),
        (_("Standing conditions"), "?show=standing", shown != "todo"),
    ]
    context = {
        "page": found,
        "views": list(found.object_list),
        "consents": asked if shown == "todo" else [],
        "tabs": tabs,
        "is_to_do": shown == "todo",
        "page_marking": strictest(view.handling for view in found.object_list) if found.object_list else None,
    }
    return page(request, "obligations.html", context)


@requires(Right.EXCHANGE_ANSWER)
@require_POST
def fulfil(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    services.fulfil(actor_of(request), obligation_id)
    messages.success(request, _("Done; the originator is told where it must be."))
    return redirect("exchange:obligations")


@requires(Right.EXCHANGE_ANSWER)
@require_http_methods(["GET", "POST"])
def ask_consent(request: HttpRequest, record_id: UUID) -> HttpResponse:
    shown = opened(request, record_id)
    others = [view for view in partners.partners(PartnerState.ACTIVE) if view.station_id != shown.view.sender]
    form = ConsentForm(others, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.ask_consent(actor_of(request), record_id, data["permission"], data["reason"], data["to_whom"])
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The originator is asked."))
            return redirect("exchange:dispatch", record_id)
    context = {"form": form, "view": shown.view, "page_marking": shown.view.handling}
    return page(request, "consent.html", context, status=422 if form.errors else 200)


@requires(Right.RECALL)
@require_POST
def decide_consent(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    form = ConsentDecisionForm(request.POST)
    form.is_valid()
    is_granted = form.cleaned_data.get("decision") == "grant"
    services.decide_consent(
        actor_of(request), consent_id, granted=is_granted, conditions=form.cleaned_data.get("conditions", "")
    )
    sentence = (
        _("Consent is granted; the partner is told.") if is_granted else _("Consent is refused; the partner is told.")
    )
    messages.success(request, sentence)
    return redirect("exchange:obligations")
