"""Broken glass: breaking it, closing it, and reviewing it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.compartments import queries, services
from jisr.station.compartments.forms import GlassForm, OffDutyForm, ReviewForm
from jisr.station.compartments.problems import OpeningUnknownError
from jisr.station.compartments.references import address_of
from jisr.station.compartments.views.page import acted, page, reader
from jisr.station.ledger.services import Act, record
from jisr.station.web.context import Notice


@requires(Right.GLASS_BREAK)
@require_http_methods(["GET", "POST"])
def glass(request: HttpRequest) -> HttpResponse:
    """Open one hidden record by its reference."""
    form = GlassForm(request.POST or None)

    def act(values: dict[str, Any]) -> None:
        services.break_glass(actor_of(request), values.pop("reference"), **values)

    if acted(request, form, act, _("The record is open to you. The owner of its compartment and oversight know it.")):
        return redirect("compartments:glass")
    return _glass_page(request, form, OffDutyForm())


@requires(Right.GLASS_BREAK)
@require_POST
def off_duty(request: HttpRequest) -> HttpResponse:
    form = OffDutyForm(request.POST)

    def act(values: dict[str, Any]) -> None:
        services.read_off_duty(actor_of(request), **values)

    if acted(request, form, act, _("What you read from now on is marked and reviewed.")):
        return redirect("compartments:glass")
    return _glass_page(request, GlassForm(), form)


def _glass_page(request: HttpRequest, form: GlassForm, off_duty_form: OffDutyForm) -> HttpResponse:
    own = queries.own_openings(reader(request))
    context = {
        "form": form,
        "off_duty_form": off_duty_form,
        "own": [(opening, *_link(opening.subject)) for opening in own],
    }
    return page(request, "glass.html", context, status=422 if form.errors or off_duty_form.errors else 200)


def _link(subject: str) -> tuple[str, str]:
    """Name of the page of an opened record, and its id."""
    return address_of(subject), subject.partition(":")[2]


@requires(Right.GLASS_BREAK)
@require_POST
def close(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    services.close_opening(actor_of(request), opening_id)
    return redirect("compartments:glass")


@requires(Right.OPENING_REVIEW)
@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """What awaits review, and what was reviewed."""
    rows = queries.openings()
    context = {
        "waiting": [row for row in rows if row.reviewed_at is None],
        "done": [row for row in rows if row.reviewed_at is not None],
    }
    return page(request, "openings.html", context)


@requires(Right.OPENING_REVIEW)
@require_http_methods(["GET", "POST"])
def opening(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """One opening, what was read meanwhile, and the review of it."""
    held = queries.opening(opening_id)
    if held is None:
        raise OpeningUnknownError
    form = ReviewForm(request.POST or None)

    def act(values: dict[str, Any]) -> None:
        services.review_opening(actor_of(request), opening_id, values["verdict"], remark=values["remark"])

    if acted(request, form, act, _("The review is noted.")):
        return redirect("compartments:openings")
    if request.method != "POST":
        record(actor_of(request), Act.CONSULTATION, "opening", str(held.id), detail={"shown": len(held.readings)})
    return page(request, "opening.html", {"held": held, "form": form}, status=422 if form.errors else 200)


def glass_notice(request: HttpRequest) -> Notice | None:
    """The line above every page of somebody who has something open."""
    user = getattr(request, "user", None)
    standing = queries.standing_openings(user) if isinstance(user, User) else []
    if not standing:
        return None
    text = "; ".join(str(opening.get_kind_display()) for opening in standing[:2])
    return Notice(str(_("The glass is broken")), text, reverse("compartments:glass"), standing[0].until, is_grave=True)
