"""Rendering with the tabs of the room and what the reader may do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.retention import queries

_TABS = ("upcoming", "erased", "holds")


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, tab: str = "", status: int = 200
) -> HttpResponse:
    """A page of the room; `rights` holds the values of the reader's rights."""
    user = request.user
    rights = frozenset(right.value for right in Right if isinstance(user, User) and user.may(right))
    labels = {"upcoming": _("To be erased"), "erased": _("Erased records"), "holds": _("Holds")}
    counts = {"holds": len(queries.holds())}
    tabs = [(labels[name], reverse(f"retention:{name}"), name == tab, counts.get(name)) for name in _TABS]
    return render(request, f"retention/{template}", {**context, "rights": rights, "tabs": tabs}, status=status)
