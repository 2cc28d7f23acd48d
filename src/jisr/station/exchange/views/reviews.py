"""Own work to look at again because what it rests on has changed; and where this station's information is."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jisr.core.handling import strictest
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries, services
from jisr.station.exchange.views.page import entered_list, page
from jisr.station.ledger.services import Act, record
from jisr.station.web.paging import page_of


@requires(Right.EXCHANGE_READ)
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    is_done = request.GET.get("show") == "done"
    found = page_of(request, queries.reviews(is_open=not is_done))
    shown = list(found.object_list)
    entered_list(request, "reviews", len(shown))
    tabs = [
        (_("To look at again"), "?show=open", not is_done, queries.count_reviews()),
        (_("Looked at"), "?show=done", is_done),
    ]
    context = {
        "page": found,
        "views": shown,
        "tabs": tabs,
        "is_done": is_done,
        "page_marking": strictest(view.handling for view in shown) if shown else None,
    }
    return page(request, "reviews.html", context)


@requires(Right.EXCHANGE_ANSWER)
@require_POST
def finish(request: HttpRequest, review_id: UUID) -> HttpResponse:
    services.finish_review(actor_of(request), review_id, request.POST.get("note", ""))
    messages.success(request, _("Noted as looked at."))
    return redirect("exchange:reviews")


@requires(Right.EXCHANGE_ANSWER)
@require_POST
def reopen(request: HttpRequest, review_id: UUID) -> HttpResponse:
    services.reopen_review(actor_of(request), review_id)
    messages.success(request, _("It is on the list again."))
    return redirect("exchange:reviews")


@requires(Right.EXCHANGE_READ)
@require_safe
def where(request: HttpRequest, record_id: UUID) -> HttpResponse:
    found, view = queries.whereabouts(record_id), queries.find(record_id)
    if found is None or view is None:
        raise Http404
    record(actor_of(request), Act.CONSULTATION, "dispatch", str(record_id), decision="whereabouts")
    context = {"found": found, "view": view, "page_marking": view.handling}
    return page(request, "where.html", context)
