"""Queues the work on an import by its name, so that services know nothing of the workers that do it."""

from uuid import UUID

from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app

RUN_IMPORT = "intake.run_import"


def run_import_soon(import_id: UUID) -> None:
    """Queue the work on an import, in the caller's transaction; a second time while it waits does nothing."""
    name = f"intake.import:{import_id}"
    deferrer = app.configure_task(RUN_IMPORT, queue="intake", lock=name, queueing_lock=name)
    try:
        with transaction.atomic():
            deferrer.defer(import_id=str(import_id))
    except exceptions.AlreadyEnqueued:
        pass
