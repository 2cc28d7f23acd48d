"""Queuing of background jobs by name, so that services know nothing of the workers that do them."""

from datetime import datetime

from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app

#: Among the jobs that wait, the higher number goes first: what partners wait for before what can be done any time.
PRIORITY_PARTNERS_WAIT = 10
PRIORITY_ANY_TIME = -10


def queue_once(task: str, queue: str, key: str, *, at: datetime | None = None, **arguments: str) -> None:
    """Queue a job in the caller's transaction; while one with the same key waits, a second is not needed.

    Args:
        task: the task's registered name.
        key: what the job is about, such as "exchange.deliver:madrid"; jobs of one key run one after another.
        at: not before this instant; None = as soon as the transaction has ended.
        arguments: what the task is called with.
    """
    deferrer = app.configure_task(task, queue=queue, lock=key, queueing_lock=key, schedule_at=at)
    try:
        with transaction.atomic():
            deferrer.defer(**arguments)
    except exceptions.AlreadyEnqueued:
        return
