"""Engagements: the list and calendar, one with everything about it, and its parts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.core.handling import Classification
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.compartments.queries.compartments import compartments_of
from jisr.station.diplomacy.forms import engagements as forms
from jisr.station.diplomacy.queries import engagements as queries
from jisr.station.diplomacy.services import engagements as services
from jisr.station.diplomacy.views.page import page
from jisr.station.diplomacy.vocabulary import EngagementState
from jisr.station.ledger.services import Act, record
from jisr.station.web.acting import acted
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem


@requires(Right.DIPLOMACY_READ)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    filters = forms.EngagementFilter(request.GET)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    shown = page_of(request, queries.listed(**wanted))
    record(actor_of(request), Act.CONSULTATION, "engagement", "list", detail={"shown": len(shown.object_list)})
    context = {"filters": filters, "page": shown, "is_filtered": any(wanted.values()), "tabs": tabs("list")}
    level = max((row.classification for row in shown.object_list), default=None)
    return page(request, "engagements.html", context, level=level)


@requires(Right.DIPLOMACY_READ)
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A year by months."""
    given = request.GET.get("year", "")
    today = timezone.localdate()
    year = int(given) if given.isascii() and given.isdigit() and 1900 <= int(given) <= 2200 else today.year
    rows = list(queries.listed(year=year))
    record(actor_of(request), Act.CONSULTATION, "engagement", "calendar", detail={"shown": len(rows)})
    context = {
        "months": queries.months(rows, today.replace(year=year, month=1, day=1), 12),
        "year": year,
        "tabs": tabs("calendar"),
    }
    return page(request, "calendar.html", context, level=max((row.classification for row in rows), default=None))


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    initial = {"partners": request.GET.getlist("partners")}
    form = forms.EngagementForm(request.POST if request.method == "POST" else None, initial=initial)

    def made() -> HttpResponse:
        return redirect("diplomacy:engagement", services.propose(actor_of(request), _plan(form)))

    return acted(request, form, made) or _form_page(request, form, _("New engagement"), "diplomacy:engagements")


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, engagement_id: UUID) -> HttpResponse:
    view = _view(engagement_id)
    row = view.row
    initial = {
        **{name: getattr(row, name) for name in ("kind", "title", "aim", "partners", "time_zone", "place", "country")},
        "starts": queries.as_written(row.starts, row.time_zone),
        "ends": queries.as_written(row.ends, row.time_zone),
        "classification": Classification(row.classification).code,
    }
    form = forms.EngagementForm(request.POST if request.method == "POST" else None, initial=initial)

    def changed() -> HttpResponse:
        services.change(actor_of(request), engagement_id, _plan(form))
        return redirect("diplomacy:engagement", engagement_id)

    return acted(request, form, changed) or _form_page(
        request, form, _("Change the engagement"), "diplomacy:engagement", engagement_id, level=view.level
    )


@requires(Right.DIPLOMACY_READ)
@require_safe
def one(request: HttpRequest, engagement_id: UUID) -> HttpResponse:
    view = _view(engagement_id)
    record(actor_of(request), Act.CONSULTATION, "engagement", str(engagement_id))
    return _shown(request, view)


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def move_to(request: HttpRequest, engagement_id: UUID) -> HttpResponse:
    view = _view(engagement_id)
    form = forms.StateForm(request.POST, engagement=view.row)

    def moved() -> HttpResponse:
        values = dict(form.cleaned_data)
        services.move_to(actor_of(request), engagement_id, EngagementState(values.pop("state")), **values)
        return redirect("diplomacy:engagement", engagement_id)

    return acted(request, form, moved) or _shown(request, view, state_form=form)


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def add_leg(request: HttpRequest, engagement_id: UUID) -> HttpResponse:
    form = forms.LegForm(request.POST or None)
    return _add(
        request, engagement_id, form, _("New leg"),
        lambda: services.add_leg(actor_of(request), engagement_id, **form.cleaned_data),
    )  # fmt: skip


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def add_delegate(request: HttpRequest, engagement_id: UUID) -> HttpResponse:
    form = forms.DelegateForm(request.POST or None)
    return _add(
        request, engagement_id, form, _("New member of a delegation"),
        lambda: services.add_delegate(actor_of(request), engagement_id, **form.cleaned_data),
    )  # fmt: skip


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def add_check(request: HttpRequest, engagement_id: UUID) -> HttpResponse:
    form = forms.CheckForm(request.POST or None)
    return _add(
        request, engagement_id, form, _("New item of the checklist"),
        lambda: services.add_check(actor_of(request), engagement_id, **form.cleaned_data),
    )  # fmt: skip


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def add_session(request: HttpRequest, engagement_id: UUID) -> HttpResponse:
    view = _view(engagement_id)
    assert isinstance(request.user, User)
    own = [(str(held.id), held.name) for held in compartments_of(request.user) if held.is_own]
    form = forms.SessionForm(request.POST or None, engagement=view.row, compartments=own)

    def add() -> UUID:
        values = dict(form.cleaned_data)
        compartment = values.pop("compartment_id")
        return services.add_session(
            actor_of(request), engagement_id, **values, compartment_id=UUID(compartment) if compartment else None
        )

    return _add(request, engagement_id, form, _("New session"), add)


