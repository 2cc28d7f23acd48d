"""Background work: deliver what is queued, do what has fallen due."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from procrastinate import exceptions
from procrastinate.contrib.django import app


def deliver_soon(station_id: str, at: datetime | None = None) -> None:
    """Queue a delivery run for a partner, once; in the caller's transaction, so that it starts after the commit."""
    deferrer = deliver.configure(
        queueing_lock=f"exchange.deliver:{station_id}", lock=f"exchange.deliver:{station_id}", schedule_at=at
    )
    try:
        with transaction.atomic():
            deferrer.defer(station_id=station_id)
    except exceptions.AlreadyEnqueued:
        pass


@app.task(name="exchange.deliver", queue="exchange")
def deliver(station_id: str) -> None:
    """Send what is due to one partner, and come back when more falls due."""
    from jisr.station.exchange.services.delivery import deliver_due, next_attempt_of

    deliver_due(station_id, timezone.now())
    following = next_attempt_of(station_id)
    if following is not None:
        deliver_soon(station_id, at=following)


@app.periodic(cron="* * * * *")
@app.task(name="exchange.deliver_all", queueing_lock="exchange.deliver_all", queue="exchange")
def deliver_all(timestamp: int) -> None:
    """Every minute: a run for every partner with something due, should a run have been lost."""
    from jisr.station.exchange.services.delivery import partners_with_due

    for station_id in partners_with_due(timezone.now()):
        deliver_soon(station_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="exchange.obligations", queueing_lock="exchange.obligations", queue="exchange")
def fulfil_due_obligations(timestamp: int) -> None:
    """Erase what has reached its last day, and certify it."""
    from jisr.station.exchange.services.obligations import fulfil_due

    fulfil_due(timezone.now())
