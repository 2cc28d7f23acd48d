"""Background work: lists are taken in outside of the request that brought them."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from procrastinate import exceptions
from procrastinate.contrib.django import app

from jisr.station.intake.models import ImportState, ListImport
from jisr.station.ledger.actor import system_actor

_LOST_AFTER = timedelta(minutes=5)


def run_import_soon(import_id: UUID) -> None:
    """Queue the work on an import, in the caller's transaction; a second time while it waits does nothing."""
    from django.db import transaction

    deferrer = run_import_job.configure(lock=f"intake.import:{import_id}", queueing_lock=f"intake.import:{import_id}")
    try:
        with transaction.atomic():
            deferrer.defer(import_id=str(import_id))
    except exceptions.AlreadyEnqueued:
        pass


@app.task(name="intake.run_import", queue="intake")
def run_import_job(import_id: str) -> None:
    """Take a list in."""
    from jisr.station.intake.services.imports import run_import

    run_import(UUID(import_id), system_actor("import"))


@app.periodic(cron="*/5 * * * *")
@app.task(name="intake.resume_lost_imports", queueing_lock="intake.resume_lost_imports", queue="intake")
def resume_lost_imports(timestamp: int) -> None:
    """Every five minutes: imports that lost their worker go on with another."""
    lost = ListImport.objects.filter(state=ImportState.RUNNING, touched_at__lt=timezone.now() - _LOST_AFTER)
    for import_id in lost.values_list("id", flat=True):
        run_import_soon(import_id)
