"""What is wrong with this station, and what to do about it: one finding per thing looked at.

Sentences go through the standard library's gettext (the command's catalogue), because the doctor must speak also when
Django cannot start.
"""

from jisr.station.doctor.findings import Finding, State
from jisr.station.doctor.rounds import examine

__all__ = ["Finding", "State", "examine"]
