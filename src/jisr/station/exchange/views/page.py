"""Rendering with what the reader may do beside the page's own context, and entering readings in the ledger."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jisr.station.accounts.access import actor_of
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries
from jisr.station.exchange.queries import DispatchPage
from jisr.station.ledger.services import Act, record


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the room; `rights` holds the values of the reader's rights, so that no button leads to a refusal."""
    user = request.user
    rights = frozenset(right.value for right in Right if isinstance(user, User) and user.may(right))
    return render(request, f"exchange/{template}", {**context, "rights": rights}, status=status)


def opened(request: HttpRequest, record_id: UUID) -> DispatchPage:
    """A dispatch with its content, for this reader; the reading is entered in the ledger.

    Raises:
        Http404: no such dispatch.
    """
    found = queries.dispatch(record_id)
    if found is None:
        raise Http404
    record(actor_of(request), Act.CONSULTATION, "dispatch", str(record_id))
    return found


def entered_list(request: HttpRequest, name: str, count: int) -> None:
    """Enter that a list with titles was shown."""
    if count:
        record(actor_of(request), Act.CONSULTATION, "dispatches", name, detail={"shown": count})
