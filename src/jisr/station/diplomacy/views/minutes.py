"""Minutes: the list, one with its items, writing, marking, translating, signing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.core.handling import Classification
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.diplomacy.forms.minutes import DecisionForm, MinutesForm, PromiseForm, TextForm, TranslationForm
from jisr.station.diplomacy.queries import joint as joints
from jisr.station.diplomacy.queries import minutes as queries
from jisr.station.diplomacy.services import minutes as services
from jisr.station.diplomacy.services.joint import own_id
from jisr.station.diplomacy.views.page import page
from jisr.station.ledger.services import Act, record
from jisr.station.web.acting import acted
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem


@requires(Right.DIPLOMACY_READ)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    shown = page_of(request, queries.listed())
    record(actor_of(request), Act.CONSULTATION, "joint", "minutes", detail={"shown": len(shown.object_list)})
    level = max((row.classification for row in shown.object_list), default=None)
    return page(request, "minutes_list.html", {"page": shown}, level=level)


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    initial = {**request.GET.dict(), "parties": request.GET.getlist("parties")}
    form = MinutesForm(request.POST if request.method == "POST" else None, initial=initial)

    def made() -> HttpResponse:
        values = dict(form.cleaned_data)
        engagement = values.pop("engagement")
        level = Classification.from_code(values.pop("classification"))
        title, parties = values.pop("title"), values.pop("parties")
        joint_id = services.begin(
            actor_of(request),
            title,
            parties,
            **values,
            classification=level,
            engagement_id=engagement.pk if engagement else None,
        )
        return redirect("diplomacy:minutes", joint_id)

    return acted(request, form, made) or page(
        request, "minutes_form.html", {"form": form}, status=400 if form.errors else 200
    )


@requires(Right.DIPLOMACY_READ)
@require_safe
def one(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    view = _view(joint_id)
    record(actor_of(request), Act.CONSULTATION, "joint", str(joint_id))
    meeting = queries.meeting_of(view)
    context = {
        "view": view,
        "meeting": meeting,
        "items": queries.item_views(view),
        "titles": {each: joints.title_of(view.record, each) for each in view.record.objects},
        "history": joints.history(view),
        "own": own_id(),
    }
    return page(request, "minutes.html", context, level=view.row.classification)


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, joint_id: UUID, item_id: UUID) -> HttpResponse:
    """Write one item; mark decisions and commitments in it; translate it."""
    view = _view(joint_id)
    shown = next((each for each in queries.item_views(view) if each.held.id == str(item_id)), None)
    if shown is None:
        raise Http404
    meeting = queries.meeting_of(view)
    authentic = meeting.get("language") if meeting else "fr"
    act = request.POST.get("act", "text")
    given = request.POST if request.method == "POST" else None
    forms: dict[str, Any] = {
        "text": TextForm(given if act == "text" else None, initial={"text": shown.held.get("text")}),
        "decision": DecisionForm(given if act == "decision" else None, auto_id="id_decision_%s"),
        "promise": PromiseForm(
            given if act == "promise" else None, parties=list(view.row.parties), auto_id="id_promise_%s"
        ),
        "translation": TranslationForm(
            given if act == "translation" else None, authentic=authentic, auto_id="id_translation_%s"
        ),
    }
    form = forms.get(act, forms["text"])

    def done() -> HttpResponse:
        _do(request, joint_id, str(item_id), act, form.cleaned_data)
        back = reverse("diplomacy:minutes", args=[joint_id])
        return redirect(f"{back}#{item_id}" if act == "text" else request.path)

    context = {"view": view, "item": shown, "forms": forms, "language": authentic}
    return acted(request, form, done) or page(
        request, "minutes_item.html", context, level=view.row.classification, status=400 if form.errors else 200
    )


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def add_item(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    _view(joint_id)
    try:
        services.add_item(actor_of(request), joint_id, request.POST.get("title", ""))
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("diplomacy:minutes", joint_id)


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def unmark(request: HttpRequest, joint_id: UUID, mark: UUID) -> HttpResponse:
    _view(joint_id)
    try:
        services.unmark(actor_of(request), joint_id, str(mark))
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("diplomacy:minutes", joint_id)


def _do(request: HttpRequest, joint_id: UUID, item_id: str, act: str, values: dict[str, Any]) -> None:
    actor = actor_of(request)
    if act == "decision":
        services.mark_decision(actor, joint_id, item_id, values["words"])
    elif act == "promise":
        services.mark_promise(actor, joint_id, item_id, values["words"], values["debtor"], values["due"])
    elif act == "translation":
        services.translate(actor, joint_id, item_id, values["language"], values["text"])
    else:
        services.write(actor, joint_id, item_id, values["text"])
        messages.success(request, _("Kept."))


def _view(joint_id: UUID) -> joints.JointView:
    view = joints.find(joint_id, "minutes")
    if view is None:
        raise Http404
    return view
