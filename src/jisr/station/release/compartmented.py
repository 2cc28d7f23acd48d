"""How proposals inherit from what they are composed of, how they are named, and for what they are read."""

from typing import Any
from uuid import UUID

from jisr.station.accounts.purposes import purpose_from
from jisr.station.compartments import references, signals
from jisr.station.compartments.services import inherit
from jisr.station.release.models import Proposal, ProposalItem, ProposalRecipient


def connect() -> None:
    signals.spread.connect(follow, dispatch_uid="release.compartmented")
    references.register("proposal", references.Kind(find_proposal, describe_proposal, "release:proposal"))
    purpose_from("proposal_id", _purpose_of)


def follow(touched: dict[type[Any], set[Any]], **_kwargs: Any) -> None:
    """What was composed of statements follows them, and what was sent of a proposal follows it."""
    keys = {key for table, held in touched.items() if table.guard.kind == "statement" for key in held}
    items = ProposalItem._base_manager.filter(item_id__in=keys) if keys else ProposalItem._base_manager.none()
    for proposal_id, item_id in items.values_list("proposal_id", "item_id"):
        inherit(f"proposal:{proposal_id}", [f"statement:{item_id}"])
    sent = ProposalRecipient._base_manager.filter(proposal_id__in=touched.get(Proposal, ()), dispatch_id__isnull=False)
    for proposal_id, dispatch_id in sent.values_list("proposal_id", "dispatch_id").distinct():
        inherit(f"dispatch:{dispatch_id}", [f"proposal:{proposal_id}"])


def find_proposal(text: str) -> UUID | None:
    try:
        wanted = Proposal.objects.filter(pk=UUID(text))
    except ValueError:
        return None
    return wanted.values_list("pk", flat=True).first()


def describe_proposal(proposal_id: UUID) -> str:
    proposal = Proposal.objects.filter(pk=proposal_id).first()
    return proposal.title if proposal else ""


def _purpose_of(proposal_id: str) -> str:
    return Proposal.objects.filter(pk=proposal_id).values_list("purpose", flat=True).first() or ""
