"""Releases as the overseer sees them without reading them: what waits, what was stopped, what went."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.oversight import services
from jisr.station.oversight.figures import PURPOSES
from jisr.station.release import queries as release
from jisr.station.release import services as releasing
from jisr.station.web.paging import page_of

BOXES = {
    "waiting": ("awaiting", "stopped"),
    "went": ("released",),
    "other": ("refused", "withdrawn"),
}


@requires(Right.RELEASE_STOP)
@require_safe
def releases_page(request: HttpRequest) -> HttpResponse:
    """Who proposes what kind to whom and for what; no title and no content, so that no reason is asked."""
    box = request.GET.get("box", "")
    box = box if box in BOXES else "waiting"
    page = page_of(request, release.proposals(BOXES[box]))
    rows = [(row, PURPOSES.get(row.purpose, row.purpose)) for row in page.object_list]
    services.note_reading(actor_of(request), f"releases:{box}")
    return render(request, "oversight/releases.html", {"page": page, "rows": rows, "box": box})


@requires(Right.RELEASE_STOP)
@require_POST
def stop(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Stop a release, with a reason."""
    releasing.stop(actor_of(request), proposal_id, request.POST.get("reason", ""))
    messages.success(request, _("The release is stopped."))
    return redirect("oversight:releases")


@requires(Right.RELEASE_STOP)
@require_POST
def resume(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Let a stopped release go on, with a reason."""
    releasing.resume(actor_of(request), proposal_id, request.POST.get("reason", ""))
    messages.success(request, _("The release may go on."))
    return redirect("oversight:releases")
