"""What may be done with every joint record: share it, sign it, undo, settle what was written differently."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.roles import Right
from jisr.station.diplomacy.queries import joint as joints
from jisr.station.diplomacy.services import joint as services
from jisr.station.diplomacy.services import signing
from jisr.station.diplomacy.templatetags.diplomacy import joint_url
from jisr.station.web.problems import Problem


@requires(Right.DIPLOMACY_READ)
@require_safe
def one(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """The page of a record whose kind is not known."""
    return redirect(joint_url(_known(joint_id).row.kind, joint_id))


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def share(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    view = _known(joint_id)
    try:
        services.share(actor_of(request), joint_id)
        messages.success(request, _("The partners keep it too from now on."))
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect(joint_url(view.row.kind, joint_id))


@requires(Right.DIPLOMACY_SIGN)
@require_POST
def sign(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """Sign the version that the page showed."""
    view = _known(joint_id)
    try:
        signing.sign(actor_of(request), joint_id, request.POST.get("digest", ""))
        messages.success(request, _("Signed; the partners are told."))
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect(joint_url(view.row.kind, joint_id))


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def undo(request: HttpRequest, joint_id: UUID, number: int) -> HttpResponse:
    view = _known(joint_id)
    try:
        services.undo(actor_of(request), joint_id, number)
        messages.success(request, _("Undone. Both steps stay in the history."))
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect(f"{joint_url(view.row.kind, joint_id)}#history")


@requires(Right.DIPLOMACY_WRITE)
@require_POST
def settle(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """Choose one of the values that stand beside each other."""
    view = _known(joint_id)
    choice = request.POST.get("choice", "")
    try:
        services.settle(
            actor_of(request),
            joint_id,
            request.POST.get("object", ""),
            request.POST.get("field", ""),
            int(choice) if choice.isascii() and choice.isdigit() else -1,
        )
        messages.success(request, _("Settled; the partners see it."))
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect(joint_url(view.row.kind, joint_id))


def _known(joint_id: UUID) -> joints.JointView:
    view = joints.find(joint_id)
    if view is None:
        raise Http404
    return view
