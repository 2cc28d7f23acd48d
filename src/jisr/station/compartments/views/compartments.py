"""Compartments: those one is in, one of them, and what its owner decides about it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.compartments import queries, services
from jisr.station.compartments.forms import (
    ArrivalsForm,
    CompartmentForm,
    HandOverForm,
    MemberForm,
    PutInForm,
    RenewForm,
)
from jisr.station.compartments.problems import CompartmentNotFoundError
from jisr.station.compartments.queries.openings import openings_of_compartment
from jisr.station.compartments.views.page import acted, page, reader
from jisr.station.ledger.services import Act, record

FORMS: dict[str, type[Form]] = {
    "member": MemberForm,
    "put_in": PutInForm,
    "arrivals": ArrivalsForm,
    "hand_over": HandOverForm,
}


@requires(Right.COMPARTMENT_READ)
@require_safe
def compartment_list(request: HttpRequest) -> HttpResponse:
    return page(request, "list.html", {"compartments": queries.compartments_of(reader(request))})


@requires(Right.COMPARTMENT_WRITE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = CompartmentForm(request.POST or None)
    made: list[UUID] = []

    def act(values: dict[str, Any]) -> None:
        made.append(services.open_compartment(actor_of(request), **values))

    if acted(request, form, act, _("The compartment is open; only you are in it.")):
        return redirect("compartments:one", made[0])
    return page(request, "new.html", {"form": form}, status=422 if form.errors else 200)


@requires(Right.COMPARTMENT_READ)
@require_safe
def one(request: HttpRequest, compartment_id: UUID) -> HttpResponse:
    return _one(request, compartment_id)


def _one(request: HttpRequest, compartment_id: UUID, sent: Form | None = None) -> HttpResponse:
    """The page, with the form that was sent and did not fit."""
    held = queries.compartment(reader(request), compartment_id)
    if held is None:
        raise CompartmentNotFoundError
    forms = {name: sent if isinstance(sent, kind) else kind() for name, kind in FORMS.items()}
    context = {
        "held": held,
        "forms": forms,
        "sent": next((name for name, kind in FORMS.items() if isinstance(sent, kind)), ""),
        "openings": openings_of_compartment(held.id) if held.is_own else [],
    }
    shown = len(held.placed) + len(held.inherited)
    record(actor_of(request), Act.CONSULTATION, "compartment", str(held.id), detail={"shown": shown})
    return page(request, "one.html", context, status=422 if sent is not None else 200)


def _decide(
    request: HttpRequest, compartment_id: UUID, form: Form, act: Callable[[dict[str, Any]], object], done: str
) -> HttpResponse:
    if acted(request, form, act, done):
        return redirect("compartments:one", compartment_id)
    return _one(request, compartment_id, form)


@requires(Right.COMPARTMENT_WRITE)
@require_POST
def add_member(request: HttpRequest, compartment_id: UUID) -> HttpResponse:
    actor = actor_of(request)

    def act(values: dict[str, Any]) -> None:
        services.add_member(actor, compartment_id, values.pop("username"), **values)

    return _decide(request, compartment_id, MemberForm(request.POST), act, _("The person is in the compartment."))


@requires(Right.COMPARTMENT_WRITE)
@require_POST
def renew_member(request: HttpRequest, compartment_id: UUID) -> HttpResponse:
    form = RenewForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        services.renew_member(actor_of(request), compartment_id, values["username"], until=values["until"])
        messages.success(request, _("The membership lasts longer."))
    return redirect("compartments:one", compartment_id)


@requires(Right.COMPARTMENT_WRITE)
@require_POST
def end_member(request: HttpRequest, compartment_id: UUID, username: str) -> HttpResponse:
    services.end_member(actor_of(request), compartment_id, username)
    messages.success(request, _("The person is no longer in the compartment."))
    return redirect("compartments:one", compartment_id)


@requires(Right.COMPARTMENT_WRITE)
@require_POST
def put_in(request: HttpRequest, compartment_id: UUID) -> HttpResponse:
    actor = actor_of(request)

    def act(values: dict[str, Any]) -> None:
        services.put_in(actor, compartment_id, values["reference"], reason=values["reason"])

    done = _("The record is hidden, with everything drawn from it.")
    return _decide(request, compartment_id, PutInForm(request.POST), act, done)


@requires(Right.COMPARTMENT_WRITE)
@require_POST
def place_arrivals(request: HttpRequest, compartment_id: UUID) -> HttpResponse:
    actor = actor_of(request)

    def act(values: dict[str, Any]) -> None:
        services.place_arrivals(
            actor, compartment_id, values["station_id"].strip(), values["purpose"], reason=values["reason"]
        )

    done = _("What comes from this partner lands in the compartment.")
    return _decide(request, compartment_id, ArrivalsForm(request.POST), act, done)


@requires(Right.COMPARTMENT_WRITE)
@require_POST
def take_out(request: HttpRequest, compartment_id: UUID) -> HttpResponse:
    subject, reason = request.POST.get("subject", ""), request.POST.get("reason", "")
    services.take_out(actor_of(request), compartment_id, subject, reason=reason)
    messages.success(request, _("The record is seen like everything else again."))
    return redirect("compartments:one", compartment_id)


@requires(Right.COMPARTMENT_READ)
@require_POST
def hand_over(request: HttpRequest, compartment_id: UUID) -> HttpResponse:
    """By the owner, or by oversight where the owner is gone."""
    actor = actor_of(request)

    def act(values: dict[str, Any]) -> None:
        services.hand_over(actor, compartment_id, values["username"], reason=values["reason"])

    return _decide(request, compartment_id, HandOverForm(request.POST), act, _("The compartment has a new owner."))


@requires(Right.COMPARTMENT_WRITE)
@require_POST
def review(request: HttpRequest, compartment_id: UUID) -> HttpResponse:
    services.review_compartment(actor_of(request), compartment_id, remark=request.POST.get("remark", ""))
    messages.success(request, _("The review is noted."))
    return redirect("compartments:one", compartment_id)


@requires(Right.COMPARTMENT_WRITE)
@require_POST
def close(request: HttpRequest, compartment_id: UUID) -> HttpResponse:
    services.close_compartment(actor_of(request), compartment_id, reason=request.POST.get("reason", ""))
    messages.success(request, _("The compartment is dissolved; what was in it is seen like everything else again."))
    return redirect("compartments:list")


@requires(Right.COMPARTMENT_WRITE)
@require_POST
def touches_seen(request: HttpRequest, compartment_id: UUID) -> HttpResponse:
    services.mark_touches_seen(actor_of(request), compartment_id)
    return redirect("compartments:one", compartment_id)
