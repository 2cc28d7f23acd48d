"""Search in the texts of reports and dispatches."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.knowledge import queries
from jisr.station.knowledge.forms import TextFilterForm
from jisr.station.knowledge.views.marking import strictest_of
from jisr.station.knowledge.views.pages import SlicedHits
from jisr.station.ledger.services import Act, record
from jisr.station.web.paging import page_of


@requires(Right.REPORT_READ)
def text_list(request: HttpRequest) -> HttpResponse:
    form = TextFilterForm(request.GET)
    form.is_valid()
    asked, lang = form.cleaned_data.get("q", ""), form.cleaned_data.get("lang", "")
    found = SlicedHits(lambda limit, offset: queries.search_texts(asked, lang=lang, limit=limit, offset=offset))
    page = page_of(request, found)
    hits = list(page.object_list)
    record(actor_of(request), Act.CONSULTATION, "texts", "list", detail={"shown": len(hits)})
    context = {
        "page": page,
        "hits": hits,
        "form": form,
        "asked": asked,
        "may_read_texts": True,
        "page_marking": strictest_of(hit.handling for hit in hits),
    }
    return render(request, "knowledge/texts.html", context)
