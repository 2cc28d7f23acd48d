"""Asking originators, deciding beforehand, and writing what may go only paraphrased."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.release import services
from jisr.station.release.models import RefusedThen
from jisr.station.release.problems import NoParaphraseNeeded
from jisr.station.web.problems import Problem


@require_POST
@requires(Right.RELEASE_PROPOSE)
def ask(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    try:
        services.ask_and_wait(actor_of(request), proposal_id, request.POST.get("reason", ""))
    except Problem as problem:
        return _refused(request, proposal_id, problem)
    messages.success(request, _("The originator is asked. The release waits for its answer."))
    return redirect("release:proposal", proposal_id)


@require_POST
@requires(Right.RELEASE_DECIDE)
def approve(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    if_refused = RefusedThen.SEND_REST if request.POST.get("if_refused") == "send_rest" else RefusedThen.CLOSE
    try:
        services.approve_when_consented(
            actor_of(request), proposal_id, seen=request.POST.get("seen", ""), if_refused=if_refused
        )
    except Problem as problem:
        return _refused(request, proposal_id, problem)
    messages.success(request, _("It goes by itself when the originator consents to exactly this."))
    return redirect("release:proposal", proposal_id)


@require_POST
@requires(Right.RELEASE_PROPOSE)
def paraphrase(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    try:
        item = UUID(request.POST.get("item", ""))
        services.paraphrase(actor_of(request), proposal_id, item, request.POST.get("text", ""))
    except ValueError:
        return _refused(request, proposal_id, NoParaphraseNeeded())
    except Problem as problem:
        return _refused(request, proposal_id, problem)
    messages.success(request, _("Kept. A releaser now sees it in your words."))
    return redirect("release:proposal", proposal_id)


def _refused(request: HttpRequest, proposal_id: UUID, problem: Problem) -> HttpResponse:
    if problem.status == 404:
        raise Http404
    messages.error(request, str(problem))
    return redirect("release:proposal", proposal_id)
