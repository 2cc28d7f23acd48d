"""Sources by code name, with the grades their reports were given."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.intake import queries
from jisr.station.intake.models import SourceKind
from jisr.station.ledger.services import Act, record
from jisr.station.web.paging import page_of


@requires(Right.REPORT_READ)
@require_GET
def source_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.sources())
    record(actor_of(request), Act.CONSULTATION, "sources", "list", detail={"shown": len(page.object_list)})
    rows = [(row, SourceKind(row.kind).label) for row in page.object_list]
    return render(request, "intake/sources.html", {"page": page, "rows": rows})
