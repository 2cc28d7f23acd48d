"""Links of a list with what the station knows, put before people as proposals of identity."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from jisr.linking.links import Link
from jisr.station.intake.services.imports import list_name_of
from jisr.station.intake.services.landing import entity_id_of
from jisr.station.knowledge.queries import canonical_of
from jisr.station.knowledge.services import ContradictoryJudgementError, EntityNotFoundError, propose_pair
from jisr.station.ledger.actor import Actor


@dataclass
class Proposed:
    """What became of links: proposals, what a person has kept apart, what is one already, rows not taken in yet."""

    proposed: int = 0
    kept_apart: int = 0
    joined: int = 0
    not_taken_in: int = 0


def own_entity(list_name: str, key: str) -> UUID | None:
    """The entity that a row became when its list was taken in, as it stands now; None where it was not."""
    return canonical_of(entity_id_of(list_name, key))


def is_itself(list_name: str, link: Link) -> bool:
    """Whether a row met the entity that it became itself."""
    return str(own_entity(list_name, link.left.key)) == link.right.key


def propose_links(actor: Actor, list_name: str, links: Iterable[Link]) -> Proposed:
    """Propose that each row and the entity it is linked with are one; a person decides."""
    outcome = Proposed()
    for link in links:
        own = own_entity(list_name, link.left.key)
        if own is None:
            outcome.not_taken_in += 1
            continue
        try:
            propose_pair(actor, own, UUID(link.right.key))
        except ContradictoryJudgementError:
            outcome.kept_apart += 1
        except EntityNotFoundError:
            outcome.joined += 1
        else:
            outcome.proposed += 1
    return outcome


def name_of_list(file_name: str, given: str) -> str:
    """The name under which `jisr intake` keeps a list."""
    return given or list_name_of(file_name)
