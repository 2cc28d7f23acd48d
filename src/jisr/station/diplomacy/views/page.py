"""Rendering with what the reader may do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jisr.core.handling import Classification
from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.exchange.services import own_handling


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    level: int | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page of the room; `rights` holds the values of the reader's rights. level: classification of what it shows."""
    user = request.user
    rights = frozenset(right.value for right in Right if isinstance(user, User) and user.may(right))
    marking = own_handling(Classification(level)) if level is not None else None
    given = {**context, "rights": rights, "may_write": "diplomacy_write" in rights, "page_marking": marking}
    return render(request, f"diplomacy/{template}", given, status=status)
