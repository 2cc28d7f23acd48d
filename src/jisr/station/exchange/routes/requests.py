"""Routes for requests for information."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from jisr.core.handling import Purpose
from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries, services
from jisr.station.exchange.problems import ExchangeProblem, UnknownDispatchProblem
from jisr.station.exchange.queries.owed import request_view
from jisr.station.exchange.schemas import ReasonIn, RequestIn, RequestOut, RequestPageOut, RequestQuery, SentOut
from jisr.station.exchange.views.page import entered_list

router = Router()
READ, WRITE = Bearer(Right.REQUEST_READ), Bearer(Right.REQUEST_WRITE)


@router.get("/requests", response=RequestPageOut, auth=READ, summary="Requests for information, those due first")
def list_requests(request: HttpRequest, wanted: Query[RequestQuery]) -> dict[str, Any]:
    rows = queries.requests(wanted.direction or "", wanted.state.value if wanted.state else "")
    shown = [request_view(row) for row in rows[wanted.offset : wanted.offset + wanted.limit]]
    entered_list(request, "requests", len(shown))
    return {"total": rows.count(), "items": shown}


@router.post("/requests", response={201: SentOut}, auth=WRITE, summary="Ask partners for information")
def ask(request: HttpRequest, body: RequestIn) -> Status[dict[str, UUID]]:
    try:
        purpose = Purpose(body.purpose)
    except ValueError as error:
        raise ExchangeProblem("purpose_unknown", _("This purpose is not known."), field="purpose") from error
    sent = services.request_information(
        actor_of(request),
        recipients=body.recipients,
        question=body.question,
        legal_basis=body.legal_basis,
        urgency=body.urgency,
        purpose=purpose,
        due=body.due,
    )
    return Status(201, {"id": sent})


@router.get("/requests/{uuid:record_id}", response=RequestOut, auth=READ, summary="One request")
def one(request: HttpRequest, record_id: UUID) -> Any:
    found = queries.information_request(record_id)
    if found is None:
        raise UnknownDispatchProblem
    entered_list(request, f"request:{record_id}", 1)
    return found


@router.post("/requests/{uuid:record_id}/decline", response={201: SentOut}, auth=WRITE, summary="Decline with a reason")
def decline(request: HttpRequest, record_id: UUID, body: ReasonIn) -> Status[dict[str, UUID]]:
    return Status(201, {"id": services.decline(actor_of(request), record_id, body.reason)})


@router.post("/requests/{uuid:record_id}/withdraw", response={201: SentOut}, auth=WRITE, summary="Withdraw it")
def withdraw(request: HttpRequest, record_id: UUID, body: ReasonIn) -> Status[dict[str, UUID]]:
    return Status(201, {"id": services.withdraw(actor_of(request), record_id, body.reason)})
