"""Reading and exporting the ledger."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.ledger import queries as ledger
from jisr.station.oversight import labels, searches, services
from jisr.station.oversight.forms import EntryFilterForm, KeepForm, RangeForm
from jisr.station.oversight.problems import NoSuchEntryProblem, NoSuchPlaceProblem
from jisr.station.oversight.queries import entry_proof, integrity_state, view_of
from jisr.station.oversight.verifier import FILE_NAME as VERIFIER_NAME
from jisr.station.oversight.verifier import verifier_page
from jisr.station.web.problems import Problem

PANEL_SIZE, PER_PAGE, MOST_COUNTED = 10, 25, 10_000


@requires(Right.LEDGER_READ)
@require_safe
def ledger_page(request: HttpRequest) -> HttpResponse:
    """Entries, newest first, narrowed by the filter. Looking is itself an entry, made after the page was read."""
    form = EntryFilterForm(request.GET)
    wanted = form.wanted()
    page = page_at(request, wanted)
    narrowed_by = sum(bool(request.GET.get(name)) for name in form.fields)
    query = query_without_place(request)
    context = {
        "form": form,
        "page": page,
        "rows": [view_of(stored) for stored in page.rows],
        "count": ledger.count_entries(wanted, MOST_COUNTED),
        "most_counted": MOST_COUNTED,
        "state": integrity_state(),
        "checkpoint": ledger.latest_checkpoint(),
        "query": query,
        "is_narrowed": narrowed_by > 0,
        "kept": searches.searches_of(request.user.get_username()),
        "keep_form": KeepForm(),
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
def life_page(request: HttpRequest, record_kind: str, record_id: str) -> HttpResponse:
    """Every entry about one record, newest first: its whole life, with who and why."""
    page = page_at(request, ledger.EntryFilter(record_kind=record_kind, record_id=record_id))
    if not page.rows:
        raise NoSuchEntryProblem
    rows = [view_of(stored) for stored in page.rows]
    assert isinstance(request.user, User)
    context = {
        "rows": rows,
        "page": page,
        "query": query_without_place(request),
        "kind_label": rows[0].kind_label,
        "record_kind": record_kind,
        "record_id": record_id,
        "open": labels.record_page(request.user, record_kind, record_id),
        "count": ledger.count_entries(ledger.EntryFilter(record_kind=record_kind, record_id=record_id), MOST_COUNTED),
    }
    services.note_reading(actor_of(request), f"life:{record_kind}")
    return render(request, "oversight/life.html", context)


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
def export_csv(request: HttpRequest) -> HttpResponseBase:
    """What the filter on the ledger page found, as a sheet; without proofs."""
    lines = services.csv_matching(actor_of(request), EntryFilterForm(request.GET).wanted())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ledger.csv"'
    return response


@requires(Right.LEDGER_VERIFY)
@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The page that verifies bundles in a browser, as a file to keep."""
    response = HttpResponse(verifier_page(), content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{VERIFIER_NAME}"'
    return response


@requires(Right.OVERSEE)
@require_http_methods(["POST"])
def keep_search(request: HttpRequest) -> HttpResponse:
    """Keep the search that is shown under a name."""
    form = KeepForm(request.POST)
    if form.is_valid():
        searches.keep_search(actor_of(request), form.cleaned_data["name"], request.GET.urlencode())
        messages.success(request, _("The search is kept."))
    return redirect(f"{reverse('oversight:ledger')}?{request.GET.urlencode()}")


@requires(Right.OVERSEE)
@require_http_methods(["POST"])
def forget_search(request: HttpRequest, search_id: UUID) -> HttpResponse:
    """Forget a kept search."""
    searches.forget_search(actor_of(request), search_id)
    return redirect("oversight:ledger")


@requires(Right.LEDGER_EXPORT)
@require_http_methods(["POST"])
def export_entry(request: HttpRequest, index: int) -> HttpResponseBase:
    """Export one entry with its proof."""
    return _download(services.export_entry(actor_of(request), index))


def page_at(request: HttpRequest, wanted: ledger.EntryFilter) -> ledger.EntryPage:
    """The page that `after` or `before` in the address names; the first where they name no place."""
    try:
        return ledger.page_of_entries(
            wanted, after=request.GET.get("after", ""), before=request.GET.get("before", ""), limit=PER_PAGE
        )
    except ValueError:
        raise NoSuchPlaceProblem from None


def query_without_place(request: HttpRequest) -> str:
    """The query string of the search without the place in its list."""
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    return query.urlencode()


def _download(bundle: services.Bundle) -> StreamingHttpResponse:
    response = StreamingHttpResponse(bundle.lines, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{bundle.filename}"'
    return response
