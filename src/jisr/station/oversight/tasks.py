"""Jobs of the oversight room: the regular integrity check, and proofs fetched from partners."""

from procrastinate.contrib.django import app

from jisr.station.ledger.actor import system_actor
from jisr.station.ledger.checks import run_check
from jisr.station.oversight.witnessing import settle_all


@app.periodic(cron="*/15 * * * *")
@app.task(name="oversight.check_ledger", queueing_lock="oversight.check_ledger", lock="oversight.check_ledger")
def check_ledger(timestamp: int = 0) -> bool:
    """Check the whole ledger; whether it holds."""
    return run_check(system_actor("check_ledger")).holds


@app.periodic(cron="*/2 * * * *")
@app.task(name="oversight.witness_partners", queueing_lock="oversight.witness", lock="oversight.witness")
def witness_partners(timestamp: int = 0) -> int:
    """Fetch outstanding consistency proofs; how many were judged."""
    return len(settle_all())
