"""The list of proposals and the page on which a second person decides."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from jisr.core.handling import NeutralityFlag, Purpose
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.release import queries, services
from jisr.station.release.forms import FlagForm, ProposalFilterForm
from jisr.station.release.models import FINAL_STATES, Proposal, ProposalState
from jisr.station.release.problems import ReleaseProblem
from jisr.station.release.queries import ProposalPage
from jisr.station.release.views.shown import list_marking, page_marking, partner_names, shown
from jisr.station.release.vocabulary import GROUND_LABELS
from jisr.station.web import labels
from jisr.station.web.localtime import list_separator
from jisr.station.web.paging import page_of


@require_GET
@requires(Right.RELEASE_READ)
def proposals(request: HttpRequest) -> HttpResponse:
    form = ProposalFilterForm(request.GET)
    form.is_valid()
    wanted = getattr(form, "cleaned_data", {})
    purpose = Purpose(wanted["purpose"]) if wanted.get("purpose") else None
    state = wanted.get("state")
    open_states = [ProposalState.AWAITING, ProposalState.WAITING, ProposalState.STOPPED]
    is_done = request.GET.get("view") == "decided"
    states = [state] if state else list(FINAL_STATES) if is_done else open_states
    page = page_of(request, queries.proposals(states, purpose=purpose))
    known = partner_names()
    rows = [(row, [known.get(to.station_id, to.station_id) for to in row.recipients.all()]) for row in page.object_list]
    record(actor_of(request), Act.CONSULTATION, "release", "list", detail={"shown": len(rows)})
    context = {
        "page": page,
        "rows": rows,
        "form": form,
        "is_done": is_done,
        "page_marking": list_marking(row.classification for row, _names in rows),
        "me": request.user.pk,
    }
    return render(request, "release/proposals.html", context)


@require_GET
@requires(Right.RELEASE_READ)
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    page = queries.page_of_proposal(proposal_id)
    if page is None:
        raise Http404
    views = shown(page.views)
    count = len(page.draft.pieces) if page.draft else 0
    record(actor_of(request), Act.CONSULTATION, "release", str(proposal_id), detail={"items": count})
    marking = page_marking([piece.handling for piece in page.draft.pieces]) if page.draft else None
    names = partner_names()
    context = {
        "page": page,
        "proposal": page.proposal,
        "views": views,
        "recipients": [(to, names.get(to.station_id, to.station_id)) for to in page.proposal.recipients.all()],
        "flag_form": FlagForm(auto_id="flag_%s"),
        "flags": [labels.label_of(labels.NEUTRALITY, word) for word in page.proposal.flagged],
        "purpose_label": labels.label_of(labels.PURPOSE, page.proposal.purpose),
        "grounds": [(GROUND_LABELS[category], why) for category, why in page.proposal.grounds.items()],
        **_source_link(page.proposal.subject),
        "due_diligence_url": _due_diligence_url(page.proposal),
        "page_marking": marking or list_marking([page.proposal.classification]),
        **_what_may_be_done(request, page),
    }
    return render(request, "release/proposal.html", context)


@require_POST
@requires(Right.RELEASE_DECIDE)
def release(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        sent = services.release(actor_of(request), proposal_id, seen=seen, note=request.POST.get("note", ""))
    except ReleaseProblem as problem:
        return _refused(request, proposal_id, problem)
    known = partner_names()
    names = list_separator().join(known.get(station_id, station_id) for station_id in sent)
    messages.success(request, _("Released to: %(names)s") % {"names": names})
    return redirect("release:proposal", proposal_id)


@require_POST
@requires(Right.RELEASE_DECIDE)
def refuse(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    try:
        services.refuse(actor_of(request), proposal_id, request.POST.get("reason", ""))
    except ReleaseProblem as problem:
        return _refused(request, proposal_id, problem)
    messages.success(request, _("Refused. The author sees why."))
    return redirect("release:proposal", proposal_id)


@require_POST
@requires(Right.RELEASE_DECIDE)
def flag(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    chosen = [NeutralityFlag(word) for word in request.POST.getlist("neutrality") if word in list(NeutralityFlag)]
    try:
        services.flag_neutrality(actor_of(request), proposal_id, chosen, request.POST.get("reason", ""))
    except ReleaseProblem as problem:
        return _refused(request, proposal_id, problem)
    messages.success(request, _("Flagged. The whole stays here."))
    return redirect("release:proposal", proposal_id)


@require_POST
@requires(Right.RELEASE_PROPOSE)
def withdraw(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    try:
        services.withdraw(actor_of(request), proposal_id, request.POST.get("reason", ""))
    except ReleaseProblem as problem:
        return _refused(request, proposal_id, problem)
    messages.success(request, _("Withdrawn. Nothing has left."))
    return redirect("release:proposal", proposal_id)


@require_POST
@requires(Right.RELEASE_STOP)
def stop(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    try:
        services.stop(actor_of(request), proposal_id, request.POST.get("reason", ""))
    except ReleaseProblem as problem:
        return _refused(request, proposal_id, problem)
    messages.success(request, _("Stopped. Nobody can release it until oversight lets it go on."))
    return redirect("release:proposal", proposal_id)


@require_POST
@requires(Right.RELEASE_STOP)
def resume(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    try:
        services.resume(actor_of(request), proposal_id, request.POST.get("reason", ""))
    except ReleaseProblem as problem:
        return _refused(request, proposal_id, problem)
    messages.success(request, _("It goes on to its decision."))
    return redirect("release:proposal", proposal_id)


def _refused(request: HttpRequest, proposal_id: UUID, problem: ReleaseProblem) -> HttpResponse:
    """Back to the proposal with what is in the way. Its page asks for the right to read, which acting does not give."""
    if problem.status == 404:
        raise Http404
    messages.error(request, str(problem))
    return redirect("release:proposal", proposal_id)


_PAGES = {
    "report": ("intake:report", gettext_lazy("The report")),
    "warning": ("warnings:warning", gettext_lazy("The warning")),
    "request": ("exchange:dispatch", gettext_lazy("The request")),
    "dispatch": ("exchange:dispatch", gettext_lazy("The received dispatch")),
}


def _source_link(subject: str) -> dict[str, str]:
    """Where the record is that a proposal is about; nothing while its room has no such page."""
    kind, _separator, identifier = subject.partition(":")
    if kind not in _PAGES:
        return {}
    url_name, label = _PAGES[kind]
    try:
        return {"source_url": reverse(url_name, args=[identifier]), "source_label": str(label)}
    except NoReverseMatch:
        return {}


def _due_diligence_url(proposal: Proposal) -> str:
    """Where the panel comes from that says what is missing, and lets people supply it."""
    kind, _separator, identifier = proposal.subject.partition(":")
    query = urlencode([("to", recipient.station_id) for recipient in proposal.recipients.all()])
    return f"{reverse('diligence:about', args=[kind, identifier])}?{query}"


def _what_may_be_done(request: HttpRequest, page: ProposalPage) -> dict[str, bool]:
    user, proposal = request.user, page.proposal
    if not isinstance(user, User):
        return {}
    is_author, is_open = user.pk == proposal.author_id, proposal.state not in FINAL_STATES
    decides = user.may(Right.RELEASE_DECIDE) and not is_author
    return {
        "is_author": is_author,
        # A liaison officer reads proposals but not reports: withheld portions stay covered.
        "may_read_withheld": proposal.report_id is None or user.may(Right.REPORT_READ),
        "is_open": is_open,
        "may_release": decides and page.may_be_released,
        "may_refuse": decides and is_open,
        "may_withdraw": is_author and is_open and user.may(Right.RELEASE_PROPOSE),
        "may_ask": bool(page.to_ask) and is_open and user.may(Right.RELEASE_PROPOSE),
        "may_approve": decides and proposal.state == ProposalState.WAITING and not page.missing,
        "may_paraphrase": proposal.state == ProposalState.AWAITING and user.may(Right.RELEASE_PROPOSE),
        "may_stop": proposal.state in (ProposalState.AWAITING, ProposalState.WAITING) and user.may(Right.RELEASE_STOP),
        "may_resume": proposal.state == ProposalState.STOPPED and user.may(Right.RELEASE_STOP),
    }
