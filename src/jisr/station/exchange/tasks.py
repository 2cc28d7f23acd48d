"""Background work: deliver what is queued, do what has fallen due."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from jisr.station.exchange.services.consent_following import lapse_unanswered
from jisr.station.exchange.services.delivery import deliver_due, next_attempt_of, partners_with_due
from jisr.station.exchange.services.obligations import erase_unused, fulfil_due
from jisr.station.exchange.services.queueing import DELIVER, ERASE_UNUSED, QUEUE, deliver_soon
from jisr.station.jobs import PRIORITY_PARTNERS_WAIT


@app.task(name=DELIVER, queue=QUEUE, priority=PRIORITY_PARTNERS_WAIT)
def deliver(station_id: str) -> None:
    """Send what is due to one partner, and come back when more falls due."""
    while True:
        deliver_due(station_id, timezone.now())
        following = next_attempt_of(station_id)
        if following is None:
            return
        # What was queued meanwhile goes now: a second run would wait for this one to end, and be seen only by polling.
        if following > timezone.now():
            deliver_soon(station_id, at=following)
            return


@app.periodic(cron="* * * * *")
@app.task(name="exchange.deliver_all", queueing_lock="exchange.deliver_all", queue=QUEUE)
def deliver_all(timestamp: int) -> None:
    """Every minute: a run for every partner with something due, should a run have been lost."""
    for station_id in partners_with_due(timezone.now()):
        deliver_soon(station_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="exchange.obligations", queueing_lock="exchange.obligations", queue=QUEUE)
def fulfil_due_obligations(timestamp: int) -> None:
    """Erase what has reached its last day, and certify it."""
    fulfil_due(timezone.now())


@app.task(name=ERASE_UNUSED, queue=QUEUE, priority=PRIORITY_PARTNERS_WAIT)
def erase_recalled(cause: str) -> None:
    """Erase what was recalled and rests under nothing of this station, without waiting for a person."""
    erase_unused(UUID(cause))


@app.periodic(cron="*/5 * * * *")
@app.task(name="exchange.consents", queueing_lock="exchange.consents", queue=QUEUE)
def lapse_consents(timestamp: int) -> None:
    """Take as refused what originators did not answer in time."""
    lapse_unanswered(timezone.now())
