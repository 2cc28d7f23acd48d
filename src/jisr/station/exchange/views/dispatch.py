"""One dispatch: its content, thread and deliveries, and what can be done with it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jisr.core.sealing import DispatchKind
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries, services
from jisr.station.exchange.forms import AcknowledgeForm, FeedbackForm, TextForm
from jisr.station.exchange.queries import DispatchPage
from jisr.station.exchange.services.answers import CONTENT_KINDS
from jisr.station.exchange.views.page import opened, page
from jisr.station.web.problems import Problem

RECEIPT_TYPE = "application/jose"


@requires(Right.EXCHANGE_READ)
@require_safe
def dispatch(request: HttpRequest, record_id: UUID) -> HttpResponse:
    return _page(request, opened(request, record_id))


@requires(Right.EXCHANGE_ANSWER)
@require_POST
def acknowledge(request: HttpRequest, record_id: UUID) -> HttpResponse:
    form = AcknowledgeForm(request.POST)
    return _done(
        request,
        record_id,
        form,
        lambda: services.acknowledge(actor_of(request), record_id, **form.cleaned_data),
        _("Acknowledged; the partner is told."),
    )


@requires(Right.EXCHANGE_ANSWER)
@require_POST
def ask(request: HttpRequest, record_id: UUID) -> HttpResponse:
    form = TextForm(request.POST)
    return _done(
        request,
        record_id,
        form,
        lambda: services.ask(actor_of(request), record_id, form.cleaned_data["text"]),
        _("The question is on its way."),
    )


@requires(Right.EXCHANGE_ANSWER)
@require_POST
def answer(request: HttpRequest, record_id: UUID) -> HttpResponse:
    form = TextForm(request.POST)
    return _done(
        request,
        record_id,
        form,
        lambda: services.answer_question(actor_of(request), record_id, form.cleaned_data["text"]),
        _("The answer is on its way."),
    )


@requires(Right.EXCHANGE_ANSWER)
@require_POST
def feedback(request: HttpRequest, record_id: UUID) -> HttpResponse:
    form = FeedbackForm(request.POST)
    return _done(
        request,
        record_id,
        form,
        lambda: services.give_feedback(actor_of(request), record_id, **form.cleaned_data),
        _("The feedback is on its way."),
    )


@requires(Right.EXCHANGE_ANSWER)
@require_POST
def try_again(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    record_id = services.try_again(actor_of(request), delivery_id)
    messages.success(request, _("The dispatch is sent again."))
    return redirect("exchange:dispatch", record_id)


@requires(Right.EXCHANGE_READ)
@require_safe
def receipt(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """The partner's signed receipt as a file, for whoever asks for proof."""
    evidence = queries.delivery_evidence(delivery_id)
    if evidence is None:
        raise Http404
    response = HttpResponse(evidence, content_type=RECEIPT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="receipt-{delivery_id}.jws"'
    return response


def _done(request: HttpRequest, record_id: UUID, form: Form, act: Callable[[], object], sentence: str) -> HttpResponse:
    """Do it and go back to the dispatch, or show the dispatch with what is wrong."""
    if form.is_valid():
        try:
            act()
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, sentence)
            return redirect("exchange:dispatch", record_id)
    return _page(request, opened(request, record_id), form, status=422)


def _page(request: HttpRequest, shown: DispatchPage, failed: Form | None = None, status: int = 200) -> HttpResponse:
    view = shown.view
    forms = {
        "acknowledge_form": AcknowledgeForm(),
        "ask_form": TextForm(auto_id="ask_%s"),
        "answer_form": TextForm(auto_id="answer_%s"),
        "feedback_form": FeedbackForm(),
    }
    if failed is not None:
        names = {AcknowledgeForm: "acknowledge_form", FeedbackForm: "feedback_form"}
        is_answer = view.kind is DispatchKind.QUESTION
        forms[names.get(type(failed), "answer_form" if is_answer else "ask_form")] = failed
    is_content = view.kind in CONTENT_KINDS
    context = {
        **forms,
        "shown": shown,
        "view": view,
        "thread": queries.thread(view.thread),
        "obligations": queries.obligations(is_open=False, record_id=view.id),
        "consents": queries.consents(record_id=view.id),
        "asked": queries.information_request(view.id) if view.kind is DispatchKind.REQUEST else None,
        "about": queries.find(view.about) if view.about else None,
        "can_acknowledge": view.is_incoming and view.is_readable and is_content and view.acknowledged_at is None,
        "can_answer": view.is_incoming and view.kind is DispatchKind.QUESTION and view.acknowledged_at is None,
        "can_ask": view.is_incoming and view.is_readable and is_content,
        "comes_back": view.is_incoming and bool(queries.own_lineages_in(shown)),
        "can_change": not view.is_incoming and is_content and view.kind is not DispatchKind.REQUEST,
        "page_marking": view.handling,
    }
    return page(request, "dispatch.html", context, status=status)
