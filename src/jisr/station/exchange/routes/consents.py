"""Routes for consents of originators: asked by this station, and of it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries, services
from jisr.station.exchange.consent_schemas import (
    ConsentIn,
    ConsentOut,
    ConsentQuery,
    DecisionIn,
    PreparedOut,
    TermsIn,
)
from jisr.station.exchange.problems import UnknownConsentProblem
from jisr.station.exchange.queries import ConsentView
from jisr.station.exchange.schemas import ReasonIn, SentOut
from jisr.station.exchange.views.page import entered_list
from jisr.station.ledger.services import Act, record

router = Router()
READ, ASK = Bearer(Right.EXCHANGE_READ), Bearer(Right.EXCHANGE_ANSWER)
PREPARE, DECIDE, RECALL = Bearer(Right.RELEASE_PROPOSE), Bearer(Right.RELEASE_DECIDE), Bearer(Right.RECALL)


@router.get("/consents", response=list[ConsentOut], auth=READ, summary="Consents asked of us and by us")
def list_consents(request: HttpRequest, wanted: Query[ConsentQuery]) -> list[Any]:
    found = queries.consents(direction=wanted.direction or "", state=wanted.state.value if wanted.state else "")
    shown = found[wanted.offset : wanted.offset + wanted.limit]
    entered_list(request, "consents", len(shown))
    return list(shown)


@router.get("/consents/{uuid:consent_id}", response=ConsentOut, auth=READ, summary="One consent, with its conditions")
def one_consent(request: HttpRequest, consent_id: UUID) -> ConsentView:
    found = queries.consent(consent_id)
    if found is None:
        raise UnknownConsentProblem
    record(actor_of(request), Act.CONSULTATION, "consent", str(consent_id))
    return found


@router.post(
    "/dispatches/{uuid:record_id}/consents", response={201: SentOut}, auth=ASK, summary="Ask the originator for consent"
)
def ask_consent(request: HttpRequest, record_id: UUID, body: ConsentIn) -> Status[dict[str, UUID]]:
    asked = services.ask_consent(
        actor_of(request),
        record_id,
        body.permission,
        body.reason,
        body.to_whom,
        items=body.items,
        answer_by=body.answer_by,
    )
    return Status(201, {"id": asked})


@router.post(
    "/consents/{uuid:consent_id}/answer",
    response=PreparedOut,
    auth=PREPARE,
    summary="Prepare the answer that would grant it, with its conditions",
)
def prepare(request: HttpRequest, consent_id: UUID, body: TermsIn) -> services.Prepared:
    return services.prepare_consent(actor_of(request), consent_id, body.terms())


@router.post(
    "/consents/{uuid:consent_id}/decision",
    response={201: SentOut},
    auth=DECIDE,
    summary="Grant what somebody else has prepared, or refuse",
)
def decide(request: HttpRequest, consent_id: UUID, body: DecisionIn) -> Status[dict[str, UUID]]:
    told = services.decide_consent(
        actor_of(request), consent_id, granted=body.granted, seen=body.seen, conditions=body.conditions
    )
    return Status(201, {"id": told})


@router.post(
    "/consents/{uuid:consent_id}/withdrawal",
    response={201: SentOut},
    auth=RECALL,
    summary="Take a granted consent back; what went on under it is recalled",
)
def withdraw(request: HttpRequest, consent_id: UUID, body: ReasonIn) -> Status[dict[str, UUID]]:
    return Status(201, {"id": services.withdraw_consent(actor_of(request), consent_id, body.reason)})


@router.post(
    "/consents/{uuid:consent_id}/originator",
    response={201: SentOut},
    auth=ASK,
    summary="Ask the originators whose consent it is, on the partner's behalf",
)
def ask_on_behalf(request: HttpRequest, consent_id: UUID) -> Status[dict[str, UUID]]:
    return Status(201, {"id": services.ask_on_behalf(actor_of(request), consent_id)})
