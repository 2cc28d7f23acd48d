"""Statistics: what would be published, publishing it, and what was published."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jisr.core.disclosure import Cadence
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.oversight import publishing, services
from jisr.station.oversight.readings import reading_state


@requires(Right.STATISTICS_READ)
@require_safe
def statistics_page(request: HttpRequest) -> HttpResponse:
    """What was published; for overseers also the periods that can be looked at and published."""
    assert isinstance(request.user, User)
    published = list(publishing.publications())
    may_publish = request.user.may(Right.OVERSEE)
    taken = [publishing.named_period(row.period) for row in published]
    offered: dict[str, list[tuple[str, bool, bool]]] = {}
    for period in publishing.choices() if may_publish else ():
        is_free = not any(period.overlaps(other) for other in taken)
        offered.setdefault(period.cadence.value, []).append((period.name, publishing.is_over(period), is_free))
    context = {
        "published": published,
        "offered": [(CADENCE_LABELS[Cadence(name)](), periods) for name, periods in offered.items()],
        "minimum": settings.STATION.statistics_minimum,
        "may_publish": may_publish,
        "state": reading_state(),
    }
    return render(request, "oversight/statistics.html", context)


CADENCE_LABELS = {
    Cadence.MONTH: lambda: _("Months"),
    Cadence.QUARTER: lambda: _("Quarters"),
    Cadence.YEAR: lambda: _("Years"),
}


@requires(Right.OVERSEE)
@require_safe
def preview_page(request: HttpRequest, period: str) -> HttpResponse:
    """What would be published for a period now."""
    document = publishing.preview(period)
    services.note_reading(actor_of(request), f"statistics:{document['period']}")
    is_over = publishing.is_over(publishing.named_period(period))
    return render(request, "oversight/period.html", {**_shown(document), "is_preview": True, "is_over": is_over})


@requires(Right.OVERSEE)
@require_POST
def publish(request: HttpRequest, period: str) -> HttpResponse:
    """Publish a period."""
    made = publishing.publish(actor_of(request), period)
    messages.success(request, _("The statistics are published. They stay as they are."))
    return redirect("oversight:period", period=made.period)


@requires(Right.STATISTICS_READ)
@require_safe
def period_page(request: HttpRequest, period: str) -> HttpResponse:
    """The published statistics of a period."""
    held = publishing.publication(period)
    return render(request, "oversight/period.html", {**_shown(held.document), "publication": held})


@requires(Right.STATISTICS_READ)
@require_safe
def period_file(request: HttpRequest, period: str, form: str) -> HttpResponseBase:
    """The published statistics as a sheet or as JSON."""
    held = publishing.publication(period)
    if form == "json":
        response: HttpResponseBase = JsonResponse(held.document, json_dumps_params={"ensure_ascii": False})
    else:
        lines = publishing.csv_lines(held.document, _language())
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="statistics-{held.period}.{form}"'
    return response


def _shown(document: dict[str, Any]) -> dict[str, Any]:
    language = _language()
    tables = [
        {
            "title": table["title"][language],
            "note": table["note"][language],
            "rows_title": table["rows"]["title"][language],
            "columns": [words[language] for words in table["columns"]["words"]],
            "columns_title": table["columns"]["title"][language],
            "rows": [
                (words[language], cells, total)
                for words, cells, total in zip(table["rows"]["words"], table["cells"], table["row_totals"], strict=True)
            ],
            "column_totals": table["column_totals"],
            "total": table["total"],
            "withheld": table["withheld"],
        }
        for table in document["tables"]
    ]
    return {"document": document, "tables": tables, "withheld": publishing.WITHHELD}


def _language() -> str:
    return (translation.get_language() or "en")[:2]
