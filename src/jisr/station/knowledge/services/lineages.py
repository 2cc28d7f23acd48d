"""Where information comes from, as an id that may travel; and who answers for an assessment.

One origin relayed by two partners is still one origin. So every origin gets a random id, minted once by the station
that holds it, which goes with what was drawn from it and comes back with it.
"""

from uuid import UUID

from django.utils import timezone

from jisr.core.statements import Basis
from jisr.station.knowledge.models import Lineage, StatementRecord
from jisr.station.ledger.actor import Actor


def lineage_of(word: str) -> str:
    """The id of an origin, minted when it is first asked for.

    Args:
        word: which origin it is, for this station alone: "source:<code name>" or "origin:<word>".
    """
    row, _is_new = Lineage.objects.get_or_create(word=word[:200], defaults={"minted_at": timezone.now()})
    return str(row.id)


def trace_report(report_id: UUID, lineage: str) -> None:
    """Let what was taken from a report go back to this origin, after the report's origin or source was corrected."""
    StatementRecord.objects.filter(report_id=report_id, received_from="").update(lineage=lineage)


def author_of(actor: Actor, basis: Basis) -> str:
    """Who answers for an assessment: the person who makes it; nobody for a fact, or where a job makes it."""
    return actor.name if basis is Basis.ASSESSMENT and actor.user_id is not None else ""
