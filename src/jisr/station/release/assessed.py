"""What this room offers to due diligence: what records hold, and the release of what an override lets go."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.core.diligence import SubjectKind
from jisr.station.diligence import signals, subjects
from jisr.station.diligence.subjects import SubjectView
from jisr.station.exchange import queries as exchange
from jisr.station.ledger.actor import Actor
from jisr.station.release import diligence, stopped
from jisr.station.release.drafts import draft_of
from jisr.station.release.models import Proposal, ProposalState
from jisr.station.release.offers import offer_of_dispatch, offer_of_report
from jisr.station.release.pieces import Piece
from jisr.station.release.problems import SourceMissing
from jisr.station.release.services import release
from jisr.station.web.problems import Problem


def connect() -> None:
    """Say what reports, received dispatches and requests hold; release at once what an override lets go."""
    subjects.register("report", _report)
    subjects.register("dispatch", _dispatch)
    subjects.register("request", _request)
    signals.stopped.connect(stopped.on_assessment_stopped, dispatch_uid="release.assessment_stopped")
    signals.override_confirmed.connect(on_override_confirmed, dispatch_uid="release.override_confirmed")


def on_override_confirmed(sender: object, *, actor: Actor, subject: str, **_: object) -> None:
    """What waits for a decision goes at once, unless the confirming person may not release it; then it waits on."""
    waiting = Proposal.objects.filter(subject=subject, state=ProposalState.AWAITING)
    for proposal_id in waiting.values_list("pk", flat=True):
        try:
            with transaction.atomic():
                release(actor, proposal_id)
        except Problem:
            continue


def _report(report_id: UUID) -> SubjectView | None:
    try:
        offer = offer_of_report(report_id, timezone.now())
    except SourceMissing:
        return None
    return _seen(offer.heading, offer.pieces, SubjectKind.RELEASE, {f"report:{report_id}"})


def _dispatch(dispatch_id: UUID) -> SubjectView | None:
    try:
        offer = offer_of_dispatch(dispatch_id, timezone.now())
    except SourceMissing:
        return None
    return _seen(offer.heading, offer.pieces, SubjectKind.RELEASE, {f"dispatch:{dispatch_id}"})


def _request(request_id: UUID) -> SubjectView | None:
    """A partner's question; what would go as its answer is seen in the proposals made for it."""

    asked = exchange.information_request(request_id)
    if asked is None:
        return None
    drafts = [
        draft_of(proposal, timezone.now().date())
        for proposal in Proposal.objects.filter(subject=f"request:{request_id}", state=ProposalState.AWAITING)
    ]
    pieces = [piece for draft in drafts for piece in draft.pieces]
    drawn = {source for draft in drafts for piece in draft.pieces for source in diligence.sources_of(piece, draft)}
    return _seen(asked.question[:300], pieces, SubjectKind.REPLY, drawn)


def _seen(title: str, pieces: Iterable[Piece], kind: SubjectKind, drawn: Iterable[str]) -> SubjectView:
    found = list(pieces)
    return SubjectView(title, kind, diligence.triggers_of(found), diligence.hints_of(found), frozenset(drawn))


def seen_of(title: str, pieces: Iterable[Piece], drawn: Iterable[str]) -> SubjectView:
    """How a higher room says what a record of its own holds, such as a warning."""
    return _seen(title, pieces, SubjectKind.RELEASE, drawn)
