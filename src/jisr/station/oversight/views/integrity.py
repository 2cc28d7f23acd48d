"""Whether the own ledger and those of partners are whole; no entry is shown here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jisr.core.ledger import SizeNotInLogError
from jisr.station.accounts.access import actor_of, public, requires
from jisr.station.accounts.roles import Right
from jisr.station.ledger import queries as ledger
from jisr.station.ledger.checks import run_check
from jisr.station.oversight import labels
from jisr.station.oversight.queries import integrity_state, partner_log, partner_logs
from jisr.station.oversight.throttle import is_within_limit
from jisr.station.oversight.witnessing import settle_partner


@requires(Right.LEDGER_VERIFY)
@require_safe
def integrity_page(request: HttpRequest) -> HttpResponse:
    """The state of the own ledger, past checks, own checkpoints."""
    checks = ledger.recent_checks()
    newest = checks[0] if checks else None
    findings = (
        [(labels.FINDINGS.get(found.code, found.code), found.index) for found in newest.findings] if newest else []
    )
    context = {
        "state": integrity_state(),
        "checks": checks,
        "findings": findings,
        "checkpoints": ledger.own_checkpoints(10),
    }
    return render(request, "oversight/integrity.html", context)


@requires(Right.LEDGER_VERIFY)
@require_POST
def check_now(request: HttpRequest) -> HttpResponse:
    """Check the whole ledger now."""
    check = run_check(actor_of(request))
    if check.holds:
        messages.success(request, _("The ledger holds."))
    else:
        messages.error(request, _("The ledger does not hold. See what was found."))
    return redirect("oversight:integrity")


@requires(Right.LEDGER_VERIFY)
@require_safe
def witness_page(request: HttpRequest) -> HttpResponse:
    """Partners' logs, worst first."""
    return render(request, "oversight/witness.html", {"partners": partner_logs()})


@requires(Right.LEDGER_VERIFY)
@require_safe
def partner_page(request: HttpRequest, station_id: str) -> HttpResponse:
    """One partner's checkpoints and this station's verdicts."""
    rows = [(row, labels.VERDICTS[row.verdict]) for row in ledger.partner_checkpoints(station_id)]
    return render(request, "oversight/partner.html", {"partner": partner_log(station_id), "rows": rows})


@requires(Right.LEDGER_VERIFY)
@require_POST
def ask_partner(request: HttpRequest, station_id: str) -> HttpResponse:
    """Fetch the outstanding proof from the partner now."""
    result = settle_partner(station_id)
    if result is None:
        messages.info(request, _("The partner gave no proof now. It is asked again every two minutes."))
    elif result.verdict.is_breach:
        messages.error(request, _("The partner’s ledger contradicts an earlier checkpoint."))
    else:
        messages.success(request, _("The partner’s ledger has only grown."))
    return redirect("oversight:partner", station_id=station_id)


@public("hashes only; partners compare them with checkpoints this station signed")
@never_cache
@require_safe
def consistency(request: HttpRequest) -> HttpResponse:
    """The consistency proof between two sizes of this station's log, for partners."""
    if not is_within_limit(request):
        return JsonResponse({"code": "too_many_requests"}, status=429, headers={"Retry-After": "60"})
    try:
        old_size, new_size = int(request.GET["old_size"]), int(request.GET["new_size"])
        proof = ledger.consistency_proof_for(old_size, new_size) if new_size <= ledger.size() else None
    except (KeyError, ValueError, SizeNotInLogError):
        proof = None
    if proof is None:
        return JsonResponse({"code": "no_such_size"}, status=404)
    return JsonResponse({"old_size": old_size, "new_size": new_size, "proof": [digest.hex() for digest in proof]})
