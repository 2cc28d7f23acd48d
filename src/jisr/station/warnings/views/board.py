"""Where each warning stands at every recipient."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from jisr.core.handling import strictest
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.warnings import queries
from jisr.station.warnings.forms import BoardFilter
from jisr.station.web.paging import page_of


@requires(Right.WARNING_READ)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    filters = BoardFilter(request.GET)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    page = page_of(request, queries.board(**wanted))
    views = queries.view_all(page.object_list)
    if views:
        record(actor_of(request), Act.CONSULTATION, "warning_board", "sent", detail={"shown": len(views)})
    context = {
        "filters": filters,
        "page": page,
        "views": views,
        "is_filtered": any(wanted.values()),
        "tabs": board_tabs(is_received=False),
        "may_write": request.user.may(Right.WARNING_WRITE),
        "page_marking": strictest(view.warning.handling for view in views) if views else None,
    }
    return render(request, "warnings/board.html", context)


def board_tabs(*, is_received: bool) -> list[tuple[str, str, bool, int | None]]:
    """The two sides of this room."""
    waiting = len(queries.unanswered())
    return [
        (_("Sent by us"), reverse("warnings:board"), not is_received, None),
        (pgettext("warnings", "Received"), reverse("warnings:received_list"), is_received, waiting or None),
    ]


@requires(Right.WARNING_READ)
@require_safe
def of_report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Panel of a report's page: the warnings drafted from it, and the way to a new one."""
    assert isinstance(request.user, User)
    drafted = queries.warnings_of_report(report_id)
    if drafted:
        record(actor_of(request), Act.CONSULTATION, "warning_board", str(report_id), detail={"shown": len(drafted)})
    context = {"report_id": report_id, "drafted": drafted, "may_write": request.user.may(Right.WARNING_WRITE)}
    return render(request, "warnings/of_report.html", context)
