"""Queues deliveries by the task's name, so that services know nothing of the workers that do them."""

from datetime import datetime

from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app

DELIVER = "exchange.deliver"
QUEUE = "exchange"


def deliver_soon(station_id: str, at: datetime | None = None) -> None:
    """Queue a delivery run for a partner, once; in the caller's transaction, so that it starts after the commit."""
    name = f"{DELIVER}:{station_id}"
    deferrer = app.configure_task(DELIVER, queue=QUEUE, queueing_lock=name, lock=name, schedule_at=at)
    try:
        with transaction.atomic():
            deferrer.defer(station_id=station_id)
    except exceptions.AlreadyEnqueued:
        pass
