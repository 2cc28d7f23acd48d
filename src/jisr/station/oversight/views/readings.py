"""Readings of content by overseers, for the second overseer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.oversight import services
from jisr.station.oversight.problems import ReadingProblem
from jisr.station.oversight.readings import VERDICTS, mark_seen, reading_state, readings
from jisr.station.oversight.reviews import VERDICT_LABELS

PER_PAGE = 50


@requires(Right.OVERSEE)
@require_safe
def readings_page(request: HttpRequest) -> HttpResponse:
    """What overseers read, with their reasons: not yet seen by a second one, or all."""
    box = "seen" if request.GET.get("box") == "seen" else "waiting"
    before = request.GET.get("before", "")
    found = readings(seen=box == "seen", before=int(before) if before.isdigit() else None, limit=PER_PAGE + 1)
    rows, me = found[:PER_PAGE], request.user.get_username()
    context = {
        "rows": [(row, row.view.entry is not None and row.view.entry.actor == me) for row in rows],
        "box": box,
        "state": reading_state(),
        "older": rows[-1].view.index if len(found) > PER_PAGE else None,
        "verdicts": VERDICT_LABELS,
        "may_mark": box == "waiting" and any(row.view.entry and row.view.entry.actor != me for row in rows),
    }
    services.note_reading(actor_of(request), "readings")
    return render(request, "oversight/readings.html", context)


@requires(Right.OVERSEE)
@require_POST
def mark(request: HttpRequest) -> HttpResponse:
    """Mark the chosen readings as seen."""
    indexes = [int(text) for text in request.POST.getlist("index") if text.isdigit()]
    verdict = request.POST.get("verdict", "")
    if not indexes or verdict not in VERDICTS:
        raise ReadingProblem("no_such_reading")
    count = mark_seen(actor_of(request), indexes, verdict, request.POST.get("remark", "")[:1000])
    messages.success(
        request,
        ngettext("%(count)d reading is marked as seen.", "%(count)d readings are marked as seen.", count)
        % {"count": count},
    )
    return redirect("oversight:readings")
