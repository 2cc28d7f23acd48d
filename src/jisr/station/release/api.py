"""Routes of the room, under /api/v1/release/."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from jisr.core.handling import Purpose
from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.release import queries, services
from jisr.station.release.offers import Offer, offer_of_dispatch, offer_of_report
from jisr.station.release.problems import ProposalMissing, ReleaseProblem
from jisr.station.release.schemas import (
    AskIn,
    FlagIn,
    KnowOut,
    ListIn,
    ParaphraseIn,
    ProposalIn,
    ProposalList,
    ProposalOut,
    ProposalRow,
    ReasonIn,
    ReleasedOut,
    ReleaseIn,
    WhenConsentedIn,
    know_out,
    page_out,
    row_out,
)
from jisr.station.release.services.people import require_source_right

router = Router()
READ, PROPOSE = Bearer(Right.RELEASE_READ), Bearer(Right.RELEASE_PROPOSE)
DECIDE, STOP = Bearer(Right.RELEASE_DECIDE), Bearer(Right.RELEASE_STOP)


@router.get(
    "/reports/{uuid:report_id}/who-must-know",
    response=list[KnowOut],
    auth=Bearer(Right.REPORT_READ),
    summary="Partners that must know of a report, best first",
)
def who_must_know(request: HttpRequest, report_id: UUID, purpose: Purpose | None = None) -> list[dict[str, Any]]:
    ranked = queries.who_must_know(report_id, purpose)
    record(actor_of(request), Act.CONSULTATION, "report", str(report_id), decision="who_must_know")
    return [know_out(known) for known in ranked]


@router.get("/proposals", response=ProposalList, auth=READ, summary="Proposals, newest first")
def list_proposals(request: HttpRequest, wanted: Query[ListIn]) -> dict[str, Any]:
    rows = queries.proposals([wanted.state] if wanted.state else [], wanted.subject)
    shown = list(rows[wanted.offset : wanted.offset + wanted.limit])
    record(actor_of(request), Act.CONSULTATION, "release", "list", detail={"shown": len(shown)})
    return {"total": rows.count(), "items": [row_out(row) for row in shown]}


@router.post("/proposals", response={201: ProposalOut}, auth=PROPOSE, summary="Propose a release")
def propose(request: HttpRequest, body: ProposalIn) -> Status[dict[str, Any]]:
    offer = _offer(request, body)
    pieces = offer.pieces if body.items is None else offer.chosen(body.items)
    proposal_id = services.propose(
        actor_of(request),
        kind=offer.kind,
        subject=offer.subject,
        report_id=offer.report_id,
        refers_to=offer.refers_to,
        recipients=body.recipients,
        portions=[piece.content for piece in pieces if piece.statement is None],
        statements=[piece.statement for piece in pieces if piece.statement is not None],
        purpose=body.purpose,
        title=body.title or offer.title,
        note=body.note,
        neutrality=body.neutrality,
        grounds=body.grounds,
    )
    return Status(201, _page(request, proposal_id))


@router.get(
    "/proposals/{uuid:proposal_id}", response=ProposalOut, auth=READ, summary="One proposal, as partners would see it"
)
def one_proposal(request: HttpRequest, proposal_id: UUID) -> dict[str, Any]:
    return _page(request, proposal_id)


@router.post("/proposals/{uuid:proposal_id}/release", response=ReleasedOut, auth=DECIDE, summary="Release")
def release(request: HttpRequest, proposal_id: UUID, body: ReleaseIn) -> dict[str, Any]:
    sent = services.release(actor_of(request), proposal_id, seen=body.seen, note=body.note)
    return {"dispatches": sent}


@router.post(
    "/proposals/{uuid:proposal_id}/ask-originator",
    response=ProposalOut,
    auth=PROPOSE,
    summary="Ask the originators whose consent is missing, and wait",
)
def ask_originator(request: HttpRequest, proposal_id: UUID, body: AskIn) -> dict[str, Any]:
    services.ask_and_wait(actor_of(request), proposal_id, body.reason, body.answer_by)
    return _page(request, proposal_id)


@router.post(
    "/proposals/{uuid:proposal_id}/release-when-consented",
    response=ProposalOut,
    auth=DECIDE,
    summary="Decide that it goes by itself when the originators consent",
)
def release_when_consented(request: HttpRequest, proposal_id: UUID, body: WhenConsentedIn) -> dict[str, Any]:
    services.approve_when_consented(actor_of(request), proposal_id, seen=body.seen, if_refused=body.if_refused)
    return _page(request, proposal_id)


@router.post(
    "/proposals/{uuid:proposal_id}/paraphrases",
    response=ProposalOut,
    auth=PROPOSE,
    summary="Own words for a portion that may go only paraphrased",
)
def paraphrase(request: HttpRequest, proposal_id: UUID, body: ParaphraseIn) -> dict[str, Any]:
    services.paraphrase(actor_of(request), proposal_id, body.item_id, body.text, body.lang)
    return _page(request, proposal_id)


@router.post("/proposals/{uuid:proposal_id}/refuse", response=ProposalOut, auth=DECIDE, summary="Refuse, with a reason")
def refuse(request: HttpRequest, proposal_id: UUID, body: ReasonIn) -> dict[str, Any]:
    services.refuse(actor_of(request), proposal_id, body.reason)
    return _page(request, proposal_id)


@router.post(
    "/proposals/{uuid:proposal_id}/withdraw", response=ProposalOut, auth=PROPOSE, summary="Withdraw own proposal"
)
def withdraw(request: HttpRequest, proposal_id: UUID, body: ReasonIn) -> dict[str, Any]:
    services.withdraw(actor_of(request), proposal_id, body.reason)
    return _page(request, proposal_id)


@router.post(
    "/proposals/{uuid:proposal_id}/flag",
    response=ProposalOut,
    auth=DECIDE,
    summary="Flag as not neutral",
)
def flag(request: HttpRequest, proposal_id: UUID, body: FlagIn) -> dict[str, Any]:
    services.flag_neutrality(actor_of(request), proposal_id, body.neutrality, body.reason)
    return _page(request, proposal_id)


@router.post(
    "/proposals/{uuid:proposal_id}/stop", response=ProposalRow, auth=STOP, summary="Stop a release (oversight)"
)
def stop(request: HttpRequest, proposal_id: UUID, body: ReasonIn) -> dict[str, Any]:
    services.stop(actor_of(request), proposal_id, body.reason)
    return _row(proposal_id)


@router.post(
    "/proposals/{uuid:proposal_id}/resume", response=ProposalRow, auth=STOP, summary="Let a stopped release go on"
)
def resume(request: HttpRequest, proposal_id: UUID, body: ReasonIn) -> dict[str, Any]:
    services.resume(actor_of(request), proposal_id, body.reason)
    return _row(proposal_id)


def _offer(request: HttpRequest, body: ProposalIn) -> Offer:
    now, actor = timezone.now(), actor_of(request)
    if body.report_id and not body.dispatch_id:
        require_source_right(actor, Right.REPORT_READ)
        return offer_of_report(body.report_id, now, body.request_id)
    if body.dispatch_id and not body.report_id and not body.request_id:
        require_source_right(actor, Right.EXCHANGE_READ)
        return offer_of_dispatch(body.dispatch_id, now)
    raise ReleaseProblem("one_source", _("Name either a report or a received dispatch."), "report_id")


def _row(proposal_id: UUID) -> dict[str, Any]:
    """A proposal without its content: to stop one is not to have read it."""
    found = queries.proposal(proposal_id)
    if found is None:
        raise ProposalMissing
    return row_out(found)


def _page(request: HttpRequest, proposal_id: UUID) -> dict[str, Any]:
    page = queries.page_of_proposal(proposal_id)
    if page is None:
        raise ProposalMissing
    items = len(page.draft.pieces) if page.draft else 0
    record(actor_of(request), Act.CONSULTATION, "release", str(proposal_id), detail={"items": items})
    return page_out(page)
