"""One run: everything whose last day is over is erased, and certified to whom it concerns."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.conf import settings

from jisr.station.exchange import services as exchange
from jisr.station.exchange.services.expiry import erase_expired_sent
from jisr.station.intake.services.erasure import erase_expired_reports
from jisr.station.knowledge.services.retention import erase_expired
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.retention.keeping import today
from jisr.station.retention.problems import ExerciseOnlyProblem
from jisr.station.retention.services.holding import end_holds
from jisr.station.vault.services import finish_destructions


@dataclass(frozen=True, slots=True)
class RunResult:
    """How much a run erased, of each kind, and how many holds had ended."""

    day: date
    statements: int
    reports: int
    sent: int
    received: int
    holds_over: int

    @property
    def total(self) -> int:
        return self.statements + self.reports + self.sent + self.received


def run(actor: Actor, as_of: date | None = None) -> RunResult:
    """Erase what has reached its last day.

    Args:
        as_of: another day than today, as if it were that day; at an exercise station only.

    Raises:
        ExerciseOnlyProblem: see `as_of`.
    """
    day = as_of or today()
    if day != today() and not settings.EXERCISE:
        record(actor, Act.REFUSAL, "retention", "run", decision="exercise_only")
        raise ExerciseOnlyProblem
    holds_over = end_holds(actor, min(day, today()))
    result = RunResult(
        day=day,
        statements=erase_expired(actor, day),
        reports=erase_expired_reports(actor, day),
        sent=erase_expired_sent(actor, day),
        received=exchange.fulfil_due(datetime.combine(day, time.min, UTC) if as_of else datetime.now(UTC)),
        holds_over=holds_over,
    )
    finish_destructions()
    return result
