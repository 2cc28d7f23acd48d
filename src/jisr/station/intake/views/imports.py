"""Lists: bring one in, watch it, stop it, take up what was wrong with it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jisr.core.handling import DataCategory, Handling
from jisr.interop.kinds import FileKind
from jisr.interop.limits import DEFAULT, MEGABYTE
from jisr.interop.lists import write_wrong_rows
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.intake import queries, services
from jisr.station.intake.forms import ListForm
from jisr.station.intake.models import ListImport
from jisr.station.intake.problems import reader_language
from jisr.station.intake.queries.imports import problem_of
from jisr.station.intake.services.imports import WRONG_SUFFIX
from jisr.station.intake.views.marking import strictest_level
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.web.forms import HandlingForm
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem

_SHOWN_WRONG_ROWS = 50
_TYPES = {"csv": "text/csv", "xml": "application/xml", "jsonl": "application/jsonl"}


@requires(Right.REPORT_WRITE)
@require_GET
def import_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.imports())
    record(actor_of(request), Act.CONSULTATION, "imports", "list", detail={"shown": len(page.object_list)})
    marking = strictest_level(row.classification for row in page.object_list)
    return render(request, "intake/imports.html", {"page": page, "page_marking": marking})


@requires(Right.REPORT_WRITE)
@require_http_methods(["GET", "POST"])
def new_import(request: HttpRequest) -> HttpResponse:
    form = ListForm(request.POST or None, request.FILES or None)
    default = HandlingForm.initial_from(services.default_handling())
    handling_form = HandlingForm(request.POST or None, prefix="handling", initial=default)
    is_sent = request.method == "POST"
    if is_sent and form.is_valid() and handling_form.is_valid():
        try:
            draft = _draft(actor_of(request), form, handling_form.handling(settings.IDENTITY.station_id))
            import_id = services.start_import(actor_of(request), draft)
        except Problem as problem:
            problem.attach_to(form)
        else:
            return redirect("intake:import", import_id)
    context = {
        "form": form,
        "handling_form": handling_form,
        "sources": queries.source_names(),
        "limit_mb": DEFAULT.list_bytes // MEGABYTE,
    }
    has_errors = is_sent and (bool(form.errors) or bool(handling_form.errors))
    return render(request, "intake/import_new.html", context, status=422 if has_errors else 200)


@requires(Right.REPORT_WRITE)
@require_GET
def import_page(request: HttpRequest, import_id: UUID) -> HttpResponse:
    held = _held(import_id)
    record(actor_of(request), Act.CONSULTATION, "import", str(import_id))
    return render(request, "intake/import.html", {**_context(held), "page_marking": held.own_handling()})


@requires(Right.REPORT_WRITE)
@require_GET
def import_state(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The part of the page that changes while the list is being read; asked for every second."""
    return render(request, "intake/import_state.html", _context(_held(import_id)))


@requires(Right.REPORT_WRITE)
@require_POST
def stop(request: HttpRequest, import_id: UUID) -> HttpResponse:
    services.stop_import(actor_of(request), import_id)
    messages.success(request, _("The import ends after the rows it is at. What has landed stays."))
    return redirect("intake:import", import_id)


@requires(Right.REPORT_WRITE)
@require_POST
def resume(request: HttpRequest, import_id: UUID) -> HttpResponse:
    services.resume_import(actor_of(request), import_id)
    messages.success(request, _("The import goes on; rows that landed before are not landed twice."))
    return redirect("intake:import", import_id)


@requires(Right.REPORT_WRITE)
@require_GET
def wrong_rows_file(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The wrong rows in the form they came in, to be mended and imported again."""
    held = _held(import_id)
    rows = queries.wrong_rows(import_id)
    extension, content = write_wrong_rows(FileKind(held.kind), tuple(held.header), rows, reader_language())
    record(actor_of(request), Act.CONSULTATION, "import", str(import_id), detail={"wrong_rows": held.rows_wrong})
    media_type = _TYPES.get(extension, "application/octet-stream")
    response = HttpResponse(content, content_type=media_type)
    safe = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in held.name).strip("-")
    response["Content-Disposition"] = f'attachment; filename="{safe or "list"}{WRONG_SUFFIX}.{extension}"'
    return response


def _held(import_id: UUID) -> ListImport:
    held = queries.import_view(import_id)
    if held is None:
        raise Http404
    return held


def _context(held: ListImport) -> dict[str, Any]:
    language = reader_language()
    wrong = [
        {"line": row.line, "reasons": [(problem.field, problem.sentence(language)) for problem in row.problems]}
        for row, _number in zip(queries.wrong_rows(held.id), range(_SHOWN_WRONG_ROWS), strict=False)
    ]
    return {
        "held": held,
        "wrong": wrong,
        "more_wrong": max(0, held.rows_wrong - len(wrong)),
        "notes": [problem_of(problem).sentence(language) for problem in held.problems],
        "failure": problem_of(held.failure).sentence(language) if held.failure else "",
        "total": max(held.rows_total or 0, held.rows_read),
    }


def _draft(actor: Actor, form: ListForm, handling: Handling) -> services.ImportDraft:
    data = form.cleaned_data
    return services.ImportDraft(
        file_name=data["file"].name,
        data=services.bytes_of(actor, data["file"]),
        source=data["source"],
        handling=handling,
        name=data["name"],
        grade=data["given_grade"],
        category=DataCategory(data["category"]) if data["category"] else None,
    )
