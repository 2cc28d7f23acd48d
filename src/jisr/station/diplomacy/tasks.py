"""Background work: remind of commitments every morning; tell partners what they missed every hour."""

from procrastinate.contrib.django import app

from jisr.station.ledger.actor import system_actor


@app.periodic(cron="5 5 * * *")
@app.task(name="diplomacy.remind", queueing_lock="diplomacy.remind", queue="diplomacy")
def remind(timestamp: int) -> None:
    """Note which commitments need attention, and tell a senior official of those that are over."""
    from django.utils import timezone

    from jisr.station.diplomacy.services.commitments import remind as note

    note(timezone.localdate(), timezone.now())


@app.periodic(cron="20 * * * *")
@app.task(name="diplomacy.catch_up", queueing_lock="diplomacy.catch_up", queue="diplomacy")
def catch_up(timestamp: int) -> None:
    """Send what partners could not be sent before."""
    from jisr.station.diplomacy.services.joint import catch_up as tell_all

    tell_all(system_actor("joint_records"))
