"""Work that the vault does by itself."""

from procrastinate.contrib.django import app

from jisr.station.vault.services import collect_orphans, finish_destructions


@app.periodic(cron="*/5 * * * *")
@app.task(name="vault.finish_destructions", queueing_lock="vault.finish_destructions")
def finish_ordered_destructions(timestamp: int) -> None:
    """Keys whose destruction was ordered and not carried out, because a process died or the store was away."""
    finish_destructions()


@app.periodic(cron="47 2 * * *")
@app.task(name="vault.collect_orphans", queueing_lock="vault.collect_orphans")
def collect_orphaned_keys(timestamp: int) -> None:
    """Every night: keys of records that were never committed."""
    collect_orphans()
