"""What received dispatches bind this station to."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jisr.core.handling import strictest
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries, services
from jisr.station.exchange.models import ObligationKind
from jisr.station.exchange.views.page import entered_list, page
from jisr.station.web.paging import page_of

_TO_DO = (ObligationKind.RETENTION, ObligationKind.RECALLED, ObligationKind.CORRECTION)


@requires(Right.EXCHANGE_READ)
@require_safe
def obligations(request: HttpRequest) -> HttpResponse:
    shown = request.GET.get("show", "todo")
    everything = queries.obligations()
    views = [view for view in everything if (view.kind in _TO_DO) == (shown == "todo")]
    found = page_of(request, views)
    entered_list(request, "obligations", len(found.object_list))
    tabs = [
        (_("To be done"), "?show=todo", shown == "todo", queries.count_obligations_due()),
        (_("Standing conditions"), "?show=standing", shown != "todo"),
    ]
    context = {
        "page": found,
        "views": list(found.object_list),
        "tabs": tabs,
        "is_to_do": shown == "todo",
        "page_marking": strictest(view.handling for view in found.object_list) if found.object_list else None,
    }
    return page(request, "obligations.html", context)


@requires(Right.EXCHANGE_ANSWER)
@require_POST
def fulfil(request: HttpRequest, obligation_id: UUID) -> HttpResponse:
    services.fulfil(actor_of(request), obligation_id)
    messages.success(request, _("Done; the originator is told where it must be."))
    return redirect("exchange:obligations")
