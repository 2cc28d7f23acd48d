"""Parts of other rooms' pages: what a report or dispatch says about whom, and whom it may be about."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jisr.core.handling import Purpose
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.knowledge import queries
from jisr.station.knowledge.forms import PurposeForm
from jisr.station.knowledge.views.pages import may
from jisr.station.ledger.services import Act, record
from jisr.station.partners.reason_words import reader_language, reason_text


@requires(Right.KNOWLEDGE_READ)
def identities(request: HttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    if kind not in ("report", "dispatch"):
        raise Http404
    proposals = queries.proposals_of_occasion(f"{kind}:{subject_id}")
    record(actor_of(request), Act.CONSULTATION, kind, str(subject_id), detail={"identities": len(proposals)})
    context = {"proposals": proposals, "may_write": may(request, Right.KNOWLEDGE_WRITE)}
    return render(request, "knowledge/panel_identities.html", context)


@requires(Right.KNOWLEDGE_READ)
def entities(request: HttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    if kind not in ("report", "dispatch"):
        raise Http404
    hits = queries.entities_of_occasion(f"{kind}:{subject_id}")
    record(actor_of(request), Act.CONSULTATION, kind, str(subject_id), detail={"entities": len(hits)})
    return render(request, "knowledge/panel_entities.html", {"hits": hits})


@requires(Right.KNOWLEDGE_READ)
def audience(request: HttpRequest, entity_id: UUID) -> HttpResponse:
    """Who of the partners could be shown what of an entity, for one purpose."""
    page = queries.entity_page(entity_id)
    if page is None:
        raise Http404
    form = PurposeForm(request.GET)
    purpose = Purpose(form.cleaned_data["purpose"]) if form.is_valid() else Purpose.TERRORISM
    record(actor_of(request), Act.CONSULTATION, "entity", str(page.canonical_id), decision="audience")
    rows = [
        (row, [(reason_text(reason), count) for reason, count in row.obstacles])
        for row in queries.audience(page.standing, purpose, reader_language())
    ]
    context = {"rows": rows, "total": len(page.standing), "purpose": purpose.value}
    return render(request, "knowledge/panel_audience.html", context)
