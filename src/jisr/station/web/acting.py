"""What a form does when it is sent, and what it shows when that cannot be done."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest, HttpResponse

from jisr.station.web.problems import Problem


def acted(request: HttpRequest, form: Form, act: Callable[[], HttpResponse]) -> HttpResponse | None:
    """Where to go after the act; None while the form is to be shown, with what stands in the way."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act()
    except Problem as problem:
        problem.attach_to(form)
        return None
