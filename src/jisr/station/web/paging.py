"""Long lists, one page at a time."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PER_PAGE = 25
#: As far as the API counts into a list.
MAX_OFFSET = 10_000_000


def page_of(request: HttpRequest, items: Any, per_page: int = PER_PAGE) -> "Page[Any]":
    """The page that `?page=` asks for; the nearest existing one when it asks for nonsense."""
    return Paginator(items, per_page).get_page(request.GET.get("page"))
