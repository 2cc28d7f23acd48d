"""Proposing, signing, returning."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.redress import services
from jisr.station.redress.problems import PieceMissing
from jisr.station.redress.services import Proposal
from jisr.station.redress.views.acting import acted


@require_POST
@requires(Right.REDRESS_WRITE)
def propose(request: HttpRequest, case_id: UUID) -> HttpResponse:
    return acted(
        request,
        case_id,
        lambda: services.propose(actor_of(request), case_id, _proposal(request)),
        _("Proposed. A second person signs it."),
    )


@require_POST
@requires(Right.REDRESS_SIGN)
def sign(request: HttpRequest, case_id: UUID, decision_id: UUID) -> HttpResponse:
    done = _("Signed, and done here. What went to partners shows below.")
    return acted(request, case_id, lambda: services.sign(actor_of(request), case_id, decision_id), done)


@require_POST
@requires(Right.REDRESS_SIGN)
def return_decision(request: HttpRequest, case_id: UUID, decision_id: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return acted(
        request,
        case_id,
        lambda: services.return_decision(actor_of(request), case_id, decision_id, reason),
        _("Returned to who proposed it."),
    )


def _proposal(request: HttpRequest) -> Proposal:
    try:
        statements = [UUID(each) for each in request.POST.getlist("statement")]
    except ValueError as error:
        raise PieceMissing from error
    return Proposal(
        outcome=request.POST.get("outcome", ""),
        ground=request.POST.get("ground", ""),
        reasons=request.POST.get("reasons", ""),
        statements=statements,
        texts=request.POST.getlist("text"),
        corrections={each: request.POST.get(f"value-{each}", "") for each in statements},
    )
