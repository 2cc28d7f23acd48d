"""Identities that a compartment hides: proposals only for those in it; its owner is told when others meet them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from jisr.station.compartments.services import note_touch
from jisr.station.knowledge.models import EntityProfile, IdentityProposal
from jisr.station.knowledge.resolution.candidates import Likely
from jisr.station.ledger.actor import Actor

type Pair = tuple[UUID, UUID]


def anything_is_hidden() -> bool:
    """Whether any entity has a profile in a compartment; one look into a small index."""
    return EntityProfile._base_manager.exclude(compartments=[]).exists()


def hide_proposals(pairs: Iterable[Pair]) -> None:
    """Proposals that rest on what is hidden are seen by those who may see all of it."""
    for left, right in pairs:
        compartments = sorted(hiding(left) | hiding(right))
        row = IdentityProposal._base_manager.filter(left=left, right=right)
        row.update(compartments=compartments)


def show_proposals(pairs: Iterable[Pair]) -> None:
    """Proposals that what is in no compartment bears out are seen by everyone."""
    for left, right in pairs:
        IdentityProposal._base_manager.filter(left=left, right=right).exclude(compartments=[]).update(compartments=[])


def hiding(entity: UUID) -> set[UUID]:
    """The compartments that hide something of an entity."""
    held = EntityProfile._base_manager.filter(canonical_id=entity).values_list("compartments", flat=True)
    return {compartment for compartments in held for compartment in compartments}


def tell_owners(actor: Actor, touched: Iterable[UUID], found: Mapping[Pair, Likely], occasion: str) -> None:
    """Deconfliction: the owners of what was met, and only they, are told whose work met it."""
    for worked_on in touched:
        for pair, likely in found.items():
            if worked_on not in pair:
                continue
            met = pair[1] if pair[0] == worked_on else pair[0]
            note_touch(
                actor,
                hiding(met) - hiding(worked_on),
                subject=f"entity:{worked_on}",
                hidden=f"entity:{met}",
                likeness=likely.score,
                occasion=occasion,
            )
