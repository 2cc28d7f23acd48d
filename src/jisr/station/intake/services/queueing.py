"""When the work on an import is queued: once, however often it is asked for."""

from uuid import UUID

from jisr.station.jobs import queue_once

RUN_IMPORT = "intake.run_import"


def run_import_soon(import_id: UUID) -> None:
    """Queue the work on an import, in the caller's transaction; a second time while it waits does nothing."""
    queue_once(RUN_IMPORT, "intake", f"intake.import:{import_id}", import_id=str(import_id))
