"""How often one account may call the API. The exchange endpoint has its own limit, in its own room."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from ninja.throttling import BaseThrottle

from jisr.station.accounts.models import User


class PerMinute(BaseThrottle):
    """A fixed window: at most `limit` calls of one account in a calendar minute, over all processes of the station."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def allow_request(self, request: HttpRequest) -> bool:
        caller = getattr(request, "auth", None)
        if not isinstance(caller, User):
            return True
        key = f"api-calls:{caller.pk}:{timezone.now():%Y%m%d%H%M}"
        if cache.add(key, 1, timeout=120):
            return True
        try:
            return cache.incr(key) <= self.limit
        except ValueError:  # the window ended between the two calls
            return True

    def wait(self) -> float | None:
        return 60 - timezone.now().second
