"""The list of entities and the page of one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jisr.core.handling import SpecialCategory
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import ROLE_LABELS, TABLE, Access, Right
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.forms import EntityFilterForm, PurposeForm, SpecialForm
from jisr.station.knowledge.queries import EntityFilter
from jisr.station.knowledge.views.marking import strictest_of
from jisr.station.knowledge.views.pages import SlicedHits, may
from jisr.station.ledger.services import Act, record
from jisr.station.web.paging import page_of


def filter_form(request: HttpRequest) -> EntityFilterForm:
    choices = queries.filter_choices()
    return EntityFilterForm(request.GET, schemata=choices["schemata"], originators=choices["originators"])


def filter_of(form: EntityFilterForm) -> EntityFilter:
    """The filter a form asks for; a field that can't be read does not limit."""
    form.is_valid()
    return EntityFilter(**{name: value for name, value in form.cleaned_data.items() if value})


@requires(Right.KNOWLEDGE_READ)
def entity_list(request: HttpRequest) -> HttpResponse:
    form = filter_form(request)
    wanted = filter_of(form)
    found = SlicedHits(lambda limit, offset: queries.search_entities(wanted, limit=limit, offset=offset))
    page = page_of(request, found)
    hits = list(page.object_list)
    record(actor_of(request), Act.CONSULTATION, "entities", "list", detail={"shown": len(hits)})
    context = {
        "page": page,
        "hits": hits,
        "form": form,
        "wanted": wanted,
        "page_marking": strictest_of(hit.handling for hit in hits),
        "may_write": may(request, Right.KNOWLEDGE_WRITE),
        "may_read_texts": may(request, Right.REPORT_READ),
        "query": request.GET.urlencode(),
    }
    return render(request, "knowledge/entities.html", context)


@requires(Right.KNOWLEDGE_READ)
def entity(request: HttpRequest, entity_id: UUID) -> HttpResponse:
    page = queries.entity_page(entity_id)
    if page is None:
        raise Http404
    if page.canonical_id != entity_id:
        return redirect("knowledge:entity", page.canonical_id)
    shown = {"statements": len(page.standing)}
    record(actor_of(request), Act.CONSULTATION, "entity", str(page.canonical_id), detail=shown)
    context = {
        "entity": page,
        "history": queries.history(page),
        "proposals": queries.proposals_of_entity(page.canonical_id),
        "judgements": queries.judgements_of_entity(page.members),
        "readers": [
            (ROLE_LABELS[role], access is Access.WITH_REASON) for role, access in TABLE[Right.KNOWLEDGE_READ].items()
        ],
        "purpose_form": PurposeForm(),
        "page_marking": page.handling,
        "may_write": may(request, Right.KNOWLEDGE_WRITE),
        "special": queries.special_marks(page.canonical_id),
        "special_form": SpecialForm(),
    }
    return render(request, "knowledge/entity.html", context)


@requires(Right.KNOWLEDGE_WRITE)
@require_POST
def say_special(request: HttpRequest, entity_id: UUID) -> HttpResponse:
    form = SpecialForm(request.POST)
    if form.is_valid():
        category = SpecialCategory(form.cleaned_data["category"])
        services.say_special(actor_of(request), entity_id, category, form.cleaned_data["note"])
        messages.success(request, _("Noted. Data of this person go only with a recorded ground."))
    return redirect("knowledge:entity", entity_id)


@requires(Right.KNOWLEDGE_WRITE)
@require_POST
def unsay_special(request: HttpRequest, entity_id: UUID, category: str) -> HttpResponse:
    if category not in list(SpecialCategory):
        raise Http404
    services.unsay_special(actor_of(request), entity_id, SpecialCategory(category))
    messages.success(request, _("Taken back; that it was said stays on record."))
    return redirect("knowledge:entity", entity_id)
