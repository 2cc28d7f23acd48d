"""Agreements: list, one with its versions, new, amended, renewed, ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from jisr.core.handling import AS_THEY_ARE, Equivalence, Mark, scale_of
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.partners import queries, services
from jisr.station.partners.equivalence_forms import EquivalenceForm
from jisr.station.partners.problems import PartnerProblem
from jisr.station.partners.queries import AgreementView
from jisr.station.partners.record_forms import AgreementFilterForm, AgreementForm, EndForm, RenewalForm
from jisr.station.partners.views.page import page
from jisr.station.partners.vocabulary import AGREEMENT_STATE_LABELS, AGREEMENT_STATE_TONES, reader_language
from jisr.station.web.labels import CATEGORY, CLASSIFICATION, ONWARD, PURPOSE, label_of
from jisr.station.web.paging import page_of


@requires(Right.PARTNER_READ)
@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    form = AgreementFilterForm(AGREEMENT_STATE_LABELS, queries.partners(), request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.agreements(wanted.get("partner", ""), wanted.get("state", ""))
    shown_page, names = page_of(request, found), partner_names()
    context = {"form": form, "page": shown_page, "rows": [shown(view, names) for view in shown_page.object_list]}
    return page(request, "agreements.html", context)


@requires(Right.PARTNER_READ)
@require_safe
def agreement(request: HttpRequest, thread: UUID) -> HttpResponse:
    view = known(thread)
    context = {
        **shown(view, partner_names()),
        "agreement": view,
        "versions": queries.agreement_versions(thread),
        "can_change": view.state != "ended" and not view.end_reason,
    }
    return page(request, "agreement.html", context)


@requires(Right.AGREEMENT_WRITE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = AgreementForm(
        queries.partners(), request.POST or None, initial={"parties": [request.GET.get("partner", "")]}
    )
    levels = EquivalenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and levels.is_valid():
        try:
            thread = services.record_agreement(actor_of(request), form.terms(levels.table()))
        except PartnerProblem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The agreement is recorded."))
            return redirect("partners:agreement", thread)
    context = {"form": form, "levels": levels, "agreement": None}
    return page(request, "agreement_form.html", context, status=422 if form.errors or levels.errors else 200)


@requires(Right.AGREEMENT_WRITE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, thread: UUID) -> HttpResponse:
    view = known(thread)
    form = AgreementForm(queries.partners(), request.POST or None, initial=AgreementForm.initial_from(view))
    levels = EquivalenceForm(request.POST or None, initial=EquivalenceForm.initial_from(view.table))
    if request.method == "POST" and form.is_valid() and levels.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            services.amend_agreement(actor_of(request), thread, form.terms(levels.table()), version=version)
        except PartnerProblem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The agreement is amended; the version before is kept."))
            return redirect("partners:agreement", thread)
    context = {"form": form, "levels": levels, "agreement": view}
    return page(request, "agreement_form.html", context, status=422 if form.errors or levels.errors else 200)


@requires(Right.AGREEMENT_WRITE)
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, thread: UUID) -> HttpResponse:
    view = known(thread)
    form = RenewalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            renewed = services.renew_agreement(actor_of(request), thread, **form.cleaned_data)
        except PartnerProblem as problem:
            problem.attach_to(form)
        else:
            messages.success(
                request, _("The agreement is renewed on the same terms. Amend them here where they change.")
            )
            return redirect("partners:agreement", renewed)
    context = {"form": form, "agreement": view, "heading": gettext_lazy("Renew the agreement"), "text": _renewal_text()}
    return page(request, "agreement_step.html", context, status=422 if form.errors else 200)


@requires(Right.AGREEMENT_WRITE)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, thread: UUID) -> HttpResponse:
    view = known(thread)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.end_agreement(actor_of(request), thread, **form.cleaned_data)
        except PartnerProblem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The end of the agreement is recorded."))
            return redirect("partners:agreement", thread)
    context = {
        "form": form,
        "agreement": view,
        "heading": gettext_lazy("End the agreement"),
        "text": _end_text(),
        "tone": "danger",
    }
    return page(request, "agreement_step.html", context, status=422 if form.errors else 200)


def known(thread: UUID) -> AgreementView:
    """The agreement, or the problem that there is none."""
    view = queries.agreement(thread)
    if view is None:
        raise PartnerProblem("agreement_unknown", gettext_lazy("There is no such agreement."), status=404)
    return view


def partner_names() -> dict[str, str]:
    """Names in the reader's language by station id."""
    return {each.station_id: each.name() for each in queries.partners()}


def shown(view: AgreementView, names: dict[str, str]) -> dict[str, object]:
    """An agreement with the words of the reader's language."""
    return {
        "view": view,
        "state": label_of(dict(AGREEMENT_STATE_LABELS), view.state),
        "tone": AGREEMENT_STATE_TONES[view.state],
        "parties": [(station_id, names.get(station_id, station_id)) for station_id in view.parties],
        "purposes": [label_of(PURPOSE, value) for value in view.purposes],
        "categories": [label_of(CATEGORY, value) for value in view.data_categories],
        "classification": label_of(CLASSIFICATION, view.highest_classification.code),
        "onward": label_of(ONWARD, view.onward),
        "levels": shown_levels(view.table),
    }


def shown_levels(table: Equivalence) -> list[tuple[str, str, str]]:
    """(own level, level as written, scale) of each row; empty where both sides use Jisr's own levels."""
    if table == AS_THEY_ARE:
        return []
    language = reader_language()
    rows = sorted(table.rows, key=lambda row: (row.scale != table.scale, row.scale, row.own))
    return [
        (
            label_of(CLASSIFICATION, row.own.code),
            Mark(row.scale, row.level).text,
            scale_of(row.scale).names.get(language, row.scale),
        )
        for row in rows
    ]


def _renewal_text() -> str:
    return _("A new agreement begins on the day after the last day of this one, on the same terms.")


def _end_text() -> str:
    return _("After the last day nothing personal may go to these partners, unless another agreement covers it.")
