"""Who holds a statement from us, and whose it is: by what travelled, statement by statement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from jisr.core.sealing import DispatchKind
from jisr.station.exchange import queries as exchange
from jisr.station.release import queries as release


@dataclass(frozen=True, slots=True)
class Carried:
    """One dispatch of ours with those of the wanted statements that it carried, and who got it."""

    dispatch_id: UUID
    recipients: tuple[str, ...]
    items: tuple[UUID, ...]


def carried(statement_ids: Iterable[UUID]) -> list[Carried]:
    """Dispatches that left this station with one of these statements and still stand, oldest first."""
    wanted = {str(item) for item in statement_ids}
    proposed = release.dispatches_with(UUID(item) for item in wanted)
    dispatches: set[UUID] = set().union(*proposed.values()) if proposed else set()
    dispatches |= {change.record_id for change in exchange.changes_to(dispatches)
                   if change.kind is DispatchKind.CORRECTION}  # fmt: skip
    found = []
    for dispatch_id in sorted(dispatches):
        page = exchange.dispatch(dispatch_id)
        if page is None:
            continue
        items = tuple(UUID(item.id) for item in page.statements if item.id in wanted)
        reached = tuple(each.recipient for each in page.view.deliveries if each.state != "cancelled")
        if items and reached:
            found.append(Carried(dispatch_id, reached, items))
    return found


def holders(statement_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Partners that got each statement from us."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for each in carried(statement_ids):
        for item in each.items:
            found[item] += [name for name in each.recipients if name not in found[item]]
    return dict(found)
