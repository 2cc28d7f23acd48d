"""Search results as what Django's paginator wants: a sequence that fetches only the page it is asked for."""

from collections.abc import Callable

from django.http import HttpRequest

from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right
from jisr.station.knowledge.queries import Found


class SlicedHits[T]:
    """fetch(limit, offset) gives one page of hits and the total; each page is fetched once."""

    def __init__(self, fetch: Callable[[int, int], Found[T]]) -> None:
        self._fetch = fetch
        self._total: int | None = None

    def count(self) -> int:
        if self._total is None:
            self._total = self._fetch(1, 0).total
        return self._total

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, wanted: slice) -> list[T]:
        start = wanted.start or 0
        found = self._fetch((wanted.stop or self.count()) - start, start)
        self._total = found.total
        return found.hits


def may(request: HttpRequest, right: Right) -> bool:
    """Whether the reader holds a right; for what a page offers, never instead of the gate."""
    return isinstance(request.user, User) and request.user.may(right)
