"""Standing interests of partners and of this station. They may name persons: reading them is entered in the ledger."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries, services
from jisr.station.partners.problems import PartnerProblem
from jisr.station.partners.queries import InterestView
from jisr.station.partners.queries.interests import interest_view
from jisr.station.partners.record_forms import InterestForm, ShareForm
from jisr.station.partners.services.interests import KIND
from jisr.station.partners.views.page import page
from jisr.station.partners.views.stations import known
from jisr.station.partners.vocabulary import INTEREST_STATE_LABELS, INTEREST_STATE_TONES
from jisr.station.web.labels import PURPOSE, label_of
from jisr.station.web.localtime import country_name
from jisr.station.web.paging import page_of


@requires(Right.INTEREST_READ)
@require_safe
def interests(request: HttpRequest) -> HttpResponse:
    own = queries.own_station()
    is_own = request.GET.get("whose") == "own"
    rows = queries.interest_rows(own.station_id) if is_own else queries.interest_rows(others_than=own.station_id)
    shown_page = page_of(request, rows)
    tabs = [(_("Of partners"), "?whose=partners", not is_own), (_("Our own"), "?whose=own", is_own)]
    context = {
        "page": shown_page,
        "rows": _rows(request, shown_page.object_list, "own" if is_own else "partners"),
        "tabs": tabs,
    }
    return page(request, "interests.html", context)


@requires(Right.INTEREST_READ)
@require_safe
def panel(request: HttpRequest, station_id: str) -> HttpResponse:
    """A partner's interests, as a part of its page."""
    known(station_id)
    rows = _rows(request, queries.interest_rows(station_id)[:20], station_id)
    return page(request, "interests_panel.html", {"rows": rows, "station_id": station_id})


@requires(Right.INTEREST_WRITE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    own = queries.own_station()
    first = {"owner": request.GET.get("owner", own.station_id), "valid_from": timezone.localdate()}
    form = InterestForm(own, queries.partners(), request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            services.record_interest(actor_of(request), form.cleaned_data["owner"], form.terms())
        except PartnerProblem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The interest is recorded."))
            return _back(form.cleaned_data["owner"], own.station_id)
    context = {"form": form, "interest": None}
    return page(request, "interest_form.html", context, status=422 if form.errors else 200)


@requires(Right.INTEREST_WRITE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, interest_id: UUID) -> HttpResponse:
    own, view = queries.own_station(), _known(interest_id)
    record(actor_of(request), Act.CONSULTATION, KIND, str(interest_id))
    form = InterestForm(own, queries.partners(), request.POST or None, initial=InterestForm.initial_from(view))
    form.fields["owner"].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            services.change_interest(actor_of(request), interest_id, form.terms())
        except PartnerProblem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The interest is changed."))
            return _back(view.owner, own.station_id)
    context = {"form": form, "interest": view}
    return page(request, "interest_form.html", context, status=422 if form.errors else 200)


@requires(Right.INTEREST_WRITE)
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, interest_id: UUID) -> HttpResponse:
    """Tell partners of an own interest, after seeing what goes and what stays."""
    view, everyone = _known(interest_id), queries.partners()
    form = ShareForm(everyone, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.share_interest(actor_of(request), interest_id, form.cleaned_data["recipients"])
        except PartnerProblem as problem:
            problem.attach_to(form)
        else:
            messages.success(request, _("The interest is on its way to the partners chosen."))
            return _back(view.owner, queries.own_station().station_id)
    names = {each.station_id: each.name() for each in everyone}
    context = {"form": form, "row": _shown(view, names), "told": [names.get(each, each) for each in view.shared_with]}
    return page(request, "interest_share.html", context, status=422 if form.errors else 200)


@requires(Right.INTEREST_WRITE)
@require_POST
def withdraw(request: HttpRequest, interest_id: UUID) -> HttpResponse:
    view = _known(interest_id)
    services.withdraw_interest(actor_of(request), interest_id)
    messages.success(request, _("The interest is withdrawn."))
    return _back(view.owner, queries.own_station().station_id)


def _rows(request: HttpRequest, rows: Any, list_id: str) -> list[dict[str, Any]]:
    """The interests as shown; showing them is entered in the ledger."""
    now = timezone.now()
    own = queries.own_station()
    names = {own.station_id: own.name(), **{view.station_id: view.name() for view in queries.partners()}}
    found = [_shown(interest_view(row, now), names) for row in rows]
    if found:
        record(actor_of(request), Act.CONSULTATION, KIND, f"list:{list_id}", detail={"count": len(found)})
    return found


def _shown(view: InterestView, names: dict[str, str]) -> dict[str, Any]:
    return {
        "view": view,
        "owner": names.get(view.owner, view.owner),
        "topics": [label_of(PURPOSE, value) for value in view.topics],
        "countries": [country_name(code) for code in view.countries],
        "state": label_of(dict(INTEREST_STATE_LABELS), view.state),
        "tone": INTEREST_STATE_TONES[view.state],
        "is_open": view.state in ("future", "valid"),
    }


def _known(interest_id: UUID) -> InterestView:
    view = queries.interest(interest_id, timezone.now())
    if view is None:
        raise PartnerProblem("interest_unknown", gettext_lazy("There is no such interest."), status=404)
    return view


def _back(owner: str, own_id: str) -> HttpResponse:
    answer = redirect("partners:interests")
    answer["Location"] += f"?whose={'own' if owner == own_id else 'partners'}"
    return answer
