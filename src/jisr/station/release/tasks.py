"""Background work: proposals go on when originators have answered."""

from uuid import UUID

from procrastinate.contrib.django import app

from jisr.station.jobs import PRIORITY_PARTNERS_WAIT
from jisr.station.release.models import Proposal, ProposalState
from jisr.station.release.services.waiting import GO_ON, QUEUE, go_on


@app.task(name=GO_ON, queue=QUEUE, priority=PRIORITY_PARTNERS_WAIT)
def go_on_with(proposal_id: str) -> None:
    """Release, close or hand back a proposal whose originators have answered."""
    go_on(UUID(proposal_id))


@app.periodic(cron="*/10 * * * *")
@app.task(name="release.go_on_all", queueing_lock="release.go_on_all", queue=QUEUE)
def go_on_with_all(timestamp: int) -> None:
    """Every ten minutes: all that wait, should a run have been lost."""
    for proposal_id in Proposal.objects.filter(state=ProposalState.WAITING).values_list("pk", flat=True):
        go_on(proposal_id)
