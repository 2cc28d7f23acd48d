"""Statistics that may be published: counts of which no small one can be read, nor got by subtraction.

`protect` decides which cells of one table are withheld, `Period` which stretches of time may be published. It counts
nothing itself.
"""

from jisr.core.disclosure.periods import Cadence, Period, PeriodError
from jisr.core.disclosure.suppression import Protected, is_determined, protect

__all__ = ["Cadence", "Period", "PeriodError", "Protected", "is_determined", "protect"]
