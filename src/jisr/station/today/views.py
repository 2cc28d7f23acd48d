"""The start page: what needs me now, the bridges, the ledger."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jisr.core.handling import strictest
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.today.bridges import bridges, ledger_state
from jisr.station.today.needs import needs_of


@requires(Right.OWN_ACCOUNT)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    needs = needs_of(user)
    markings = [need.handling for need in needs if need.handling]
    if markings:
        record(actor_of(request), Act.CONSULTATION, "start_page", user.username, detail={"shown": len(markings)})
    may_see_partners = user.may(Right.PARTNER_READ)
    context = {
        "greeting": greeting(timezone.localtime()),
        "needs": needs,
        "page_marking": strictest(markings) if markings else None,
        "bridges": bridges() if may_see_partners else [],
        "ledger": ledger_state(),
        "may_report": user.may(Right.REPORT_WRITE),
        "may_see_partners": may_see_partners,
        "may_verify_ledger": user.may(Right.LEDGER_VERIFY),
    }
    return render(request, "today/today.html", context)


def greeting(moment: datetime) -> str:
    """The greeting of the hour."""
    if moment.hour < 12:
        return _("Good morning")
    return _("Good afternoon") if moment.hour < 18 else _("Good evening")
