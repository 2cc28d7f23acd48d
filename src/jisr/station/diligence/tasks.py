"""Background work: reviews that fall due, originators still to be told, reports that are late."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app


@app.periodic(cron="*/5 * * * *")
@app.task(name="diligence.watch", queueing_lock="diligence.watch", queue="diligence")
def watch_diligence(timestamp: int) -> None:
    """Look at every date once."""
    from django.db import transaction

    from jisr.station.diligence import services

    now = datetime.fromtimestamp(timestamp, UTC)
    with transaction.atomic():
        services.note_reviews_due(now)
        services.watch(now)
