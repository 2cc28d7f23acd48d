"""What a station accepts from others: limits, as one value that is passed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from jisr.core.sealing.errors import DowngradeError
from jisr.core.sealing.suites import HPKE_9, Suite


@dataclass(frozen=True, slots=True)
class SealingPolicy:
    """Limits of one station.

    Attributes:
        max_sealed_bytes: one sealed dispatch, as it arrives (default 16 MiB).
        max_recipients: recipients of one dispatch.
        max_clock_skew: how far in the future a dispatch may be dated.
        max_age: how old a dispatch may be; a station remembers the ids it has received for at least this long.
        minimum_strength: floor for every partner, see `Suite.strength`.
        minimum_strength_of: higher floors agreed with single partners, by station id.
    """

    max_sealed_bytes: int = 16 * 1024 * 1024
    max_recipients: int = 32
    max_clock_skew: timedelta = timedelta(minutes=5)
    max_age: timedelta = timedelta(days=30)
    minimum_strength: int = HPKE_9.strength
    minimum_strength_of: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def floor_for(self, station_id: str) -> int:
        """The least strength of a suite in dispatches to and from a partner."""
        return max(self.minimum_strength, self.minimum_strength_of.get(station_id, 0))

    def require_suite(self, suite: Suite, station_id: str) -> None:
        """Raises DowngradeError when the suite is below what was agreed with the partner."""
        if suite.strength < self.floor_for(station_id):
            raise DowngradeError(f"{suite.name} is weaker than agreed")


DEFAULT_POLICY = SealingPolicy()
