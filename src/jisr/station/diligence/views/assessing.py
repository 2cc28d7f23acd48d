"""The list, the one screen of an assessment, the page on which it is followed, and the panel on other rooms' pages."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jisr.core.diligence import MOVES, Assessment, Capacity, Contribution, Likelihood, Risk, State, SubjectKind, Trigger
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.diligence import forms, queries, services, subjects
from jisr.station.diligence.models import AssessmentRecord
from jisr.station.diligence.problems import DiligenceProblem
from jisr.station.diligence.steps import steps_of
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners
from jisr.station.web.paging import page_of

_STATES_OF_VIEW: dict[str, tuple[State, ...]] = {
    "decide": (State.APPROVE_L1, State.APPROVE_L2, State.APPROVE_L3),
    "open": (
        State.COUNTRY_CHECK,
        State.IDENTIFY,
        State.MITIGATE,
        State.ASSURANCE_PENDING,
        State.ASSURANCE_RECEIVED,
        State.ASSURANCE_REFUSED,
        State.REASSESS,
    ),
    "watched": (State.APPROVED_WITH_CONDITIONS, State.MONITOR, State.REVIEW_DUE, State.SUSPENDED),
    "all": (),
}


def names_of_partners() -> dict[str, str]:
    return {partner.station_id: partner.name() for partner in partners.partners()}


@require_GET
@requires(Right.DILIGENCE_READ)
def assessments(request: HttpRequest) -> HttpResponse:
    view = request.GET.get("view", "decide")
    states = _STATES_OF_VIEW.get(view, ())
    page = page_of(request, queries.assessments(states))
    record(actor_of(request), Act.CONSULTATION, "assessment", "list", detail={"shown": len(page.object_list)})
    names = names_of_partners()
    context = {
        "page": page,
        "rows": [(row, names.get(row.recipient, row.recipient)) for row in page.object_list],
        "view": view if view in _STATES_OF_VIEW else "all",
        "counts": {name: queries.assessments(found).count() for name, found in _STATES_OF_VIEW.items() if found},
        "partners": sorted(names.items(), key=lambda pair: pair[1]),
    }
    return render(request, "diligence/assessments.html", context)


@require_http_methods(["GET", "POST"])
@requires(Right.DILIGENCE_WRITE)
def new(request: HttpRequest) -> HttpResponse:
    """The one screen: questions, risks, reason. What the station sees is proposed; a person answers."""
    subject, recipient = request.GET.get("subject", ""), request.GET.get("to", "")
    partner = partners.partner(recipient)
    if partner is None:
        raise Http404
    if subject == SubjectKind.STANDING:
        subject = f"partner:{recipient}"
    is_activity = subject in (SubjectKind.ASSISTANCE, SubjectKind.MATCH)
    is_standing = subject == f"partner:{recipient}"
    seen = subjects.read(subject)
    if seen is None and not (is_activity or is_standing):
        raise Http404
    country = queries.country_assessment(partner.country)
    levels = dict(country.as_check().levels) if country else {}
    titled = forms.TitleForm(request.POST or None, prefix="activity") if is_activity else None
    form = forms.AssessForm(request.POST or None, levels=levels, initial=_proposed(seen, is_standing=is_standing))
    if request.method == "POST" and form.is_valid() and (titled is None or titled.is_valid()):
        try:
            made = services.begin(
                actor_of(request),
                subject,
                recipient=recipient,
                answers=form.answers(),
                reason=form.cleaned_data["reason"],
                title=titled.cleaned_data["title"] if titled else "",
                judgement=form.judgement(),
            )
        except DiligenceProblem as problem:
            problem.attach_to(form)
        else:
            return redirect("diligence:assessment", made)
    record(actor_of(request), Act.CONSULTATION, "assessment", "new")
    today = timezone.now().date()
    context = {
        "form": form,
        "titled": titled,
        "seen": seen,
        "hinted": sorted(seen.hinted) if seen else [],
        "partner": partner,
        "is_standing": is_standing,
        "is_activity": is_activity,
        "country": country,
        "is_country_valid": country is not None and country.is_valid_on(today),
        "is_tainted": queries.is_tainted(subject) if seen else False,
    }
    return render(request, "diligence/new.html", context, status=400 if form.errors else 200)


def _proposed(seen: subjects.SubjectView | None, *, is_standing: bool) -> dict[str, str]:
    """A yes where the station sees it; everything else is left to the person."""
    if is_standing:
        return {f"answer_{Trigger.PERSONAL_DATA.value}": "yes"}
    found = (seen.seen | seen.hinted) if seen else frozenset()
    return {f"answer_{trigger.value}": "yes" for trigger in found}


@require_GET
@requires(Right.DILIGENCE_READ)
def assessment(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    row = queries.assessment(assessment_id)
    if row is None:
        raise Http404
    record(actor_of(request), Act.CONSULTATION, "assessment", str(row.pk))
    return _page(request, row)


def _page(request: HttpRequest, row: AssessmentRecord, wrong: dict[str, Any] | None = None) -> HttpResponse:
    value = row.value()
    user = request.user
    assert isinstance(user, User)
    country = queries.country_by_id(UUID(value.country.id)) if value.country else None
    context = {
        "row": row,
        "value": value,
        "steps": steps_of(value),
        "partner_name": names_of_partners().get(row.recipient, row.recipient),
        "answers": [(trigger, value.answers[trigger]) for trigger in Trigger if trigger in value.answers],
        "risks": [pair for pair in _risk_rows(value) if not _is_remote(*pair)],
        "remote": [risk for risk, after in _risk_rows(value) if _is_remote(risk, after)],
        "country": country,
        "moves": [(step, row.names.get(str(step.by), "")) for step in value.steps],
        "approvals": [(approval, row.names.get(str(approval.by), "")) for approval in value.approvals],
        "subject_url": _subject_url(row.subject),
        **_acts(user, row, value),
        **(wrong or {}),
    }
    return render(request, "diligence/assessment.html", context, status=400 if wrong else 200)


def _risk_rows(value: Assessment) -> list[tuple[Risk, Risk | None]]:
    """Each harm before and, where it was judged again, after."""
    after = {risk.harm: risk for risk in value.residual}
    return [(risk, after.get(risk.harm)) for risk in value.risks]


def _is_remote(risk: Risk, after: Risk | None) -> bool:
    return all(
        judged.likelihood is Likelihood.REMOTE and judged.contribution is Contribution.NONE
        for judged in (risk, after)
        if judged is not None
    )


def _subject_url(subject: str) -> str:
    from django.urls import NoReverseMatch, reverse

    kind, _colon, identifier = subject.partition(":")
    pages = {
        "report": "intake:report",
        "warning": "warnings:warning",
        "dispatch": "exchange:dispatch",
        "request": "exchange:dispatch",
        "partner": "partners:station",
    }
    try:
        return reverse(pages[kind], args=[identifier]) if kind in pages else ""
    except NoReverseMatch:
        return ""


def _acts(user: User, row: AssessmentRecord, value: Any) -> dict[str, Any]:
    """The forms of what this person may do now."""
    writes, state = user.may(Right.DILIGENCE_WRITE), value.state
    capacities = queries.capacities_open_to(user, value)
    levels = {risk.harm: risk.likelihood for risk in value.risks}
    again = (State.REASSESS, State.ASSURANCE_RECEIVED, State.ASSURANCE_REFUSED)
    decides = user.pk not in value.writers
    mends = user.may(Right.DILIGENCE_APPROVE_SENIOR) or user.may(Right.DILIGENCE_APPROVE_LEGAL)
    found: dict[str, Any] = {}
    if writes and state is State.COUNTRY_CHECK:
        found["country_form"] = forms.ReasonForm(prefix="country")
    if writes and state is State.IDENTIFY:
        general = dict(value.country.levels) if value.country else {}
        found["risks_form"] = forms.JudgeForm(prefix="risks", levels=general)
    if writes and state is State.MITIGATE:
        found["mitigate_form"] = forms.MitigateForm(prefix="mitigate")
    if writes and state is State.ASSURANCE_PENDING:
        found["assurance_form"] = forms.AssuranceForm(prefix="assurance")
        found["refused_form"] = forms.ReasonForm(prefix="refused")
    if writes and state in again:
        found["reassess_form"] = forms.JudgeForm(prefix="reassess", levels=levels)
    if capacities:
        found["approve_form"] = forms.ApproveForm(capacities, value.is_presumed_refused, prefix="approve")
    if State.WITHHELD in MOVES[state] and (writes or capacities):
        found["withhold_form"] = forms.WithholdForm(prefix="withhold")
    if State.CONCERN_REPORTED in MOVES[state] and user.may(Right.DILIGENCE_CONCERN):
        found["may_report_concern"] = True
    if state is State.REVIEW_DUE and decides and any(user.may(right) for right in queries.APPROVING):
        found["review_form"] = forms.ReviewForm(prefix="review")
    if state is State.SUSPENDED and mends and decides and value.approvals:
        found["remedy_form"] = forms.ReviewForm(prefix="remedy")
    found["may_terminate"] = state is State.SUSPENDED and mends
    found["waits_for_another"] = state in queries.APPROVE_STATES and user.pk in value.writers
    return found


type Doing = Callable[[Actor, UUID, Any], object]


def _act(name: str, form_class: Callable[..., django_forms.Form], do: Doing, right: Right) -> Callable[..., Any]:
    """A page that takes one form of the assessment's page and does what it says."""

    @require_POST
    @requires(right)
    def act(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
        row = queries.assessment(assessment_id)
        if row is None:
            raise Http404
        form = form_class(data=request.POST, prefix=name)
        if form.is_valid():
            try:
                do(actor_of(request), assessment_id, form)
            except DiligenceProblem as problem:
                if problem.status in (403, 409):
                    messages.error(request, str(problem))
                    return redirect("diligence:assessment", assessment_id)
                problem.attach_to(form)
            else:
                return redirect("diligence:assessment", assessment_id)
        return _page(request, row, {f"{name}_form": form})

    return act


def _approve_form(data: Any, prefix: str) -> forms.ApproveForm:
    return forms.ApproveForm(list(Capacity), True, data=data, prefix=prefix)


def _reason(form: Any) -> str:
    return str(form.cleaned_data["reason"])


check_country = _act(
    "country",
    forms.ReasonForm,
    lambda actor, pk, form: services.check_country(actor, pk, _reason(form)),
    Right.DILIGENCE_WRITE,
)
identify = _act(
    "risks",
    forms.JudgeForm,
    lambda actor, pk, form: services.identify(actor, pk, services.Judgement(form.risks()), _reason(form)),
    Right.DILIGENCE_WRITE,
)
mitigate = _act(
    "mitigate",
    forms.MitigateForm,
    lambda actor, pk, form: services.mitigate(
        actor, pk, form.cleaned_data["measures"], _reason(form), asks_assurance=form.cleaned_data["asks_assurance"]
    ),
    Right.DILIGENCE_WRITE,
)
receive_assurance = _act(
    "assurance",
    forms.AssuranceForm,
    lambda actor, pk, form: services.receive_assurance(actor, pk, form.assurance, _reason(form)),
    Right.DILIGENCE_WRITE,
)
refuse_assurance = _act(
    "refused",
    forms.ReasonForm,
    lambda actor, pk, form: services.refuse_assurance(actor, pk, _reason(form)),
    Right.DILIGENCE_WRITE,
)
reassess = _act(
    "reassess",
    forms.JudgeForm,
    lambda actor, pk, form: services.reassess(actor, pk, form.risks(), _reason(form)),
    Right.DILIGENCE_WRITE,
)
approve = _act(
    "approve",
    _approve_form,
    lambda actor, pk, form: services.approve(
        actor,
        pk,
        capacity=Capacity(form.cleaned_data["capacity"]),
        valid_until=form.cleaned_data["valid_until"],
        reason=_reason(form),
        conditions=form.cleaned_data["conditions"],
        sets_presumption_aside=form.cleaned_data.get("sets_presumption_aside", False),
    ),
    Right.DILIGENCE_READ,
)
withhold = _act(
    "withhold",
    forms.WithholdForm,
    lambda actor, pk, form: services.withhold(actor, pk, _reason(form), form.cleaned_data["risk_of_withholding"]),
    Right.DILIGENCE_READ,
)
review = _act(
    "review",
    forms.ReviewForm,
    lambda actor, pk, form: services.review(actor, pk, form.cleaned_data["next_review"], _reason(form)),
    Right.DILIGENCE_READ,
)
remedy = _act(
    "remedy",
    forms.ReviewForm,
    lambda actor, pk, form: services.remediate(actor, pk, form.cleaned_data["next_review"], _reason(form)),
    Right.DILIGENCE_READ,
)


@require_POST
@requires(Right.DILIGENCE_CONCERN)
def concern(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    return _plain(request, assessment_id, services.report_concern, _("Suspended. Nothing goes under it any more."))


@require_POST
@requires(Right.DILIGENCE_READ)
def terminate(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    return _plain(request, assessment_id, services.terminate, _("Ended. See what went under it, and recall it."))


def _plain(
    request: HttpRequest, assessment_id: UUID, do: Callable[[Actor, UUID, str], object], done: str
) -> HttpResponse:
    try:
        do(actor_of(request), assessment_id, request.POST.get("reason", ""))
    except DiligenceProblem as problem:
        if problem.status == 404:
            raise Http404 from problem
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect("diligence:assessment", assessment_id)


@require_GET
@requires(Right.DILIGENCE_READ)
def about(request: HttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    """Part of other rooms' pages: what due diligence says of a record, and what a person can do about it."""
    subject, now = f"{kind}:{subject_id}", timezone.now()
    names = names_of_partners()
    stations = [station for station in request.GET.getlist("to") if station in names]
    rows = list(queries.assessments(subject=subject))
    assessed = {row.recipient for row in rows}
    user = request.user
    record(actor_of(request), Act.CONSULTATION, "assessment", "about", detail={"shown": len(rows)})
    context = {
        "subject": subject,
        "kind": kind,
        "subject_id": subject_id,
        "rows": [(row, names.get(row.recipient, row.recipient)) for row in rows],
        "others": [
            (station, names[station], queries.row_that_allows(subject, station, now))
            for station in stations
            if station not in assessed
        ],
        "overrides": list(queries.overrides(subject)[:5]),
        "marks": queries.taint_marks(subject),
        "is_markable": kind in ("report", "dispatch"),
        "to": [(station, names[station]) for station in stations],
        "may_write": isinstance(user, User) and user.may(Right.DILIGENCE_WRITE),
        "may_ask": isinstance(user, User) and user.may(Right.LIFE_AT_RISK_ASK),
        "may_lift": isinstance(user, User) and user.may(Right.DILIGENCE_APPROVE_LEGAL),
    }
    return render(request, "diligence/about.html", context)
