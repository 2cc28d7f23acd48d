"""Pages where people judge whether two entities are one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.forms import ProposalFilterForm, VerdictForm
from jisr.station.knowledge.models import Verdict
from jisr.station.knowledge.queries import EntityFilter, Found, ProposalFilter
from jisr.station.knowledge.views.marking import strictest_of
from jisr.station.knowledge.views.pages import SlicedHits, may
from jisr.station.ledger.services import Act, record
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem

_PER_PAGE = 10


@requires(Right.KNOWLEDGE_READ)
def open_proposals(request: HttpRequest) -> HttpResponse:
    form = ProposalFilterForm(request.GET, schemata=queries.schemata_of_proposals())
    wanted = _filter_of(form)
    found = SlicedHits(
        lambda limit, offset: Found(
            queries.open_identity_proposals(limit, offset, wanted), queries.count_proposals(wanted)
        )
    )
    page = page_of(request, found, _PER_PAGE)
    proposals = list(page.object_list)
    record(actor_of(request), Act.CONSULTATION, "identities", "open", detail={"shown": len(proposals)})
    context = {
        "page": page,
        "proposals": proposals,
        "form": form,
        "open_count": queries.count_open_proposals(),
        "shows_keys": True,
        "decided_count": queries.count_judgements(),
        "page_marking": strictest_of(side.handling for p in proposals for side in (p.left, p.right)),
        "may_write": may(request, Right.KNOWLEDGE_WRITE),
    }
    return render(request, "knowledge/identities.html", context)


@requires(Right.KNOWLEDGE_READ)
def decided(request: HttpRequest) -> HttpResponse:
    found = SlicedHits(lambda limit, offset: Found(queries.judgements(limit, offset), queries.count_judgements()))
    page = page_of(request, found)
    judgements = list(page.object_list)
    record(actor_of(request), Act.CONSULTATION, "identities", "decided", detail={"shown": len(judgements)})
    context = {
        "page": page,
        "judgements": judgements,
        "open_count": queries.count_open_proposals(),
        "page_marking": strictest_of(judgement.handling for judgement in judgements),
        "may_write": may(request, Right.KNOWLEDGE_WRITE),
    }
    return render(request, "knowledge/identities_decided.html", context)


@requires(Right.KNOWLEDGE_WRITE)
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Keep a verdict. In place (htmx) the answer is the verdict with its undo; else the page it came from."""
    form = VerdictForm(request.POST)
    if not form.is_valid():
        raise Problem("verdict_format", _("Say whether they are the same, different, or you are unsure."))
    data = form.cleaned_data
    judgement = services.decide_identity(
        actor_of(request), data["left"], data["right"], Verdict(data["verdict"]), data["note"]
    )
    if getattr(request, "htmx", False):
        context = {
            "judgement_id": judgement,
            "judgement": queries.judgement(judgement),
            "verdict": Verdict(data["verdict"]),
        }
        return render(request, "knowledge/verdict.html", context)
    messages.success(request, _("The decision is kept. It can be undone."))
    return redirect(_back(request))


@requires(Right.KNOWLEDGE_WRITE)
@require_POST
def undo(request: HttpRequest, judgement_id: UUID) -> HttpResponse:
    """Take a verdict back. In place (htmx) the answer is the pair, open again."""
    note = request.POST.get("note", "").strip()[:1000]
    if not note:
        raise Problem("undo_reason_missing", _("Say why the decision is undone."), field="note")
    services.undo_judgement(actor_of(request), judgement_id, note)
    if getattr(request, "htmx", False):
        taken_back = queries.judgement(judgement_id)
        assert taken_back is not None
        proposal = queries.open_proposal_of(taken_back.left, taken_back.right)
        context = {"proposal": proposal, "may_write": True, "shows_keys": True, "is_here": True}
        return render(request, "knowledge/proposal.html" if proposal else "knowledge/undone.html", context)
    messages.success(request, _("The decision is undone; the pair is open again."))
    return redirect(_back(request))


@requires(Right.KNOWLEDGE_WRITE)
def same_as(request: HttpRequest, entity_id: UUID) -> HttpResponse:
    """Look for an entity that may be the same as this one, and propose the pair."""
    page = queries.entity_page(entity_id)
    if page is None:
        raise Http404
    if request.method == "POST":
        try:
            other = UUID(request.POST.get("other", ""))
        except ValueError as error:
            raise services.EntityNotFoundError from error
        services.propose_pair(actor_of(request), page.canonical_id, other)
        messages.success(request, _("The pair is proposed; decide it here or leave it to a colleague."))
        return redirect("knowledge:entity", page.canonical_id)
    asked = request.GET.get("q", "").strip()[:500] or page.caption
    hits = [
        hit
        for hit in queries.search_entities(EntityFilter(q=asked), limit=26).hits
        if hit.entity_id not in page.members
    ]
    record(actor_of(request), Act.CONSULTATION, "entities", "list", detail={"shown": len(hits)})
    context = {
        "entity": page,
        "hits": hits,
        "asked": asked,
        "page_marking": page.handling,
    }
    return render(request, "knowledge/same_as.html", context)


def _filter_of(form: ProposalFilterForm) -> ProposalFilter:
    """The filter a form asks for; a field that can't be read does not limit."""
    form.is_valid()
    asked = form.cleaned_data
    return ProposalFilter(asked.get("schema", ""), float(asked.get("least") or 0), asked.get("came", ""))


def _back(request: HttpRequest) -> str:
    """The page the form was on, when it is one of ours; else the list of proposals."""
    target = request.POST.get("next", "")
    return target if target and url_has_allowed_host_and_scheme(target, allowed_hosts=None) else "knowledge:identities"
