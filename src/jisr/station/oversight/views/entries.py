"""Reading and exporting the ledger."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.ledger import queries as ledger
from jisr.station.oversight import labels, services
from jisr.station.oversight.forms import EntryFilterForm, RangeForm
from jisr.station.oversight.queries import entry_proof, integrity_state, view_of
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem

PANEL_SIZE = 10


@requires(Right.LEDGER_READ)
@require_safe
def ledger_page(request: HttpRequest) -> HttpResponse:
    """Entries, newest first, narrowed by the filter. Looking is itself an entry, made after the page was read."""
    form = EntryFilterForm(request.GET)
    page = page_of(request, ledger.search(form.wanted()))
    rows = [view_of(ledger.stored(row)) for row in page.object_list]
    narrowed_by = sum(bool(request.GET.get(name)) for name in form.fields)
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "state": integrity_state(),
        "checkpoint": ledger.latest_checkpoint(),
        "query": request.GET.urlencode(),
        "is_narrowed": narrowed_by > 0,
    }
    services.note_reading(actor_of(request), "search", narrowed_by)
    return render(request, "oversight/ledger.html", context)


@requires(Right.LEDGER_READ)
@require_safe
def entry_page(request: HttpRequest, index: int) -> HttpResponse:
    """One entry with the proof that it is in the ledger."""
    proof = entry_proof(index)
    services.note_reading(actor_of(request), f"entry:{index}")
    entry = proof.view.entry
    assert isinstance(request.user, User)
    page = labels.record_page(request.user, entry.record_kind, entry.record_id) if entry else None
    context = {"proof": proof, "view": proof.view, "entry": entry, "page": page, "last_index": proof.size - 1}
    return render(request, "oversight/entry.html", context)


@requires(Right.LEDGER_READ)
@require_safe
def record_panel(request: HttpRequest, record_kind: str, record_id: str) -> HttpResponse:
    """The newest entries about one record, for the page of that record."""
    rows = [view_of(stored) for stored in ledger.entries_about(record_kind, record_id, PANEL_SIZE)]
    context = {"rows": rows, "record_kind": record_kind, "record_id": record_id}
    return render(request, "oversight/record_panel.html", context)


@requires(Right.LEDGER_EXPORT)
@require_http_methods(["GET", "POST"])
def export_page(request: HttpRequest) -> HttpResponseBase:
    """Export a range; the answer to POST is the bundle."""
    size = ledger.size()
    form = RangeForm(request.POST or None, initial={"first": 0, "last": max(size - 1, 0)})
    if request.method == "POST" and form.is_valid():
        try:
            return _download(
                services.export_range(actor_of(request), form.cleaned_data["first"], form.cleaned_data["last"])
            )
        except Problem as problem:
            problem.attach_to(form)
    status = 422 if form.errors else 200
    return render(request, "oversight/export.html", {"form": form, "size": size}, status=status)


@requires(Right.LEDGER_EXPORT)
@require_http_methods(["POST"])
def export_selection(request: HttpRequest) -> HttpResponseBase:
    """Export what the filter on the ledger page found."""
    return _download(services.export_matching(actor_of(request), EntryFilterForm(request.GET).wanted()))


@requires(Right.LEDGER_EXPORT)
@require_http_methods(["POST"])
def export_entry(request: HttpRequest, index: int) -> HttpResponseBase:
    """Export one entry with its proof."""
    return _download(services.export_entry(actor_of(request), index))


def _download(bundle: services.Bundle) -> StreamingHttpResponse:
    response = StreamingHttpResponse(bundle.lines, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{bundle.filename}"'
    return response
