"""The life-at-risk override: two persons, a time box, an end, and a report that is owed.

It lets through what an assessment or an originator's "ask first" would hold up, for an imminent threat to life and for
nothing else. It never lets through what is of tainted origin or what is known or believed to lead to torture.
Source: Regulation (EU) 2016/794 Art. 19(2) and 23(9); The Principles (2019).
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from jisr.core.diligence.errors import DiligenceError

#: The second person must confirm within this time.
CONFIRM_WITHIN: Final = timedelta(hours=1)
#: How long an override may last.
LONGEST: Final = timedelta(hours=24)
#: Oversight and originators hear of it within this time.
REPORT_WITHIN: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Override:
    """An override as asked for and, once `confirmed_at` is set, in force.

    Attributes:
        subject: what may go, e.g. "warning:<id>"; recipients: station ids to whom.
        threat, reason: whose life is in danger and how this is known; why the ordinary way is too slow.
        asked_by, confirmed_by: account numbers.
        ends_at: when it ends, however it was used.
    """

    subject: str
    recipients: tuple[str, ...]
    threat: str
    reason: str
    asked_by: int
    asked_at: datetime
    ends_at: datetime
    confirmed_by: int | None = None
    confirmed_at: datetime | None = None
    confirm_reason: str = ""

    @property
    def confirm_by(self) -> datetime:
        return self.asked_at + CONFIRM_WITHIN

    @property
    def report_due(self) -> datetime | None:
        """When oversight and originators must have heard of it; None while it is not confirmed."""
        return self.confirmed_at + REPORT_WITHIN if self.confirmed_at else None

    def is_in_force(self, at: datetime) -> bool:
        return self.confirmed_at is not None and self.confirmed_at <= at < self.ends_at


def ask_override(
    *,
    subject: str,
    recipients: Collection[str],
    threat: str,
    reason: str,
    by: int,
    at: datetime,
    hours: float,
    is_tainted: bool,
    is_torture_known: bool,
) -> Override:
    """What a first person asks for.

    Args:
        hours: for how long, more than 0 and at most 24.
        is_tainted: something in it is of tainted origin.
        is_torture_known: torture is known or believed to follow.

    Raises:
        DiligenceError: override_tainted, override_torture, reason_needed, no_recipients, override_too_long.
    """
    _never(is_tainted=is_tainted, is_torture_known=is_torture_known)
    for name, text in (("threat", threat), ("reason", reason)):
        if not text.strip():
            raise DiligenceError("reason_needed", name)
    if not recipients:
        raise DiligenceError("no_recipients", "recipients")
    if not timedelta(0) < timedelta(hours=hours) <= LONGEST:
        raise DiligenceError("override_too_long", "hours")
    return Override(
        subject=subject,
        recipients=tuple(sorted(set(recipients))),
        threat=threat.strip(),
        reason=reason.strip(),
        asked_by=by,
        asked_at=at,
        ends_at=at + timedelta(hours=hours),
    )


def confirm_override(
    asked: Override, *, by: int, at: datetime, reason: str, is_tainted: bool, is_torture_known: bool
) -> Override:
    """What a second person makes of it: in force from now.

    Raises:
        DiligenceError: override_same_person, override_confirmed, override_time_over, reason_needed, and as for asking.
    """
    if by == asked.asked_by:
        raise DiligenceError("override_same_person")
    if asked.confirmed_at is not None:
        raise DiligenceError("override_confirmed")
    if not asked.asked_at <= at <= min(asked.confirm_by, asked.ends_at):
        raise DiligenceError("override_time_over")
    if not reason.strip():
        raise DiligenceError("reason_needed", "reason")
    _never(is_tainted=is_tainted, is_torture_known=is_torture_known)
    return replace(asked, confirmed_by=by, confirmed_at=at, confirm_reason=reason.strip())


def _never(*, is_tainted: bool, is_torture_known: bool) -> None:
    if is_tainted:
        raise DiligenceError("override_tainted")
    if is_torture_known:
        raise DiligenceError("override_torture")
