"""Background work: clocks every quarter of an hour, emptying once a day."""

from django.utils import timezone
from procrastinate.contrib.django import app

from jisr.station.ledger.actor import system_actor


@app.periodic(cron="*/15 * * * *")
@app.task(name="redress.clocks", queueing_lock="redress.clocks", queue="redress")
def watch_clocks(timestamp: int) -> None:
    """Note what has run out, empty what is over."""
    from jisr.station.redress.services import erase_requesters, note_late

    now = timezone.now()
    note_late(system_actor("redress_clocks"), now)
    erase_requesters(system_actor("redress_clocks"), timezone.localdate(now))
