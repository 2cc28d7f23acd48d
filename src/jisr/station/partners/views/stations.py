"""The network: list and map of partners, one partner's page, a card coming in, changes of state."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.core.handling import PartnerState
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.ledger.queries import partner_state
from jisr.station.partners import queries, services
from jisr.station.partners.bridges import draw_map
from jisr.station.partners.forms import CardForm, PartnerFilterForm, RegionForm, SuiteForm
from jisr.station.partners.problems import PartnerProblem, UnknownPartnerProblem
from jisr.station.partners.queries import PartnerView
from jisr.station.partners.views.page import page
from jisr.station.partners.vocabulary import KIND_LABELS, REGION_LABELS, STATE_TONES
from jisr.station.web.labels import PARTNER_STATE, label_of
from jisr.station.web.paging import page_of


@requires(Right.PARTNER_READ)
@require_safe
def stations(request: HttpRequest) -> HttpResponse:
    """List and map, filtered alike."""
    form = PartnerFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    everyone = queries.partners()
    chosen = [view for view in everyone if _is_wanted(view, wanted)]
    shown_page = page_of(request, chosen)
    whole_world = request.GET.get("map") == "world"
    context = {
        "form": form,
        "page": shown_page,
        "rows": [shown(view) for view in shown_page.object_list],
        "map": draw_map(queries.own_station(), chosen, whole_world=whole_world),
        "whole_world": whole_world,
        "states": [(state.value, label_of(PARTNER_STATE, state.value)) for state in PartnerState],
        "has_any": bool(everyone),
    }
    return page(request, "stations.html", context)


@requires(Right.PARTNER_WRITE)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A card comes in."""
    form = CardForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            station_id = services.add_partner(
                actor_of(request), form.card_bytes(), region=data["region"], code=data["code"]
            )
        except PartnerProblem as problem:
            problem.attach_to(form)
        else:
            return redirect("partners:station", station_id)
    return page(request, "add.html", {"form": form}, status=422 if form.errors else 200)


@requires(Right.PARTNER_READ)
@require_safe
def station(request: HttpRequest, station_id: str) -> HttpResponse:
    """Everything about one partner; interests and dispatches come as parts of their own."""
    view = known(station_id)
    officer = actor_of(request).user_id
    cards = queries.card_history(station_id)
    compared = next((each for each in cards if each.origin == "file"), None)
    comparisons = compared.comparisons if compared else ()
    context = {
        "partner": shown(view),
        "agreements": queries.agreements(station_id),
        "cards": cards,
        "comparisons": comparisons,
        "is_rotated": bool(cards) and cards[0].origin == "rotation",
        "has_compared": any(each.matched and each.officer_id == officer for each in comparisons),
        "log_state": partner_state(station_id),
        "region_form": RegionForm(initial={"region": view.region}),
        "suite_form": SuiteForm(initial=SuiteForm.initial_from(view.minimum_strength)),
        "suites": view.card.suites if view.card else (),
        "fellow_stations": [each for each in queries.partners() if _is_fellow(each, view)],
    }
    return page(request, "station.html", context)


@requires(Right.PARTNER_READ)
@require_safe
def card_file(request: HttpRequest, station_id: str) -> HttpResponse:
    """The partner's card, exactly as it was signed."""
    view = known(station_id)
    if view.card is None:
        raise UnknownPartnerProblem
    return card_response(view.card.signed_bytes, station_id, view.card.sequence)


@requires(Right.PARTNER_WRITE)
@require_POST
def activate(request: HttpRequest, station_id: str) -> HttpResponse:
    services.activate(actor_of(request), station_id)
    messages.success(request, _("The partner is active: dispatches go both ways, within agreements."))
    return redirect("partners:station", station_id)


@requires(Right.PARTNER_WRITE)
@require_POST
def suspend(request: HttpRequest, station_id: str) -> HttpResponse:
    services.suspend(actor_of(request), station_id, request.POST.get("reason", ""))
    messages.success(request, _("The partner is suspended. You can lift the suspension at any time."))
    return redirect("partners:station", station_id)


@requires(Right.PARTNER_WRITE)
@require_POST
def lift(request: HttpRequest, station_id: str) -> HttpResponse:
    services.lift_suspension(actor_of(request), station_id)
    messages.success(request, _("The suspension is lifted."))
    return redirect("partners:station", station_id)


@requires(Right.PARTNER_WRITE)
@require_POST
def revoke(request: HttpRequest, station_id: str) -> HttpResponse:
    services.revoke(actor_of(request), station_id, request.POST.get("reason", ""))
    messages.success(request, _("The partner's card is revoked. Nothing goes to it any more."))
    return redirect("partners:station", station_id)


@requires(Right.PARTNER_WRITE)
@require_POST
def discard(request: HttpRequest, station_id: str) -> HttpResponse:
    services.discard_proposal(actor_of(request), station_id, request.POST.get("reason", ""))
    messages.success(request, _("The proposed card is discarded. It is kept as evidence and can be proposed again."))
    return redirect("partners:list")


@requires(Right.PARTNER_WRITE)
@require_POST
def region(request: HttpRequest, station_id: str) -> HttpResponse:
    services.set_region(actor_of(request), station_id, request.POST.get("region", ""))
    messages.success(request, _("The region is changed."))
    return redirect("partners:station", station_id)


@requires(Right.PARTNER_WRITE)
@require_POST
def minimum_suite(request: HttpRequest, station_id: str) -> HttpResponse:
    services.set_minimum_suite(actor_of(request), station_id, request.POST.get("suite", ""))
    messages.success(request, _("The weakest suite accepted is changed."))
    return redirect("partners:station", station_id)


def known(station_id: str) -> PartnerView:
    """The partner, or the problem that there is none."""
    view = queries.partner(station_id)
    if view is None:
        raise UnknownPartnerProblem
    return view


def shown(view: PartnerView) -> dict[str, Any]:
    """A partner with the words and tones of the reader's language."""
    return {
        "view": view,
        "name": view.name(),
        "kind": label_of(dict(KIND_LABELS), view.kind),
        "region": label_of(dict(REGION_LABELS), view.region),
        "state": label_of(PARTNER_STATE, view.state.value),
        "tone": STATE_TONES[view.state.value],
    }


def card_response(signed_bytes: bytes, station_id: str, sequence: int) -> HttpResponse:
    """A card as a file to keep."""
    answer = HttpResponse(signed_bytes, content_type="application/jose+json")
    answer["Content-Disposition"] = f'attachment; filename="{station_id}-{sequence}.jisr-card.json"'
    return answer


def _is_wanted(view: PartnerView, wanted: dict[str, str]) -> bool:
    text = wanted.get("q", "").strip().casefold()
    names = " ".join([view.station_id, *view.names.values()]).casefold()
    return (
        text in names
        and wanted.get("state") in ("", None, view.state.value)
        and wanted.get("region") in ("", None, view.region)
        and wanted.get("kind") in ("", None, view.kind)
    )


def _is_fellow(each: PartnerView, view: PartnerView) -> bool:
    """Another station of the same service."""
    same = (each.country, each.kind, each.names.get("en")) == (view.country, view.kind, view.names.get("en"))
    return same and each.station_id != view.station_id
