"""Routes for obligations."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries, services
from jisr.station.exchange.schemas import ObligationOut, Page, SentOut
from jisr.station.exchange.views.page import entered_list

router = Router()
READ, ANSWER = Bearer(Right.EXCHANGE_READ), Bearer(Right.EXCHANGE_ANSWER)


@router.get("/obligations", response=list[ObligationOut], auth=READ, summary="Open obligations, those due first")
def list_obligations(request: HttpRequest, page: Query[Page]) -> list[Any]:
    shown = queries.obligations()[page.offset : page.offset + page.limit]
    entered_list(request, "obligations", len(shown))
    return list(shown)


@router.post("/obligations/{uuid:obligation_id}/fulfil", response=SentOut, auth=ANSWER, summary="Do what is owed")
def fulfil(request: HttpRequest, obligation_id: UUID) -> dict[str, UUID | None]:
    return {"id": services.fulfil(actor_of(request), obligation_id)}
