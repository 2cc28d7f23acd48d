"""The clocks of a request: pure arithmetic on instants.

Source: LED Art. 12(3) and GDPR Art. 12(3): one month from receipt, extendable once by two further months.
"""

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Terms:
    """How long each step may take, and how long the requester's data are kept after closing."""

    acknowledge_days: int = 7
    answer_months: int = 1
    extension_months: int = 2
    propagate_days: int = 14
    keep_months: int = 24

    def acknowledge_by(self, received_at: datetime) -> datetime:
        return received_at + timedelta(days=self.acknowledge_days)

    def answer_by(self, received_at: datetime) -> datetime:
        return months_later(received_at, self.answer_months)

    def extended(self, received_at: datetime) -> datetime:
        return months_later(received_at, self.answer_months + self.extension_months)

    def propagate_by(self, signed_at: datetime) -> datetime:
        return signed_at + timedelta(days=self.propagate_days)

    def erase_after(self, closed_at: datetime) -> datetime:
        return months_later(closed_at, self.keep_months)


def months_later(moment: datetime, months: int) -> datetime:
    """The same day so many months later; the last day of the month where it has no such day.

    Source: Regulation (EEC, Euratom) 1182/71 Art. 3(2)(c).
    """
    month = moment.month - 1 + months
    year, month = moment.year + month // 12, month % 12 + 1
    day = min(moment.day, calendar.monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day)
