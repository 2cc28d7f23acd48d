"""Routes for obligations and consents."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries, services
from jisr.station.exchange.schemas import (
    ConsentDecisionIn,
    ConsentIn,
    ConsentOut,
    ConsentQuery,
    ObligationOut,
    Page,
    SentOut,
)
from jisr.station.exchange.views.page import entered_list

router = Router()
READ, ANSWER, RECALL = Bearer(Right.EXCHANGE_READ), Bearer(Right.EXCHANGE_ANSWER), Bearer(Right.RECALL)


@router.get("/obligations", response=list[ObligationOut], auth=READ, summary="Open obligations, those due first")
def list_obligations(request: HttpRequest, page: Query[Page]) -> list[Any]:
    shown = queries.obligations()[page.offset : page.offset + page.limit]
    entered_list(request, "obligations", len(shown))
    return list(shown)


@router.post("/obligations/{uuid:obligation_id}/fulfil", response=SentOut, auth=ANSWER, summary="Do what is owed")
def fulfil(request: HttpRequest, obligation_id: UUID) -> dict[str, UUID | None]:
    return {"id": services.fulfil(actor_of(request), obligation_id)}


@router.get("/consents", response=list[ConsentOut], auth=READ, summary="Consents asked of us and by us")
def list_consents(request: HttpRequest, wanted: Query[ConsentQuery]) -> list[Any]:
    shown = queries.consents(direction=wanted.direction or "", state=wanted.state.value if wanted.state else "")
    entered_list(request, "consents", len(shown))
    return list(shown)


@router.post(
    "/dispatches/{uuid:record_id}/consents",
    response={201: SentOut},
    auth=ANSWER,
    summary="Ask for consent",
)
def ask_consent(request: HttpRequest, record_id: UUID, body: ConsentIn) -> Status[dict[str, UUID]]:
    asked = services.ask_consent(actor_of(request), record_id, body.permission, body.reason, body.to_whom)
    return Status(201, {"id": asked})


@router.post("/consents/{uuid:consent_id}/decision", response={201: SentOut}, auth=RECALL, summary="Grant or refuse")
def decide(request: HttpRequest, consent_id: UUID, body: ConsentDecisionIn) -> Status[dict[str, UUID]]:
    told = services.decide_consent(actor_of(request), consent_id, granted=body.granted, conditions=body.conditions)
    return Status(201, {"id": told})
