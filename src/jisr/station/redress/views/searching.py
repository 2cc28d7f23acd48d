"""Candidates side by side with who asks; a person says which are that person."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jisr.core.handling import strictest
from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.redress import services
from jisr.station.redress.queries import cases
from jisr.station.redress.queries.search import search as look
from jisr.station.redress.views.acting import acted
from jisr.station.web.problems import Problem


@require_GET
@requires(Right.REDRESS_WRITE)
def search(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = cases.find(case_id)
    person = cases.person(case) if case else None
    if case is None:
        raise Http404
    if person is None:
        return redirect("redress:case", case_id)
    page = look(case, person)
    try:
        services.note_search(actor_of(request), case_id, page.count)
    except Problem as problem:
        return acted(request, case_id, _raiser(problem), "")
    markings = [each for found in page.entities for each in found.candidate.handlings]
    markings += [found.hit.handling for found in page.texts]
    context = {"case": case, "person": person, "found": page, "page_marking": strictest(markings) if markings else None}
    return render(request, "redress/search.html", context)


@require_POST
@requires(Right.REDRESS_WRITE)
def mark(request: HttpRequest, case_id: UUID) -> HttpResponse:
    given = {name: request.POST.get(name, "") for name in ("subject", "ref", "mark")}
    act = lambda: services.mark(actor_of(request), case_id, given["subject"], given["ref"], given["mark"])  # noqa: E731
    return acted(request, case_id, act, _("Decided. It can be undone."), "search")


@require_POST
@requires(Right.REDRESS_WRITE)
def undo_mark(request: HttpRequest, case_id: UUID, mark_id: UUID) -> HttpResponse:
    return acted(
        request, case_id, lambda: services.undo_mark(actor_of(request), case_id, mark_id), _("Undone."), "search"
    )


def _raiser(problem: Problem):  # type: ignore[no-untyped-def]
    def again() -> None:
        raise problem

    return again
