"""Taking a report in by hand: pasted text or a file."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jisr.core.handling import Handling
from jisr.interop.limits import DEFAULT, MEGABYTE
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.intake import queries, services
from jisr.station.intake.forms import NewReportForm
from jisr.station.ledger.actor import Actor
from jisr.station.web.forms import HandlingForm
from jisr.station.web.problems import Problem


@requires(Right.REPORT_WRITE)
@require_http_methods(["GET", "POST"])
def new_report(request: HttpRequest) -> HttpResponse:
    form = NewReportForm(request.POST or None, request.FILES or None)
    default = HandlingForm.initial_from(services.default_handling())
    handling_form = HandlingForm(request.POST or None, prefix="handling", initial=default)
    is_sent = request.method == "POST"
    if is_sent and form.is_valid() and handling_form.is_valid():
        try:
            handling = handling_form.handling(settings.IDENTITY.station_id)
            report_id = services.receive_report(actor_of(request), _draft(actor_of(request), form, handling))
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The report is taken in. Confirm what it says."))
            return redirect("intake:report", report_id)
    context = {
        "form": form,
        "handling_form": handling_form,
        "sources": queries.source_names(),
        "limit_mb": DEFAULT.document_bytes // MEGABYTE,
    }
    has_errors = is_sent and (bool(form.errors) or bool(handling_form.errors))
    return render(request, "intake/new.html", context, status=422 if has_errors else 200)


def _draft(actor: Actor, form: NewReportForm, handling: Handling) -> services.ReportDraft:
    known = {**form.known(), "received_at": form.cleaned_data["received_at"]}
    source = known.pop("source")
    upload = form.cleaned_data["file"]
    if upload is None or form.cleaned_data["text"].strip():
        files = () if upload is None else (_file(actor, upload),)
        return services.ReportDraft(
            text=form.cleaned_data["text"], source=source, handling=handling, attachments=files, **known
        )
    if not known["title"]:
        known.pop("title")
    data = services.bytes_of(actor, upload)
    document = services.read_document_file(actor, data, upload.name)
    media_type = upload.content_type or "application/octet-stream"
    return services.draft_of_document(document, upload.name, data, media_type, source, handling, **known)


def _file(actor: Actor, upload: "UploadedFile[Any]") -> services.AttachmentDraft:
    return services.AttachmentDraft(upload.name or "file", upload.content_type or "", services.bytes_of(actor, upload))
