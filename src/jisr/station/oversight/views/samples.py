"""Reviews by lot: drawing, judging, reporting."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.ledger import queries as ledger
from jisr.station.oversight import labels, samples, services
from jisr.station.oversight.forms import DrawForm, JudgeForm
from jisr.station.oversight.models import Sample
from jisr.station.oversight.problems import SampleProblem
from jisr.station.oversight.queries import view_of
from jisr.station.oversight.reviews import (
    ANSWER_LABELS,
    FINDING_LABELS,
    FINDING_TONES,
    POPULATION_LABELS,
    QUESTION_LABELS,
    STRATA_LABELS,
)
from jisr.station.web.paging import page_of
from jisr.station.web.problems import Problem


@requires(Right.OVERSEE)
@require_http_methods(["GET", "POST"])
def samples_page(request: HttpRequest) -> HttpResponse:
    """Samples with their progress, and the form to draw one."""
    today = timezone.localdate()
    first = today.replace(day=1)
    form = DrawForm(request.POST or None, initial={"first_day": first, "last_day": today, "strata": "partner"})
    if request.method == "POST" and form.is_valid():
        try:
            made = samples.draw(actor_of(request), **form.cleaned_data)
            return redirect("oversight:sample", sample_id=made.pk)
        except Problem as problem:
            problem.attach_to(form)
    page = page_of(request, samples.samples())
    rows = [(row, POPULATION_LABELS[row.population], STRATA_LABELS[row.strata]) for row in page.object_list]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "oversight/samples.html", context, status=422 if form.errors else 200)


@requires(Right.OVERSEE)
@require_safe
def sample_page(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """One sample: its entries, what was found, and the sum; made to be printed too."""
    held = samples.sample(sample_id)
    summed = samples.report(held)
    findings: dict[str, labels.Label] = dict(FINDING_LABELS)
    items = [
        (item, view_of(stored), findings.get(item.finding, ""), FINDING_TONES[item.finding])
        for item in held.items.all()
        if (stored := ledger.entry(item.index))
    ]
    context = {
        **_words(held),
        "sample": held,
        "items": items,
        "report": summed,
        "answers": [(QUESTION_LABELS[name], counted) for name, counted in summed.answers.items()],
        "answer_labels": ANSWER_LABELS.values(),
        "findings": [(label, summed.findings[name], FINDING_TONES[name]) for name, label in FINDING_LABELS.items()],
        "draws_again": samples.draws_again(held),
        "next_open": next((item.index for item in held.items.all() if not item.finding), None),
    }
    services.note_reading(actor_of(request), f"sample:{held.number}")
    return render(request, "oversight/sample.html", context)


@requires(Right.OVERSEE)
@require_http_methods(["GET", "POST"])
def judge_page(request: HttpRequest, sample_id: UUID, index: int) -> HttpResponse:
    """Judge one drawn entry."""
    held = samples.sample(sample_id)
    item, stored = held.items.filter(index=index).first(), ledger.entry(index)
    if item is None or stored is None:
        raise SampleProblem("no_such_item")
    initial = {**item.answers, "finding": item.finding or "in_order", "remark": item.remark}
    form = JudgeForm(held.population, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            samples.review(
                actor_of(request),
                held.pk,
                index,
                answers=form.answers(),
                finding=form.cleaned_data["finding"],
                remark=form.cleaned_data["remark"],
            )
            left = held.items.filter(finding="").order_by("index").first()
            if left is not None:
                return redirect("oversight:judge", sample_id=held.pk, index=left.index)
            return redirect("oversight:sample", sample_id=held.pk)
        except Problem as problem:
            problem.attach_to(form)
    view = view_of(stored)
    entry = view.entry
    assert isinstance(request.user, User)
    page = labels.record_page(request.user, entry.record_kind, entry.record_id) if entry else None
    context = {**_words(held), "sample": held, "item": item, "view": view, "entry": entry, "form": form, "page": page}
    if request.method == "GET":
        services.note_reading(actor_of(request), f"entry:{index}")
    return render(request, "oversight/judge.html", context, status=422 if form.errors else 200)


def _words(held: Sample) -> dict[str, labels.Label]:
    return {"population": POPULATION_LABELS[held.population], "strata": STRATA_LABELS[held.strata]}
