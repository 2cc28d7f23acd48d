"""Feeds for a person's own calendar program."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.station.accounts.access import actor_of, address_of, let_in, public, read_for, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.purposes import Known
from jisr.station.accounts.roles import Access, Right
from jisr.station.diplomacy.forms.engagements import CalendarForm
from jisr.station.diplomacy.icalendars import feed_of
from jisr.station.diplomacy.queries import engagements as queries
from jisr.station.diplomacy.services import calendars as services
from jisr.station.diplomacy.views.engagements import tabs
from jisr.station.diplomacy.views.page import page
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.web.acting import acted
from jisr.station.web.problems import Problem


@requires(Right.DIPLOMACY_READ)
@require_http_methods(["GET", "POST"])
def feeds(request: HttpRequest) -> HttpResponse:
    """Own feeds; the address of a new one is shown once."""
    assert isinstance(request.user, User)
    form = CalendarForm(request.POST or None)
    shown: dict[str, str] = {}

    def made() -> HttpResponse:
        secret = services.make_token(actor_of(request), form.cleaned_data["label"])
        shown["address"] = request.build_absolute_uri(reverse("diplomacy:calendar_feed", args=[secret]))
        return _page(request, CalendarForm(), shown)

    return acted(request, form, made) or _page(request, form, shown)


@requires(Right.DIPLOMACY_READ)
@require_POST
def withdraw(request: HttpRequest, token_id: UUID) -> HttpResponse:
    try:
        services.withdraw_token(actor_of(request), token_id)
        messages.success(request, _("The feed is closed: its address shows nothing any more."))
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("diplomacy:calendar_feeds")


@public("opened by the secret in its address, which its owner can withdraw")
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Engagements as iCalendar: days and places, and a title only where nothing classified is said by it."""
    token = services.opened_by(secret)
    user = User.objects.filter(pk=token.user_id, is_active=True).first() if token else None
    if token is None or user is None or user.access(Right.DIPLOMACY_READ) is not Access.FULL:
        raise Http404
    let_in(user, tuple(user.roles), session=str(token.pk), address=address_of(request))
    read_for(Known("desk", "desk"))
    rows = list(queries.listed()[:2000])
    actor = Actor(user.username, tuple(user.roles), user.pk)
    record(actor, Act.CONSULTATION, "engagement", "feed", detail={"shown": len(rows)})
    response = HttpResponse(feed_of(rows), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="engagements.ics"'
    response["Cache-Control"] = "no-store"
    return response


def _page(request: HttpRequest, form: CalendarForm, shown: dict[str, str]) -> HttpResponse:
    assert isinstance(request.user, User)
    context = {"form": form, "tokens": queries.tokens_of(request.user.pk), "tabs": tabs("feeds"), **shown}
    return page(request, "calendar_feeds.html", context, status=400 if form.errors else 200)
