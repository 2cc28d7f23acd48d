"""Same-identity proposals and people's decisions about them."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Status

from jisr.station.accounts.access import actor_of
from jisr.station.knowledge import queries, services
from jisr.station.knowledge.api.routing import READ, WRITE, Limit, Offset, router
from jisr.station.knowledge.api.schemas import IdOut, JudgementList, PairIn, ProposalList, VerdictIn
from jisr.station.knowledge.queries import ProposalView
from jisr.station.ledger.services import Act, record


@router.get("/identities", response=ProposalList, by_alias=True, auth=READ)
def list_proposals(request: HttpRequest, limit: Limit = 25, offset: Offset = 0) -> dict[str, Any]:
    """Pairs that may be one and await a person, with the reasons for and against; the likeliest first."""
    found = queries.open_identity_proposals(limit, offset)
    record(actor_of(request), Act.CONSULTATION, "identities", "open", detail={"shown": len(found)})
    return {"items": [_proposal_out(proposal) for proposal in found], "total": queries.count_open_proposals()}


@router.post("/identities", response={201: IdOut}, auth=WRITE)
def propose_pair(request: HttpRequest, pair: PairIn) -> Status[dict[str, Any]]:
    """Propose a pair of one's own."""
    return Status(201, {"id": services.propose_pair(actor_of(request), pair.first, pair.second)})


@router.get("/identities/judgements", response=JudgementList, auth=READ)
def list_judgements(request: HttpRequest, limit: Limit = 25, offset: Offset = 0) -> dict[str, Any]:
    """What people decided, the latest first."""
    found = queries.judgements(limit, offset)
    record(actor_of(request), Act.CONSULTATION, "identities", "decided", detail={"shown": len(found)})
    return {"items": found, "total": queries.count_judgements()}


@router.post("/identities/judgements", response={201: IdOut}, auth=WRITE)
def decide_identity(request: HttpRequest, verdict: VerdictIn) -> Status[dict[str, Any]]:
    """Decide whether two entities are one."""
    judgement = services.decide_identity(
        actor_of(request), verdict.first, verdict.second, verdict.verdict, verdict.note
    )
    return Status(201, {"id": judgement})


@router.delete("/identities/judgements/{uuid:judgement_id}", response={204: None}, auth=WRITE)
def undo_judgement(
    request: HttpRequest, judgement_id: UUID, note: Annotated[str, Query(max_length=1000)] = ""
) -> Status[None]:
    """Undo a decision, saying why; it stays on the record."""
    services.undo_judgement(actor_of(request), judgement_id, note)
    return Status(204, None)


def _proposal_out(proposal: ProposalView) -> dict[str, Any]:
    comparison = proposal.comparison
    sides = {
        name: {"entity_id": s.entity_id, "caption": s.caption, "schema": s.schema, "properties": s.properties}
        for name, s in (("left", proposal.left), ("right", proposal.right))
    }
    evidence = {
        name: [
            {
                "code": e.code,
                "direction": e.direction,
                "strength": e.strength,
                "log_odds": round(e.log_odds, 2),
                "sentence": {language: e.sentence(language) for language in ("ar", "fr", "en")},
            }
            for e in found
        ]
        for name, found in (
            ("speaking_for", comparison.speaking_for),
            ("speaking_against", comparison.speaking_against),
            ("neutral", comparison.neutral),
            ("missing", comparison.missing),
            ("new_claims", proposal.new_claims),
        )
    }
    return {
        "id": proposal.id, "score": comparison.score, "occasion": proposal.occasion,
        "proposed_at": proposal.proposed_at, "proposed_by": proposal.proposed_by, "news": list(proposal.news),
        "earlier_judgement": proposal.earlier.id if proposal.earlier else None, **sides, **evidence,
    }  # fmt: skip
