"""Clock rings: how much of a period is gone, drawn as SVG (no inline style, so a strict CSP holds)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

#: From this share of the period on, the ring is drawn in the colour of attention, then of danger.
WARN_SHARE = 0.4
DANGER_SHARE = 0.75
#: Without a known beginning a clock counts against this period.
DEFAULT_PERIOD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Ring:
    """What is drawn: `share` gone (0..1), `tone` good | warn | danger, `left` until the end (negative: run out)."""

    share: float
    tone: str
    left: timedelta

    @property
    def is_run_out(self) -> bool:
        return self.left < timedelta(0)


def ring_of(due: datetime, now: datetime, start: datetime | None = None) -> Ring:
    """The ring of a period that began at `start` (default: a week before `due`) and ends at `due`."""
    began = start if start is not None and start < due else due - DEFAULT_PERIOD
    share = min(1.0, max(0.0, (now - began) / (due - began)))
    tone = "danger" if share >= DANGER_SHARE else "warn" if share >= WARN_SHARE else "good"
    return Ring(share, tone, due - now)
