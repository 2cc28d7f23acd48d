"""Background work: look at the clocks every minute."""

from django.utils import timezone
from procrastinate.contrib.django import app

from jisr.station.ledger.actor import system_actor


@app.periodic(cron="* * * * *")
@app.task(name="warnings.clocks", queueing_lock="warnings.clocks", queue="warnings")
def watch_clocks(timestamp: int) -> None:
    """Mark what has run out since the last look."""
    from jisr.station.warnings.services import note_run_outs

    note_run_outs(system_actor("warning_clocks"), timezone.now())
