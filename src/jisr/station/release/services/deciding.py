"""Deciding: release, refuse, withdraw, stop, and let go on. Each is one transaction with its ledger entries."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.core.handling import Purpose
from jisr.core.sealing import DispatchKind
from jisr.station.accounts.roles import Right
from jisr.station.compartments.services import inherit
from jisr.station.exchange import queries as exchanged
from jisr.station.exchange import services as exchange
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.release import diligence, signals
from jisr.station.release.composing import Draft, PartnerView, partner_views, seen_digest
from jisr.station.release.drafts import draft_of, missing_items
from jisr.station.release.models import Proposal, ProposalRecipient, ProposalState, ProposalStep
from jisr.station.release.problems import (
    NotAwaiting,
    NothingMayGo,
    NotStopped,
    NotTheAuthor,
    ProposalMissing,
    ReasonNeeded,
    SourceChanged,
    Stopped,
    ViewChanged,
)
from jisr.station.release.services.people import require_person, require_second_person

#: In which a proposal can still be refused or withdrawn.
OPEN_STATES = (ProposalState.AWAITING, ProposalState.WAITING, ProposalState.STOPPED)


@transaction.atomic
def release(actor: Actor, proposal_id: UUID, *, seen: str | None = None, note: str = "") -> dict[str, UUID]:
    """Let it go: one dispatch for each different partner's view; station id -> this station's id of the dispatch.

    Everything is decided anew at this instant. Partners to whom nothing may go are left out.

    Args:
        seen: `seen_digest` of the views that the releaser looked at; None only where no person looks at a page.

    Raises:
        OwnWork, NamedPersonNeeded, RightMissing: see `people`.
        ProposalMissing, NotAwaiting, Stopped, SourceChanged, ViewChanged, NothingMayGo.
    """
    proposal = locked(proposal_id)
    deciding = require_second_person(actor, proposal)
    if proposal.state == ProposalState.STOPPED:
        raise Stopped
    require_state(proposal, ProposalState.AWAITING)
    now = timezone.now()
    draft = draft_of(proposal, now.date())
    if missing_items(proposal, draft):
        raise SourceChanged
    views = partner_views(draft, stations_of(proposal), now)
    if seen is not None and seen != seen_digest(views):
        raise ViewChanged
    if not any(view.may_go for view in views):
        raise NothingMayGo
    return let_go(actor, proposal, deciding, draft, views, note, now)


def let_go(
    actor: Actor,
    proposal: Proposal,
    deciding: int,
    draft: Draft,
    views: list[PartnerView],
    note: str,
    now: datetime,
) -> dict[str, UUID]:
    """Send what may go of what a second person has decided on, and close the proposal."""
    going = [view for view in views if view.may_go]
    dispatches: dict[str, UUID] = {}
    for view in going:
        dispatch_id = _send(actor, proposal, view)
        dispatches |= dict.fromkeys(view.recipients, dispatch_id)
    _note_counts(proposal, views, dispatches)
    close(proposal, ProposalState.RELEASED, actor, deciding, note, now)
    gone = {station_id: view.going for view in going for station_id in view.recipients}
    diligence.note_release(actor, proposal.pk, draft, gone, dispatches, now)
    signals.released.send(
        Proposal,
        actor=actor,
        proposal_id=proposal.pk,
        subject=proposal.subject,
        kind=DispatchKind(proposal.kind),
        at=now,
        dispatches=dispatches,
    )
    counts = {"recipients": len(dispatches), "left_out": sum(len(v.recipients) for v in views if not v.may_go)}
    record(actor, Act.DISCLOSURE, "release", str(proposal.pk), decision="released", detail=counts)
    return dispatches


@transaction.atomic
def refuse(actor: Actor, proposal_id: UUID, reason: str) -> None:
    """Keep it here, and say why.

    Raises:
        ReasonNeeded, and as `release` about people and states.
    """
    proposal = locked(proposal_id)
    deciding = require_second_person(actor, proposal)
    require_state(proposal, *OPEN_STATES)
    close(proposal, ProposalState.REFUSED, actor, deciding, _reason(reason), timezone.now())
    tell_closed(actor, proposal)
    record(actor, Act.REFUSAL, "release", str(proposal.pk), justification=reason.strip(), decision="refused")


@transaction.atomic
def withdraw(actor: Actor, proposal_id: UUID, reason: str = "") -> None:
    """Take back an own proposal that has not been decided.

    Raises:
        NotTheAuthor, ProposalMissing, NotAwaiting, NamedPersonNeeded, RightMissing.
    """
    proposal = locked(proposal_id)
    person = require_person(actor, Right.RELEASE_PROPOSE)
    if person != proposal.author_id:
        raise NotTheAuthor
    require_state(proposal, *OPEN_STATES)
    close(proposal, ProposalState.WITHDRAWN, actor, person, reason.strip(), timezone.now())
    tell_closed(actor, proposal)
    record(actor, Act.ALTERATION, "release", str(proposal.pk), justification=reason.strip(), decision="withdrawn")


@transaction.atomic
def stop(actor: Actor, proposal_id: UUID, reason: str) -> None:
    """Oversight holds a release until it lets it go on; nobody else can lift this.

    Raises:
        ReasonNeeded, ProposalMissing, NotAwaiting, NamedPersonNeeded, RightMissing.
    """
    proposal = locked(proposal_id)
    require_person(actor, Right.RELEASE_STOP)
    require_state(proposal, ProposalState.AWAITING, ProposalState.WAITING)
    _hold(proposal, actor, _reason(reason), is_stopped=True)


@transaction.atomic
def resume(actor: Actor, proposal_id: UUID, reason: str) -> None:
    """Oversight lets a stopped release go on to its decision.

    Raises:
        ReasonNeeded, NotStopped, ProposalMissing, NamedPersonNeeded, RightMissing.
    """
    proposal = locked(proposal_id)
    require_person(actor, Right.RELEASE_STOP)
    if proposal.state != ProposalState.STOPPED:
        raise NotStopped
    _hold(proposal, actor, _reason(reason), is_stopped=False)


def waits_for(proposal: Proposal) -> list[UUID]:
    """Consents of originators that a proposal has asked for and that are not answered."""
    asked = {view.id for view in exchanged.consents(direction="out", state="asked")}
    return [row.consent_id for row in proposal.consents.all() if row.consent_id in asked]


def locked(proposal_id: UUID) -> Proposal:
    proposal = Proposal.objects.select_for_update().filter(pk=proposal_id).first()
    if proposal is None:
        raise ProposalMissing
    return proposal


def require_state(proposal: Proposal, *states: ProposalState) -> None:
    if proposal.state not in states:
        raise NotAwaiting


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ReasonNeeded
    return reason.strip()


def stations_of(proposal: Proposal) -> list[str]:
    return [recipient.station_id for recipient in proposal.recipients.all()]


def _send(actor: Actor, proposal: Proposal, view: PartnerView) -> UUID:
    assert view.body is not None
    assert view.handling is not None
    dispatch_id = exchange.send(
        actor,
        kind=DispatchKind(proposal.kind),
        recipients=list(view.recipients),
        body=dict(view.body),
        handling=view.handling,
        purpose=Purpose(proposal.purpose),
        thread=proposal.thread,
        refers_to=proposal.refers_to,
        subject=proposal.subject,
        deadline=proposal.deadline,
    )
    inherit(f"dispatch:{dispatch_id}", [f"proposal:{proposal.pk}"])
    return dispatch_id


def _note_counts(proposal: Proposal, views: list[PartnerView], dispatches: dict[str, UUID]) -> None:
    by_station = {station: view for view in views for station in view.recipients}
    rows = list(proposal.recipients.all())
    for row in rows:
        view = by_station[row.station_id]
        row.dispatch_id = dispatches.get(row.station_id)
        row.going_count, row.withheld_count = len(view.going), len(view.withheld)
    ProposalRecipient.objects.bulk_update(rows, ["dispatch_id", "going_count", "withheld_count"])


def close(
    proposal: Proposal, state: ProposalState, actor: Actor, person: int | None, reason: str, now: datetime
) -> None:
    """Write the decision, and let the proposal's own texts go: what was sent is kept by the exchange."""
    proposal.state = state
    proposal.decided_by, proposal.decided_by_id, proposal.decided_at = actor.name, person, now
    proposal.reason, proposal.extra = reason, {}
    proposal.save(update_fields=["state", "decided_by", "decided_by_id", "decided_at", "reason", "extra"])
    proposal.items.update(content={})
    proposal.paraphrases.all().delete()
    ProposalStep.objects.create(proposal=proposal, act=state.value, by=actor.name, at=now, reason=reason)


def _hold(proposal: Proposal, actor: Actor, reason: str, *, is_stopped: bool) -> None:
    now = timezone.now()
    goes_on_to = ProposalState.WAITING if waits_for(proposal) else ProposalState.AWAITING
    proposal.state = ProposalState.STOPPED if is_stopped else goes_on_to
    proposal.save(update_fields=["state"])
    act = "stopped" if is_stopped else "resumed"
    ProposalStep.objects.create(proposal=proposal, act=act, by=actor.name, at=now, reason=reason)
    signals.stopped.send(
        Proposal,
        actor=actor,
        proposal_id=proposal.pk,
        subject=proposal.subject,
        kind=DispatchKind(proposal.kind),
        at=now,
        is_stopped=is_stopped,
        reason=reason,
    )
    record(actor, Act.ALTERATION, "release", str(proposal.pk), justification=reason, decision=act)


def tell_closed(actor: Actor, proposal: Proposal) -> None:
    signals.closed.send(
        Proposal,
        actor=actor,
        proposal_id=proposal.pk,
        subject=proposal.subject,
        kind=DispatchKind(proposal.kind),
        at=proposal.decided_at,
        state=proposal.state,
        reason=proposal.reason,
    )
