"""Background work: lists are taken in outside of the request that brought them."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from jisr.station.intake.models import ImportState, ListImport
from jisr.station.intake.services.imports import run_import
from jisr.station.intake.services.queueing import RUN_IMPORT, run_import_soon
from jisr.station.ledger.actor import system_actor

_LOST_AFTER = timedelta(minutes=5)


@app.task(name=RUN_IMPORT, queue="intake")
def run_import_job(import_id: str) -> None:
    """Take a list in."""
    run_import(UUID(import_id), system_actor("import"))


@app.periodic(cron="*/5 * * * *")
@app.task(name="intake.resume_lost_imports", queueing_lock="intake.resume_lost_imports", queue="intake")
def resume_lost_imports(timestamp: int) -> None:
    """Every five minutes: imports that lost their worker go on with another."""
    lost = ListImport.objects.filter(state=ImportState.RUNNING, touched_at__lt=timezone.now() - _LOST_AFTER)
    for import_id in lost.values_list("id", flat=True):
        run_import_soon(import_id)
