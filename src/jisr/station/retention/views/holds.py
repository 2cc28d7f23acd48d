"""Legal holds: those that stand, one of them, placing, renewing, lifting, and reading what is held."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.retention import queries, services
from jisr.station.retention.forms import HoldForm, LongerForm, ReasonForm
from jisr.station.retention.views.page import page
from jisr.station.web.acting import acted


@requires(Right.RETENTION_READ)
@require_safe
def standing(request: HttpRequest) -> HttpResponse:
    context = {"holds": queries.holds(), "past": queries.holds(standing=False)}
    return page(request, "holds.html", context, tab="holds")


@requires(Right.RETENTION_READ)
@require_safe
def one(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    return page(request, "hold.html", {"hold": _hold(hold_id)})


@requires(Right.HOLD_DECIDE)
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    form = HoldForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())

    def placed() -> HttpResponse:
        made = services.place_hold(actor_of(request), **form.cleaned_data)
        messages.success(request, _("The hold stands."))
        return redirect("retention:hold", made)

    return acted(request, form, placed) or page(
        request, "place_hold.html", {"form": form}, status=400 if form.errors else 200
    )


@requires(Right.HOLD_DECIDE)
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    form = LongerForm(request.POST or None)

    def renewed() -> HttpResponse:
        services.renew_hold(actor_of(request), hold_id, **form.cleaned_data)
        messages.success(request, _("The hold is renewed."))
        return redirect("retention:hold", hold_id)

    context = {"form": form, "hold": _hold(hold_id)}
    return acted(request, form, renewed) or page(
        request, "renew_hold.html", context, status=400 if form.errors else 200
    )


@requires(Right.HOLD_DECIDE)
@require_http_methods(["GET", "POST"])
def lift(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    form = ReasonForm(request.POST or None)

    def lifted() -> HttpResponse:
        services.lift_hold(actor_of(request), hold_id, **form.cleaned_data)
        messages.success(request, _("The hold is lifted; what should have been erased meanwhile is erased soon."))
        return redirect("retention:holds")

    context = {"form": form, "hold": _hold(hold_id)}
    return acted(request, form, lifted) or page(request, "lift_hold.html", context, status=400 if form.errors else 200)


@requires(Right.HOLD_DECIDE)
@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    form = ReasonForm(request.POST or None)

    def opened() -> HttpResponse:
        content = services.content_under_hold(actor_of(request), hold_id, **form.cleaned_data)
        return page(request, "held_content.html", {"hold": _hold(hold_id), "content": content})

    context = {"form": form, "hold": _hold(hold_id)}
    return acted(request, form, opened) or page(request, "read_held.html", context, status=400 if form.errors else 200)


def _hold(hold_id: UUID) -> queries.HoldView:
    found = queries.hold(hold_id)
    if found is None:
        raise Http404
    return found
