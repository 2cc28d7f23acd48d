"""How little a small sample proves."""

from math import sqrt
from statistics import NormalDist


def wilson_interval(hits: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of a share, 0..1 (Wilson 1927): wide where there are few cases; (0, 1) where there are none.

    Raises:
        ValueError: more hits than cases, or a negative count.
    """
    if not 0 <= hits <= of:
        raise ValueError("hits must lie between 0 and the number of cases")
    if not of:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, spread = hits / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(share * (1 - share) / of + spread / of / 4)
    return max(0.0, middle - half), min(1.0, middle + half)
