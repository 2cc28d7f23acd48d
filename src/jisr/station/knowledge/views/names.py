"""Two names beside each other: how alike, and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from jisr.station.accounts.access import requires
from jisr.station.accounts.roles import Right
from jisr.station.knowledge import queries
from jisr.station.knowledge.forms import TwoNamesForm
from jisr.station.knowledge.views.pages import may


@requires(Right.KNOWLEDGE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def why(request: HttpRequest) -> HttpResponse:
    """Names are posted, so that they stand in no address; nothing the station knows is read, so nothing is entered."""
    form = TwoNamesForm(request.POST or None)
    asked = form.cleaned_data if form.is_valid() else {}
    is_whole = bool(asked.get("first") and asked.get("second"))
    reading = queries.read_names(asked["first"], asked["second"]) if is_whole else None
    context = {"form": form, "reading": reading, "may_read_texts": may(request, Right.REPORT_READ)}
    is_part = getattr(request, "htmx", False)
    return render(request, "knowledge/names_reading.html" if is_part else "knowledge/names_why.html", context)
