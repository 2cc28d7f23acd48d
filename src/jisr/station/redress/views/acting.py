"""What every form of the case page does: act, say what happened, go back to the case."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from jisr.station.web.problems import Problem, Text


def acted(
    request: HttpRequest, case_id: UUID, act: Callable[[], object], done: Text, page: str = "case"
) -> HttpResponse:
    """Do it and return to the page; what stands in the way is said there."""
    try:
        act()
    except Problem as problem:
        if problem.status == 404:
            raise Http404 from problem
        messages.error(request, str(problem))
    else:
        messages.success(request, str(done))
    return redirect(f"redress:{page}", case_id)