@requires(Right.DIPLOMACY_READ)
@require_safe
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """A session stands on the page of its engagement."""
    found = queries.session(session_id)
    if found is None:
        raise Http404
    return redirect(f"{reverse('diplomacy:engagement', args=[found.engagement_id])}#session-{session_id}")


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def add_item(request: HttpRequest, session_id: UUID) -> HttpResponse:
    found = queries.session(session_id)
    if found is None:
        raise Http404
    form = forms.ItemForm(request.POST or None)

    def add() -> UUID:
        values = dict(form.cleaned_data)
        level = Classification.from_code(values.pop("classification"))
        return services.add_item(actor_of(request), session_id, **values, classification=level)

    return _add(request, found.engagement_id, form, _("New agenda item"), add)


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def tick(request: HttpRequest, engagement_id: UUID, item_id: UUID) -> HttpResponse:
    services.tick(actor_of(request), engagement_id, item_id, is_done=request.POST.get("done") == "yes")
    return redirect(f"{reverse('diplomacy:engagement', args=[engagement_id])}#checklist")


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def take_away(request: HttpRequest, engagement_id: UUID, kind: str, part_id: UUID) -> HttpResponse:
    try:
        services.take_away(actor_of(request), engagement_id, kind, part_id)
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("diplomacy:engagement", engagement_id)


def _add(request: HttpRequest, engagement_id: UUID, form: Form, heading: str, add: Callable[[], UUID]) -> HttpResponse:
    view = _view(engagement_id)

    def added() -> HttpResponse:
        add()
        return redirect("diplomacy:engagement", engagement_id)

    return acted(request, form, added) or _form_page(
        request, form, heading, "diplomacy:engagement", engagement_id, level=view.level
    )


def _form_page(
    request: HttpRequest, form: Form, heading: str, back: str, *arguments: Any, level: int | None = None
) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": reverse(back, args=arguments)}
    return page(request, "form.html", context, level=level, status=400 if form.errors else 200)


def _plan(form: Form) -> services.Plan:
    values = dict(form.cleaned_data)
    level = Classification.from_code(values.pop("classification"))
    return services.Plan(**values, classification=level)


def _view(engagement_id: UUID) -> queries.EngagementView:
    view = queries.find(engagement_id)
    if view is None:
        raise Http404
    return view


def _shown(request: HttpRequest, view: queries.EngagementView, **given: Any) -> HttpResponse:
    context = {"view": view, "row": view.row, "state_form": forms.StateForm(engagement=view.row), **given}
    wrong = any(getattr(form, "errors", None) for form in given.values())
    return page(request, "engagement.html", context, level=view.level, status=400 if wrong else 200)


def tabs(current: str) -> list[tuple[str, str, bool, None]]:
    return [
        (_("List"), reverse("diplomacy:engagements"), current == "list", None),
        (_("Calendar"), reverse("diplomacy:calendar"), current == "calendar", None),
        (_("Own calendar program"), reverse("diplomacy:calendar_feeds"), current == "feeds", None),
    ]
