"""Work that the station does by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from jisr.station.knowledge.services.retention import erase_expired
from jisr.station.ledger.actor import system_actor


@app.periodic(cron="17 2 * * *")
@app.task(name="knowledge.erase_expired", queueing_lock="knowledge.erase_expired")
def erase_expired_statements(timestamp: int) -> None:
    """Every night: statements past their last day are emptied."""
    erase_expired(system_actor("retention"), timezone.now().date())
