"""How often one address may ask for consistency proofs: enough for every partner, too little to tire the database."""

from django.core.cache import cache
from django.http import HttpRequest

CALLS_PER_MINUTE = 120


def is_within_limit(request: HttpRequest) -> bool:
    """Count this call; whether the address is still within its limit for the minute."""
    address = request.META.get("REMOTE_ADDR", "")
    key = f"oversight-consistency:{address}"
    cache.add(key, 0, timeout=60)
    try:
        return cache.incr(key) <= CALLS_PER_MINUTE
    except ValueError:  # the minute ended between the two calls
        return True
