"""Deciding on findings, one at a time or all at once. Answers with the changed parts of the report's page."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jisr.core.handling import DataCategory, SpecialCategory
from jisr.core.statements import Basis
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.intake import queries, services
from jisr.station.intake.claims import CLAIMS
from jisr.station.intake.forms import FurtherFindingForm
from jisr.station.intake.problems import ClaimNotPossibleError, FindingNotFoundError, WordsNotFoundError
from jisr.station.intake.queries.reports import report_of_finding
from jisr.station.intake.views.reading import report_context


@requires(Right.REPORT_WRITE)
@require_POST
def decide(request: HttpRequest, finding_id: UUID, decision: str) -> HttpResponse:
    if decision not in list(services.Decision):
        raise Http404
    report_id = report_of_finding(finding_id)
    if report_id is None:
        raise FindingNotFoundError
    entity = _uuid(request.POST.get("entity", ""))
    services.decide_finding(
        actor_of(request),
        finding_id,
        decision,
        claim=_claim(request.POST.get("claim", ""), entity),
        entity_id=entity,
        category=_category(request),
        basis=Basis.ASSESSMENT if request.POST.get("basis") == Basis.ASSESSMENT else Basis.FACT,
        special=[SpecialCategory(word) for word in request.POST.getlist("special") if word in list(SpecialCategory)],
    )
    return _changed(request, report_id)


@requires(Right.REPORT_WRITE)
@require_POST
def decide_all(request: HttpRequest, report_id: UUID) -> HttpResponse:
    decision = request.POST.get("decision", "")
    if decision not in (services.Decision.ACCEPT, services.Decision.REJECT):
        raise Http404
    decided = services.decide_all(actor_of(request), report_id, decision, category=_category(request))
    if not request.htmx:  # type: ignore[attr-defined]
        text = ngettext("%(n)d finding decided.", "%(n)d findings decided.", decided) % {"n": decided}
        messages.success(request, text)
    return _changed(request, report_id)


@requires(Right.REPORT_WRITE)
@require_POST
def choose_category(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """What the persons of the report are, where nobody says otherwise of one of them."""
    services.correct_report(actor_of(request), report_id, category=_category(request))
    return _changed(request, report_id)


@requires(Right.REPORT_WRITE)
@require_POST
def add(request: HttpRequest, report_id: UUID) -> HttpResponse:
    form = FurtherFindingForm(request.POST)
    if not form.is_valid():
        raise WordsNotFoundError
    services.add_finding(actor_of(request), report_id, form.kind_chosen(), form.cleaned_data["words"])
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, _("The words are marked."))
    return _changed(request, report_id)


def _changed(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The text and the findings as they now are; the whole page for a browser without scripts."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("intake:report", report_id)
    view = queries.report(report_id)
    if view is None:
        raise Http404
    response = render(request, "intake/report_parts.html", report_context(request, view))
    # The panels of other rooms on the page draw themselves afresh.
    response["HX-Trigger"] = "findings-changed"
    return response


def _claim(code: str, entity: UUID | None) -> str:
    """The property chosen; "" when it speaks of an entity and none was named: then the report alone is marked."""
    needs_entity = any(claim.needs_entity for claims in CLAIMS.values() for claim in claims if claim.code == code)
    return "" if needs_entity and entity is None else code


def _category(request: HttpRequest) -> DataCategory | None:
    given = request.POST.get("category", "")
    return DataCategory(given) if given in list(DataCategory) else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise ClaimNotPossibleError from error
