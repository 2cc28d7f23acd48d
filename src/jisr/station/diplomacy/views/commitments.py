"""Commitments: the list with its rates, one of them, and what each side does about it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jisr.core.diplomacy.commitments import (
    DONE,
    EVIDENCE,
    NEXT,
    CommitmentState,
    Confirmation,
    confirmation_of,
    due_of,
    is_overdue,
    state_of,
)
from jisr.core.handling import Classification
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.diplomacy.forms.commitments import (
    CommitmentFilter,
    CommitmentForm,
    ConfirmForm,
    EvidenceForm,
    StateForm,
    TermsForm,
)
from jisr.station.diplomacy.queries import commitments as queries
from jisr.station.diplomacy.queries import joint as joints
from jisr.station.diplomacy.queries.stations import station_names
from jisr.station.diplomacy.services import commitments as services
from jisr.station.diplomacy.services.joint import own_id
from jisr.station.diplomacy.views.page import page
from jisr.station.diplomacy.vocabulary import COMMITMENT_STATES, CONFIRMATIONS, TOPICS
from jisr.station.ledger.services import Act, record
from jisr.station.web.acting import acted
from jisr.station.web.csvlines import csv_line
from jisr.station.web.paging import page_of


@requires(Right.DIPLOMACY_READ)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    filters = CommitmentFilter(request.GET)
    wanted = queries.Wanted(**filters.cleaned_data) if filters.is_valid() else queries.Wanted()
    rows = queries.listed(wanted)
    shown = page_of(request, rows)
    record(actor_of(request), Act.CONSULTATION, "joint", "commitments", detail={"shown": len(shown.object_list)})
    context = {
        "filters": filters,
        "page": shown,
        "is_filtered": wanted != queries.Wanted(),
        "today": timezone.localdate(),
        "own": own_id(),
        "by_debtor": queries.rates("debtor", wanted.partner),
        "by_topic": queries.rates("topic", wanted.partner),
        "by_year": queries.rates("year", wanted.partner),
    }
    levels = [row.joint.classification for row in shown.object_list]
    return page(request, "commitments.html", context, level=max(levels, default=None))


@requires(Right.DIPLOMACY_READ)
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered list as a sheet."""
    filters = CommitmentFilter(request.GET)
    wanted = queries.Wanted(**filters.cleaned_data) if filters.is_valid() else queries.Wanted()
    rows = list(queries.listed(wanted))
    record(
        actor_of(request), Act.CONSULTATION, "joint", "commitments", decision="exported", detail={"shown": len(rows)}
    )
    names = station_names()
    head = [_("Commitment"), _("Who owes it"), _("Owed to"), _("Topic"), _("Due"), _("State"), _("Confirmation")]

    def lines() -> list[str]:
        return [
            csv_line(head),
            *(
                csv_line(
                    [
                        row.joint.title,
                        names.get(row.debtor, row.debtor),
                        ", ".join(names.get(each, each) for each in row.creditors),
                        str(TOPICS.get(row.topic, row.topic)),
                        row.due.isoformat() if row.due else "",
                        str(COMMITMENT_STATES[CommitmentState(row.state)]),
                        str(CONFIRMATIONS[Confirmation(row.confirmation)]),
                    ]
                )
                for row in rows
            ),
        ]

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="commitments.csv"'
    return response


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = CommitmentForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())

    def made() -> HttpResponse:
        values = form.cleaned_data
        classification = Classification.from_code(values.pop("classification"))
        is_shared, engagement = values.pop("is_shared"), values.pop("engagement")
        joint_id = services.write_down(
            actor_of(request),
            services.Draft(**values),
            classification=classification,
            engagement_id=engagement,
            is_shared=is_shared,
        )
        messages.success(request, _("The commitment is written down."))
        return redirect("diplomacy:commitment", joint_id)

    return acted(request, form, made) or page(
        request, "commitment_form.html", {"form": form}, status=400 if form.errors else 200
    )


@requires(Right.DIPLOMACY_READ)
@require_safe
def one(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    view = _view(joint_id)
    record(actor_of(request), Act.CONSULTATION, "joint", str(joint_id))
    return _shown(request, view)


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def say_state(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """As the debtor."""
    view = _view(joint_id)
    form = StateForm(request.POST, states=_next_states(view))

    def said() -> HttpResponse:
        values = form.cleaned_data
        services.say_state(actor_of(request), joint_id, CommitmentState(values["state"]), values["progress"])
        return redirect("diplomacy:commitment", joint_id)

    return acted(request, form, said) or _shown(request, view, state_form=form)


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def confirm(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """As the creditor."""
    view = _view(joint_id)
    form = ConfirmForm(request.POST)

    def said() -> HttpResponse:
        values = form.cleaned_data
        services.confirm(actor_of(request), joint_id, Confirmation(values["confirmation"]), values["note"])
        return redirect("diplomacy:commitment", joint_id)

    return acted(request, form, said) or _shown(request, view, confirm_form=form)


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def add_evidence(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    view = _view(joint_id)
    form = EvidenceForm(request.POST)

    def added() -> HttpResponse:
        services.add_evidence(actor_of(request), joint_id, **form.cleaned_data)
        return redirect("diplomacy:commitment", joint_id)

    return acted(request, form, added) or _shown(request, view, evidence_form=form)


@requires(Right.DIPLOMACY_WRITE)
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """Words, day and measure, which belong to both sides."""
    view = _view(joint_id)
    held = services.only(view.record)
    assert held is not None
    form = TermsForm(request.POST or None, initial={name: held.get(name) for name in TermsForm.base_fields})

    def changed() -> HttpResponse:
        values = dict(form.cleaned_data)
        why = values.pop("why")
        values["due"] = values["due"].isoformat() if values["due"] else ""
        services.change_terms(actor_of(request), joint_id, values, why)
        messages.success(request, _("Changed; the partner sees what and why."))
        return redirect("diplomacy:commitment", joint_id)

    context = {"form": form, "view": view}
    return acted(request, form, changed) or page(
        request, "commitment_terms.html", context, level=view.row.classification, status=400 if form.errors else 200
    )


def _view(joint_id: UUID) -> joints.JointView:
    view = joints.find(joint_id, "commitment")
    if view is None or services.only(view.record) is None:
        raise Http404
    return view


def _next_states(view: joints.JointView) -> list[CommitmentState]:
    held = services.only(view.record)
    assert held is not None
    now = state_of(held)
    return [now, *(state for state in CommitmentState if state in NEXT[now])]


def _shown(request: HttpRequest, view: joints.JointView, **forms: object) -> HttpResponse:
    held = services.only(view.record)
    assert held is not None
    is_ours = held.owner == own_id()
    state = state_of(held)
    context = {
        "view": view,
        "held": held,
        "due": due_of(held),
        "state": state,
        "confirmation": confirmation_of(held),
        "is_overdue": is_overdue(held, timezone.localdate()),
        "is_ours": is_ours,
        "evidence": joints.parts(view, EVIDENCE),
        "history": joints.history(view),
        "state_form": StateForm(states=_next_states(view), initial={"progress": held.get("progress"), "state": state})
        if is_ours
        else None,
        "confirm_form": ConfirmForm() if not is_ours and state in DONE else None,
        "evidence_form": EvidenceForm(),
        **forms,
    }
    wrong = any(getattr(form, "errors", None) for form in forms.values())
    return page(request, "commitment.html", context, level=view.row.classification, status=400 if wrong else 200)
