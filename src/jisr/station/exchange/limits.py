"""How much one address may ask of the exchange endpoint before any cryptography is spent on it.

A token bucket for each remote address in each worker process. A request costs one token, and each message that was
refused costs ten more: who sends what no partner would send is slowed down to about two messages a second.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest

TOKENS_PER_SECOND: Final = 20.0
BUCKET_SIZE: Final = 200.0
REFUSAL_COST: Final = 10.0
_MOST_ADDRESSES: Final = 10_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class AddressLimiter:
    """Token buckets by address; the least recently seen address is forgotten first."""

    def __init__(self, rate: float = TOKENS_PER_SECOND, size: float = BUCKET_SIZE) -> None:
        self._rate, self._size = rate, size
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def seconds_to_wait(self, address: str, now: float | None = None) -> float:
        """0 when the address may ask now (and one token is taken); else how long it must wait."""
        with self._lock:
            bucket = self._bucket(address, time.monotonic() if now is None else now)
            if bucket.tokens >= 1:
                bucket.tokens -= 1
                return 0.0
            return (1 - bucket.tokens) / self._rate

    def charge(self, address: str, refused: int, now: float | None = None) -> None:
        """Make refused messages felt."""
        with self._lock:
            bucket = self._bucket(address, time.monotonic() if now is None else now)
            bucket.tokens = max(bucket.tokens - refused * REFUSAL_COST, -self._size)

    def forget_all(self) -> None:
        """Begin anew (tests)."""
        with self._lock:
            self._buckets.clear()

    def _bucket(self, address: str, now: float) -> _Bucket:
        bucket = self._buckets.pop(address, None) or _Bucket(self._size, now)
        bucket.tokens = min(self._size, bucket.tokens + (now - bucket.filled_at) * self._rate)
        bucket.filled_at = now
        self._buckets[address] = bucket
        while len(self._buckets) > _MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        return bucket


limiter = AddressLimiter()


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; behind a proxy, what the proxy says (its own entry, the last)."""
    if settings.STATION.behind_proxy:
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
