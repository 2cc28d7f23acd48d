"""Rendering with what the reader may do beside the page's own context."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the room; `rights` holds the values of the reader's rights, so that no button leads to a refusal."""
    user = request.user
    rights = frozenset(right.value for right in Right if isinstance(user, User) and user.may(right))
    return render(request, f"partners/{template}", {**context, "rights": rights}, status=status)
