"""Work that the room does by itself."""

from procrastinate.contrib.django import app

from jisr.station.jobs import PRIORITY_ANY_TIME
from jisr.station.ledger.actor import system_actor
from jisr.station.retention.services import run


@app.periodic(cron="17 * * * *")
@app.task(name="retention.run", queueing_lock="retention.run", priority=PRIORITY_ANY_TIME)
def run_retention(timestamp: int) -> None:
    """Every hour, so that what was held or undone is not kept long after: erase what has reached its last day."""
    run(system_actor("retention"))
