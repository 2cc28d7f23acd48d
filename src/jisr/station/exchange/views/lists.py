"""Inbox, sent, and the panels that pages of other rooms show."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jisr.core.handling import strictest
from jisr.station.accounts.access import requires
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries
from jisr.station.exchange.forms import DispatchFilterForm
from jisr.station.exchange.queries import DispatchFilter, DispatchView
from jisr.station.exchange.views.page import entered_list, page
from jisr.station.partners import queries as partners
from jisr.station.web.paging import page_of


@requires(Right.EXCHANGE_READ)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    shown = request.GET.get("show", "open")
    form, wanted = _filter(request, is_open=shown == "open", everything=shown == "everything")
    tabs = [
        (_("To be answered"), "?show=open", shown == "open", queries.count_unread()),
        (_("All"), "?show=all", shown == "all"),
        (_("With receipts and certificates"), "?show=everything", shown == "everything"),
    ]
    return _list(request, "inbox", queries.inbox(wanted), {"form": form, "tabs": tabs, "is_open": shown == "open"})


@requires(Right.EXCHANGE_READ)
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    shown = request.GET.get("show", "all")
    form, wanted = _filter(request, is_open=shown == "open", everything=shown == "everything")
    tabs = [
        (_("All"), "?show=all", shown == "all"),
        (_("Not delivered yet"), "?show=open", shown == "open"),
        (_("With receipts and certificates"), "?show=everything", shown == "everything"),
    ]
    return _list(request, "sent", queries.sent(wanted), {"form": form, "tabs": tabs})


@requires(Right.EXCHANGE_READ)
@require_safe
def with_partner(request: HttpRequest, station_id: str) -> HttpResponse:
    """The exchange with one partner, as a part of its page."""
    wanted = DispatchFilter(partner=station_id)
    rows = [*queries.inbox(wanted)[:8], *queries.sent(wanted)[:8]]
    views = sorted((queries.view(row, row.deliveries.all()) for row in rows), key=lambda view: view.time, reverse=True)
    entered_list(request, f"partner:{station_id}", len(views))
    context = {"views": views[:8], "tally": queries.tally_of_partner(station_id), "station_id": station_id}
    return page(request, "partner_panel.html", context)


@requires(Right.EXCHANGE_READ)
@require_safe
def about(request: HttpRequest, subject: str) -> HttpResponse:
    """What was sent about one record of another room, as a part of its page."""
    views = queries.dispatches_about(subject)
    entered_list(request, subject, len(views))
    return page(request, "about_panel.html", {"views": views})


def _filter(request: HttpRequest, *, is_open: bool, everything: bool) -> tuple[DispatchFilterForm, DispatchFilter]:
    form = DispatchFilterForm(partners.partners(), request.GET)
    form.is_valid()
    chosen: dict[str, Any] = {name: form.cleaned_data.get(name, "") for name in ("text", "kind", "partner", "state")}
    return form, DispatchFilter(**chosen, is_open=is_open, everything=everything)


def _list(request: HttpRequest, name: str, rows: Any, context: dict[str, Any]) -> HttpResponse:
    found = page_of(request, rows)
    views: list[DispatchView] = [queries.view(row, row.deliveries.all()) for row in found.object_list]
    entered_list(request, name, len(views))
    marking = strictest(view.handling for view in views) if views else None
    return page(request, f"{name}.html", {**context, "page": found, "views": views, "page_marking": marking})
