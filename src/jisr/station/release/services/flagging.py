"""The second pair of eyes sees a character in which cooperation is forbidden: it is flagged, and the whole stays."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import NeutralityFlag
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.release.models import FINAL_STATES, Proposal, ProposalStep
from jisr.station.release.problems import NotAwaiting, ProposalMissing, ReasonNeeded, ReleaseProblem
from jisr.station.release.services.people import require_second_person


@transaction.atomic
def flag_neutrality(actor: Actor, proposal_id: UUID, flags: Iterable[NeutralityFlag], reason: str) -> None:
    """Flag characters of the matter, in addition to what its author flagged; they are never taken away again.

    Raises:
        OwnWork, NamedPersonNeeded, RightMissing, ProposalMissing, NotAwaiting, ReasonNeeded.
        ReleaseProblem: no flag.
    """
    proposal = Proposal.objects.select_for_update().filter(pk=proposal_id).first()
    if proposal is None:
        raise ProposalMissing
    require_second_person(actor, proposal)
    if proposal.state in FINAL_STATES:
        raise NotAwaiting
    chosen = {flag.value for flag in flags}
    if not chosen:
        raise ReleaseProblem("flag_needed", _("Choose at least one character of the matter."), field="neutrality")
    if not reason.strip():
        raise ReasonNeeded
    proposal.flagged = sorted({*proposal.flagged, *chosen})
    proposal.save(update_fields=["flagged"])
    ProposalStep.objects.create(
        proposal=proposal, act="flagged", by=actor.name, at=timezone.now(), reason=reason.strip()
    )
    record(
        actor,
        Act.ALTERATION,
        "release",
        str(proposal.pk),
        justification=reason.strip(),
        decision="flagged",
        detail={"neutrality": ",".join(sorted(chosen))},
    )
