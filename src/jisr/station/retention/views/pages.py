"""What is erased when, what was erased, and keeping longer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.retention import queries, services
from jisr.station.retention.facts import facts_of
from jisr.station.retention.forms import EndingFilterForm, LongerForm
from jisr.station.retention.views.page import page
from jisr.station.vault.certificates import certificates, proof_of_erasure
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem


@requires(Right.RETENTION_READ)
@require_safe
def upcoming(request: HttpRequest) -> HttpResponse:
    form = EndingFilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    asked = wanted.get("days")
    days = queries.DAYS_AHEAD if asked is None else int(asked)
    found = page_of(request, queries.ending(days, wanted.get("kind", "")))
    statements = [] if wanted.get("kind") else queries.statements_ending(days)
    context = {
        "form": form,
        "page": found,
        "days": days,
        "statements": statements[:10],
        "statement_count": sum(count for _day, count in statements),
        "extensions": queries.extensions(),
    }
    return page(request, "upcoming.html", context, tab="upcoming")


@requires(Right.RETENTION_READ)
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("record", "").strip()
    try:
        proof = proof_of_erasure(UUID(asked)) if asked else None
    except ValueError:
        proof = None
    context = {"page": page_of(request, certificates()), "asked": asked, "proof": proof}
    return page(request, "erased.html", context, tab="erased")


@requires(Right.RETENTION_DECIDE)
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, kind: str, record_id: UUID) -> HttpResponse:
    facts = facts_of(kind, record_id)
    if facts is None:
        raise Http404
    form = LongerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.extend(actor_of(request), kind, record_id, **form.cleaned_data)
        except Problem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("Kept longer."))
            return redirect("retention:upcoming")
    return page(request, "extend.html", {"form": form, "facts": facts}, status=400 if form.errors else 200)


@requires(Right.RETENTION_DECIDE)
@require_POST
def undo_extension(request: HttpRequest, extension_id: UUID) -> HttpResponse:
    services.undo_extension(actor_of(request), extension_id)
    messages.success(request, _("Undone: its own last day counts again."))
    return redirect("retention:upcoming")
