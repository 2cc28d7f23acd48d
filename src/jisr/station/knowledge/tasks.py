"""Work that the station does by itself."""

from uuid import UUID

from procrastinate.contrib.django import app

from jisr.station.jobs import PRIORITY_ANY_TIME
from jisr.station.knowledge.resolution.name_changes import forget_old_changes
from jisr.station.knowledge.services.identities import propose_for_entities
from jisr.station.knowledge.services.projections import rebuild_profiles
from jisr.station.ledger.actor import system_actor


@app.task(name="knowledge.compare_entities", priority=PRIORITY_ANY_TIME)
def compare_entities(entities: list[str], occasion: str) -> None:
    """Propose the likely same of each entity, as after an import; one transaction for each."""
    for entity in entities:
        propose_for_entities(system_actor("identity"), [UUID(entity)], occasion=occasion)


@app.task(name="knowledge.redraw_profiles", queueing_lock="knowledge.redraw_profiles", priority=PRIORITY_ANY_TIME)
def redraw_profiles() -> None:
    """After an upgrade of the names' model or rules: draw the name keys of all profiles afresh."""
    rebuild_profiles(system_actor("identity"))


@app.periodic(cron="37 2 * * *")
@app.task(name="knowledge.forget_changes", queueing_lock="knowledge.forget_changes")
def forget_changes(timestamp: int) -> None:
    """Every night: what every process has followed need not be kept."""
    forget_old_changes()
