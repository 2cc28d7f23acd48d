"""Routes for own work to look at again, and for where this station's information is."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries, services
from jisr.station.exchange.consent_schemas import ReviewDoneIn, ReviewOut, ReviewQuery, WhereaboutsOut
from jisr.station.exchange.problems import UnknownDispatchProblem
from jisr.station.exchange.queries import Whereabouts
from jisr.station.exchange.views.page import entered_list
from jisr.station.ledger.services import Act, record

router = Router()
READ, ANSWER = Bearer(Right.EXCHANGE_READ), Bearer(Right.EXCHANGE_ANSWER)


@router.get("/reviews", response=list[ReviewOut], auth=READ, summary="Own work that rests on what has changed")
def list_reviews(request: HttpRequest, wanted: Query[ReviewQuery]) -> list[Any]:
    found = queries.reviews(is_open=not wanted.done)
    shown = found[wanted.offset : wanted.offset + wanted.limit]
    entered_list(request, "reviews", len(shown))
    return list(shown)


@router.post("/reviews/{uuid:review_id}/done", response={204: None}, auth=ANSWER, summary="It has been looked at again")
def finish(request: HttpRequest, review_id: UUID, body: ReviewDoneIn) -> Status[None]:
    services.finish_review(actor_of(request), review_id, body.note)
    return Status(204, None)


@router.post("/reviews/{uuid:review_id}/reopen", response={204: None}, auth=ANSWER, summary="Put it back on the list")
def reopen(request: HttpRequest, review_id: UUID) -> Status[None]:
    services.reopen_review(actor_of(request), review_id)
    return Status(204, None)


@router.get(
    "/dispatches/{uuid:record_id}/whereabouts",
    response=WhereaboutsOut,
    auth=READ,
    summary="Where the information of a dispatch of ours is",
)
def whereabouts(request: HttpRequest, record_id: UUID) -> Whereabouts:
    found = queries.whereabouts(record_id)
    if found is None:
        raise UnknownDispatchProblem
    record(actor_of(request), Act.CONSULTATION, "dispatch", str(record_id), decision="whereabouts")
    return found
