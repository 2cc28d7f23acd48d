"""Rendering with what the reader may do, and acting on a form: done, or the form again with what was wrong."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.web.problems import Problem


def reader(request: HttpRequest) -> User:
    """The person `requires` let in."""
    assert isinstance(request.user, User)
    return request.user


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    user = reader(request)
    rights = frozenset(right.value for right in Right if user.may(right))
    return render(request, f"compartments/{template}", {**context, "rights": rights}, status=status)


def acted(request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], object], done: str) -> bool:
    """Whether the form was sent, fits, and was acted upon; else it holds what was wrong."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Problem as problem:
        problem.attach_to(form)
        return False
    messages.success(request, done)
    return True
