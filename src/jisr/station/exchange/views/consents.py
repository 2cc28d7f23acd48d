"""Consents: asked of an originator, asked of this station, answered by two people, taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.core.handling import HandlingError, PartnerState, strictest
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries, services
from jisr.station.exchange.consent_forms import AnswerForm, AskForm, GrantForm
from jisr.station.exchange.problems import ConsentProblem
from jisr.station.exchange.queries import ConsentView
from jisr.station.exchange.views.page import entered_list, opened, page
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem


@requires(Right.EXCHANGE_READ)
@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    shown = request.GET.get("show", "of_us")
    is_given = shown == "given"
    direction, state = ("out", "") if shown == "by_us" else ("in", "" if is_given else "asked")
    views = queries.consents(direction=direction, state=state)
    if is_given:
        views = [view for view in views if not view.is_open]
    found = page_of(request, views)
    entered_list(request, "consents", len(found.object_list))
    tabs = [
        (pgettext("consents", "Asked of us"), "?show=of_us", shown == "of_us", queries.count_consents_to_prepare()),
        (pgettext("consents", "Asked by us"), "?show=by_us", shown == "by_us"),
        (pgettext("consents", "Answered by us"), "?show=given", shown == "given"),
    ]
    context = {"page": found, "views": list(found.object_list), "tabs": tabs, "shown": shown}
    return page(request, "consents.html", context)


@requires(Right.EXCHANGE_READ)
@require_safe
def consent(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    return _page(request, _view(request, consent_id))


@requires(Right.EXCHANGE_ANSWER)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, record_id: UUID) -> HttpResponse:
    shown = opened(request, record_id)
    others = [view for view in partners.partners(PartnerState.ACTIVE) if view.station_id != shown.view.sender]
    form = AskForm(others, (*shown.portions, *shown.statements), request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            asked = services.ask_consent(
                actor_of(request),
                record_id,
                data["permission"],
                data["reason"],
                data["to_whom"],
                items=[UUID(item) for item in data.get("items", [])],
                answer_by=data["answer_by"],
            )
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The originator is asked."))
            return redirect("exchange:consent", asked)
    context = {"form": form, "view": shown.view, "page_marking": shown.view.handling}
    return page(request, "consent_ask.html", context, status=422 if form.errors else 200)


@requires(Right.RELEASE_PROPOSE)
@require_POST
def prepare(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    view = _view(request, consent_id)
    form = _answer_form(view, request.POST)
    if form.is_valid():
        try:
            try:
                terms = form.terms()
            except HandlingError as error:
                raise ConsentProblem("consent_terms_contradict", consent_id) from error
            services.prepare_consent(actor_of(request), consent_id, terms)
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("Prepared. Another person, who may release, now decides."))
            return redirect("exchange:consent", consent_id)
    return _page(request, view, form)


@requires(Right.RELEASE_DECIDE)
@require_POST
def decide(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    form = GrantForm(request.POST)
    form.is_valid()
    is_granted = request.POST.get("decision") == "grant"
    services.decide_consent(
        actor_of(request),
        consent_id,
        granted=is_granted,
        seen=form.cleaned_data.get("seen"),
        conditions=form.cleaned_data.get("conditions", ""),
    )
    sentence = (
        _("Consent is granted; the partner is told.") if is_granted else _("Consent is refused; the partner is told.")
    )
    messages.success(request, sentence)
    return redirect("exchange:consent", consent_id)


@requires(Right.RECALL)
@require_POST
def withdraw(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    services.withdraw_consent(actor_of(request), consent_id, request.POST.get("reason", ""))
    messages.success(request, _("The consent is taken back; what was passed on under it is recalled."))
    return redirect("exchange:consent", consent_id)


@requires(Right.EXCHANGE_ANSWER)
@require_POST
def ask_on_behalf(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    services.ask_on_behalf(actor_of(request), consent_id)
    messages.success(request, _("The originator is asked; its answer goes on to the partner by itself."))
    return redirect("exchange:consent", consent_id)


def _view(request: HttpRequest, consent_id: UUID) -> ConsentView:
    found = queries.consent(consent_id)
    if found is None:
        raise Http404
    record(actor_of(request), Act.CONSULTATION, "consent", str(consent_id))
    return found


def _answer_form(view: ConsentView, data: Any = None) -> AnswerForm:
    portions, statements = queries.asked_parts(view)
    known = [partners.partner(name) for name in view.to_whom]
    countries = [partner.country for partner in known if partner is not None]
    return AnswerForm(portions, statements, countries, data)


def _page(request: HttpRequest, view: ConsentView, form: AnswerForm | None = None) -> HttpResponse:
    portions, statements = queries.asked_parts(view)
    marks = [part.handling for part in portions] + [part.handling for part in statements]
    may_prepare = view.is_incoming and view.is_open
    shown_form = form or (_answer_form(view) if may_prepare else None)
    context = {
        "view": view,
        "dispatch": queries.find(view.record_id),
        "portions": portions,
        "statements": statements,
        "form": shown_form,
        "grant_form": GrantForm(initial={"seen": view.seen}),
        "is_own": view.prepared_by_id == request.user.pk,
        "foreign": queries.originators_to_ask(view) if may_prepare else [],
        "page_marking": strictest(marks) if marks else None,
    }
    return page(request, "consent.html", context, status=422 if form is not None and form.errors else 200)
