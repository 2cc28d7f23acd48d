"""Pages that record, edit, retract and restore statements."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jisr.core.handling import Classification, Handling, OnwardRule, Tlp
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.forms import EditReasonForm, NewEntityForm, StatementForm
from jisr.station.knowledge.models import StatementRecord
from jisr.station.knowledge.rows import handling_of
from jisr.station.knowledge.vocabulary import SCHEMA_PROPERTIES, property_label, schema_label
from jisr.station.ledger.services import Act, record
from jisr.station.web.forms import HandlingForm
from jisr.station.web.problems import Problem


@requires(Right.KNOWLEDGE_WRITE)
def new_entity(request: HttpRequest) -> HttpResponse:
    schema = request.POST.get("schema") or request.GET.get("schema") or "Person"
    if schema not in SCHEMA_PROPERTIES:
        raise Http404
    return _statement_page(request, schema, None, NewEntityForm(initial={"schema": schema}))


@requires(Right.KNOWLEDGE_WRITE)
def new_statement(request: HttpRequest, entity_id: UUID) -> HttpResponse:
    page = queries.entity_page(entity_id)
    if page is None:
        raise Http404
    return _statement_page(request, page.schema, page, None)


def _statement_page(
    request: HttpRequest, schema: str, page: queries.EntityPage | None, kind: NewEntityForm | None
) -> HttpResponse:
    data = request.POST or None
    form = StatementForm(data, schema=schema, initial={"prop": request.GET.get("prop", "name")})
    marking = page.handling if page and page.handling else _first_marking()
    handling_form = HandlingForm(data, prefix="handling", initial=HandlingForm.initial_from(marking))
    if request.method == "POST" and form.is_valid() and handling_form.is_valid():
        handling = handling_form.handling(settings.IDENTITY.station_id)
        entity = page.canonical_id if page else None
        try:
            statement = services.record_statement(
                actor_of(request), entity_id=entity, schema=schema, handling=handling, **form.claim()
            )
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The statement is recorded."))
            return redirect("knowledge:entity", _entity_of(statement))
    context = {
        "form": form,
        "handling_form": handling_form,
        "kind_form": kind,
        "schema": schema,
        "schema_label": schema_label(schema),
        "entity": page,
        "page_marking": page.handling if page else None,
    }
    return render(request, "knowledge/statement_form.html", context)


@requires(Right.KNOWLEDGE_WRITE)
def edit(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    held = _statement(statement_id)
    if held.is_received:
        raise services.StatementNotOwnError
    if not held.is_standing:
        raise services.StatementEndedError
    data = request.POST or None
    initial = {
        "special": held.special,
        "prop": held.prop, "value": held.value, "lang": held.lang, "source": held.source, "grade": held.grade,
        "scheme": held.grade_scheme or "6x6", "category": held.category, "basis": held.basis, "expires": held.expires,
    }  # fmt: skip
    form = StatementForm(data, schema=held.schema, initial=initial)
    form.fields["prop"].disabled = True
    form.fields["prop"].choices = [(held.prop, property_label(held.prop))]  # type: ignore[attr-defined]
    reason = EditReasonForm(data)
    handling_form = HandlingForm(data, prefix="handling", initial=HandlingForm.initial_from(handling_of(held)))
    if request.method == "POST" and form.is_valid() and reason.is_valid() and handling_form.is_valid():
        changes = {**form.claim(), "handling": handling_form.handling(held.originator)}
        try:
            services.edit_statement(actor_of(request), statement_id, reason.cleaned_data["reason"], changes)
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The statement is changed; the earlier one stays in the history."))
            return redirect("knowledge:entity", held.canonical_id)
    if request.method == "GET":
        record(actor_of(request), Act.CONSULTATION, "statement", str(held.id))
    context = {
        "form": form,
        "reason_form": reason,
        "handling_form": handling_form,
        "held": held,
        "origins": queries.origins_of_claim(held),
        "schema_label": schema_label(held.schema),
        "page_marking": handling_of(held),
    }
    return render(request, "knowledge/statement_form.html", context)


@requires(Right.KNOWLEDGE_WRITE)
@require_POST
def retract(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    held = _statement(statement_id)
    services.retract_statements(actor_of(request), [statement_id], request.POST.get("reason", ""))
    messages.success(request, _("The statement no longer stands. It can be restored from the history."))
    return redirect("knowledge:entity", held.canonical_id)


@requires(Right.KNOWLEDGE_WRITE)
@require_POST
def restore(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    held = _statement(statement_id)
    services.restore_statement(actor_of(request), statement_id)
    messages.success(request, _("The statement stands again."))
    return redirect("knowledge:entity", held.canonical_id)


def _statement(statement_id: UUID) -> StatementRecord:
    held = queries.statement_record(statement_id)
    if held is None:
        raise Http404
    return held


def _entity_of(statement_id: UUID) -> UUID:
    return _statement(statement_id).canonical_id


def _first_marking() -> Handling:
    """What a new statement is marked with until its author says otherwise: restricted, nothing allowed unasked."""
    return Handling(
        originator=settings.IDENTITY.station_id,
        classification=Classification.RESTRICTED,
        tlp=Tlp.AMBER,
        onward=OnwardRule.ASK,
    )
