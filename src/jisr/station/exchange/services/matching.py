"""What a consent to match does here: the statements it is about are matched, or no longer."""

from uuid import UUID

from jisr.core.handling import Permission
from jisr.station.exchange.models import Consent, ConsentState, Direction
from jisr.station.exchange.records import body_of
from jisr.station.exchange.terms import ConsentTerms
from jisr.station.knowledge import queries as knowledge
from jisr.station.knowledge import services as knowledge_services


def follow(consent: Consent, terms: ConsentTerms | None) -> None:
    """Inside the transaction in which it is settled.

    Args:
        terms: its conditions; None = none came with the decision.
    """
    if consent.permission != Permission.MATCH or consent.direction != Direction.OUT:
        return
    ids = knowledge.received_ids(consent.record_id, _covered(consent, terms))
    if consent.state == ConsentState.GRANTED:
        knowledge_services.let_match(ids, consent.until, f"consent:{consent.id}")
    else:
        knowledge_services.stop_matching(ids)


def _covered(consent: Consent, terms: ConsentTerms | None) -> list[UUID]:
    """Ids under which the statements travelled that it is about."""
    carried = [str(each["id"]) for each in body_of(consent.record).get("statements", [])]
    asked = [each for each in carried if not consent.items or each in consent.items]
    return [UUID(each) for each in asked if terms is None or terms.covers(each)]
