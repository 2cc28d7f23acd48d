"""The coordination desk: everything open in one place, and the weekly digest."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jisr.station.accounts.access import actor_of, requires
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.diplomacy.forms.desk import DeskFilter
from jisr.station.diplomacy.queries import desk as queries
from jisr.station.diplomacy.views.page import page
from jisr.station.ledger.services import Act, record
from jisr.station.web.paging import page_of


@requires(Right.DIPLOMACY_READ)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    filters = DeskFilter(request.GET)
    wanted = filters.cleaned_data if filters.is_valid() else {"partner": "", "kind": ""}
    found = queries.tasks(request.user, wanted["partner"])
    if wanted["kind"]:
        found = [task for task in found if task.kind == wanted["kind"]]
    shown = page_of(request, found)
    record(actor_of(request), Act.CONSULTATION, "partnership", "desk", detail={"shown": len(shown.object_list)})
    context = {"filters": filters, "page": shown, "is_filtered": any(wanted.values()), "tabs": _tabs("desk")}
    return page(request, "desk.html", context)


@requires(Right.DIPLOMACY_READ)
@require_safe
def digest(request: HttpRequest) -> HttpResponse:
    """The week ahead, for print."""
    assert isinstance(request.user, User)
    found = queries.digest(request.user)
    record(
        actor_of(request), Act.CONSULTATION, "partnership", "digest", detail={"shown": sum(map(len, found.values()))}
    )
    return page(request, "digest.html", {"groups": found, "tabs": _tabs("digest")})


def _tabs(current: str) -> list[tuple[str, str, bool, None]]:
    return [
        (_("Everything open"), reverse("diplomacy:desk"), current == "desk", None),
        (_("The week ahead"), reverse("diplomacy:digest"), current == "digest", None),
    ]
