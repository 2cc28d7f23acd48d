"""Joint plans: the list, one as table, board and chart, its parts, and the progress report."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.core.diplomacy.plans import PlanObject, flaws
from jisr.core.handling import Classification
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.diplomacy.forms.plans import HandOverForm, PartForm, PlanFilter, PlanForm
from jisr.station.diplomacy.queries import joint as joints
from jisr.station.diplomacy.queries import plans as queries
from jisr.station.diplomacy.services import plans as services
from jisr.station.diplomacy.services.joint import load, own_id
from jisr.station.diplomacy.views.page import page
from jisr.station.diplomacy.vocabulary import PLAN_GROUPS
from jisr.station.ledger.services import Act, record
from jisr.station.web.acting import acted
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem

_PARTS = [kind for kind in PlanObject if kind is not PlanObject.PLAN]


@requires(Right.DIPLOMACY_READ)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    filters = PlanFilter(request.GET)
    wanted = filters.cleaned_data if filters.is_valid() else {"partner": "", "subject": ""}
    shown = page_of(request, queries.listed(wanted["partner"], wanted["subject"]))
    rows = [(row, queries.plan_of(load(row))) for row in shown.object_list]
    record(actor_of(request), Act.CONSULTATION, "joint", "plans", detail={"shown": len(rows)})
    context = {"filters": filters, "page": shown, "rows": rows, "is_filtered": any(wanted.values())}
    level = max((row.classification for row, _plan in rows), default=None)
    return page(request, "plans.html", context, level=level)


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    initial = {**request.GET.dict(), "parties": request.GET.getlist("parties")}
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)

    def made() -> HttpResponse:
        values = dict(form.cleaned_data)
        title, parties = values.pop("title"), values.pop("parties")
        level = Classification.from_code(values.pop("classification"))
        given = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}
        given = {name: value for name, value in given.items() if value}
        joint_id = services.begin(actor_of(request), title, parties, given, classification=level)
        return redirect("diplomacy:plan", joint_id)

    return acted(request, form, made) or page(request, "plan_form.html", {"form": form}, status=_status(form))


@requires(Right.DIPLOMACY_READ)
@require_safe
def one(request: HttpRequest, joint_id: UUID, look: str = "table") -> HttpResponse:
    """As table, board, chart, or report."""
    view = _view(joint_id)
    record(actor_of(request), Act.CONSULTATION, "joint", str(joint_id))
    looks = {"table": _("Table"), "board": _("Board"), "chart": _("Chart"), "report": _("Progress report")}
    tabs = [
        (label, reverse(f"diplomacy:plan_{name}", args=[joint_id]), name == look, None) for name, label in looks.items()
    ]
    context: dict[str, Any] = {
        **_common(view),
        "look": look,
        "tabs": tabs,
        "groups": [(kind, PLAN_GROUPS[kind], joints.parts(view, kind)) for kind in _PARTS],
        "flaws": [(flaw, [joints.title_of(view.record, each) for each in flaw.about]) for flaw in flaws(view.record)],
        "history": joints.history(view) if look == "table" else [],
        "board": queries.board(view) if look == "board" else None,
        "chart": queries.chart(view) if look == "chart" else None,
        "report": queries.report(view) if look in ("report", "table") else None,
    }
    return page(request, "plan.html", context, level=view.row.classification)


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, joint_id: UUID, kind: str) -> HttpResponse:
    """A new part."""
    view = _view(joint_id)
    if kind not in _PARTS:
        raise Http404
    form = PartForm(request.POST if request.method == "POST" else None, kind=PlanObject(kind), plan=view.record)

    def added() -> HttpResponse:
        given = {name: value for name, value in form.values().items() if value}
        services.add(actor_of(request), joint_id, PlanObject(kind), form.cleaned_data["owner"], given)
        return redirect(f"{reverse('diplomacy:plan', args=[joint_id])}#{kind}")

    context = {**_common(view), "form": form, "kind": kind}
    return acted(request, form, added) or page(
        request, "plan_part.html", context, level=view.row.classification, status=_status(form)
    )


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, joint_id: UUID, object_id: UUID) -> HttpResponse:
    """One part, or the head of the plan."""
    view = _view(joint_id)
    held = _held(view, object_id)
    kind = PlanObject(held.type.code)
    form = PartForm(request.POST if request.method == "POST" else None, kind=kind, plan=view.record, held=held)

    def changed() -> HttpResponse:
        services.change(actor_of(request), joint_id, held.id, form.values(), form.cleaned_data["why"])
        messages.success(request, _("Changed."))
        return redirect(f"{reverse('diplomacy:plan', args=[joint_id])}#{kind}")

    others = sorted(view.record.parties - {held.owner})
    context = {
        **_common(view),
        "form": form,
        "kind": kind,
        "held": held,
        "is_owner": held.owner == own_id(),
        "hand_over_form": HandOverForm(parties=others),
    }
    return acted(request, form, changed) or page(
        request, "plan_part.html", context, level=view.row.classification, status=_status(form)
    )


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def hand_over(request: HttpRequest, joint_id: UUID, object_id: UUID) -> HttpResponse:
    """Give a part to another station."""
    view = _view(joint_id)
    held = _held(view, object_id)
    try:
        owner, why = request.POST.get("owner", ""), request.POST.get("why", "")
        services.hand_over(actor_of(request), joint_id, held.id, owner, why)
        messages.success(request, _("Handed over."))
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("diplomacy:plan", joint_id)


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def remove(request: HttpRequest, joint_id: UUID, object_id: UUID) -> HttpResponse:
    """Take a part out; the history can put it back."""
    view = _view(joint_id)
    held = _held(view, object_id)
    try:
        services.remove(actor_of(request), joint_id, held.id, request.POST.get("why", ""))
        messages.success(request, _("Removed. It can be put back in the history."))
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("diplomacy:plan", joint_id)


def _view(joint_id: UUID) -> joints.JointView:
    view = joints.find(joint_id, "joint_plan")
    if view is None:
        raise Http404
    return view


def _held(view: joints.JointView, object_id: UUID) -> Any:
    held = view.record.objects.get(str(object_id))
    if held is None:
        raise Http404
    return held


def _common(view: joints.JointView) -> dict[str, Any]:
    return {
        "view": view,
        "plan": queries.plan_of(view.record),
        "titles": {each: joints.title_of(view.record, each) for each in view.record.objects},
        "today": timezone.localdate(),
        "own": own_id(),
    }


def _status(form: Any) -> int:
    return 400 if form.errors else 200
