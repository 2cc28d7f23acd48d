"""Requests: register, case, identity, search, marks, decisions, end."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.redress import services
from jisr.station.redress.api import schemas
from jisr.station.redress.problems import CaseMissing, RedressProblem
from jisr.station.redress.queries import cases
from jisr.station.redress.queries.search import search
from jisr.station.redress.rules import rules

router = Router()
READ, WRITE = Bearer(Right.REDRESS_READ), Bearer(Right.REDRESS_WRITE)
SIGN, RULES = Bearer(Right.REDRESS_SIGN), Bearer(Right.REDRESS_RULES)
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0)]


@router.get("/requests", auth=READ, response=schemas.CaseList, summary="The register of requests, without who asks")
def list_cases(
    request: HttpRequest, state: str = "", kind: str = "", via: str = "", number: str = "", is_late: bool = False,
    limit: Limit = 50, offset: Offset = 0,
) -> Any:  # fmt: skip
    rows = cases.cases(cases.CaseFilter(state=state, kind=kind, via=via, number=number, is_late=is_late))
    shown = list(rows[offset : offset + limit])
    record(actor_of(request), Act.CONSULTATION, "redress", "list", detail={"shown": len(shown)})
    return {"items": [schemas.CaseOut.of(case) for case in shown], "total": rows.count()}


@router.post("/requests", auth=WRITE, response={201: schemas.IdOut}, summary="Take a request in")
def open_case(request: HttpRequest, document: schemas.RequestIn) -> Any:
    return Status(201, {"id": services.open_request(actor_of(request), document.draft())})


@router.get("/requests/{uuid:case_id}", auth=READ, response=dict[str, Any], summary="One request, whole")
def case(request: HttpRequest, case_id: UUID) -> Any:
    page = cases.page_of_case(case_id)
    if page is None:
        raise CaseMissing
    record(actor_of(request), Act.CONSULTATION, "redress", str(case_id), detail={"statements": len(page.statements)})
    return schemas.page_out(page)


@router.post("/requests/{uuid:case_id}/identity", auth=WRITE, response={204: None}, summary="How identity was checked")
def identity(request: HttpRequest, case_id: UUID, document: schemas.IdentityIn) -> Any:
    services.check_identity(actor_of(request), case_id, document.how)
    return Status(204, None)


@router.post("/requests/{uuid:case_id}/search", auth=WRITE, response=dict[str, Any], summary="Search all that is held")
def search_case(request: HttpRequest, case_id: UUID) -> Any:
    held = cases.find(case_id)
    person = cases.person(held) if held else None
    if held is None or person is None:
        raise CaseMissing
    page = search(held, person)
    services.note_search(actor_of(request), case_id, page.count)
    return schemas.search_out(page)


@router.post("/requests/{uuid:case_id}/marks", auth=WRITE, response={201: schemas.IdOut}, summary="Say who it is")
def mark(request: HttpRequest, case_id: UUID, document: schemas.MarkIn) -> Any:
    made = services.mark(actor_of(request), case_id, document.subject, document.ref, document.mark, document.score)
    return Status(201, {"id": made})


@router.delete("/requests/{uuid:case_id}/marks/{uuid:mark_id}", auth=WRITE, response={204: None}, summary="Undo it")
def undo_mark(request: HttpRequest, case_id: UUID, mark_id: UUID) -> Any:
    services.undo_mark(actor_of(request), case_id, mark_id)
    return Status(204, None)


@router.post("/requests/{uuid:case_id}/consents", auth=WRITE, response=dict[str, int], summary="Ask the originators")
def consents(request: HttpRequest, case_id: UUID, document: schemas.ReasonIn) -> Any:
    return {"asked": services.ask_originators(actor_of(request), case_id, document.reason)}


@router.post("/requests/{uuid:case_id}/extension", auth=WRITE, response={204: None}, summary="Take more time, once")
def extend(request: HttpRequest, case_id: UUID, document: schemas.ReasonIn) -> Any:
    services.extend(actor_of(request), case_id, document.reason)
    return Status(204, None)


@router.post("/requests/{uuid:case_id}/decisions", auth=WRITE, response={201: schemas.IdOut}, summary="Propose")
def propose(request: HttpRequest, case_id: UUID, document: schemas.DecisionIn) -> Any:
    return Status(201, {"id": services.propose(actor_of(request), case_id, document.proposal())})


@router.post(
    "/requests/{uuid:case_id}/decisions/{uuid:decision_id}/sign",
    auth=SIGN, response={204: None}, summary="Sign as the second person",
)  # fmt: skip
def sign(request: HttpRequest, case_id: UUID, decision_id: UUID) -> Any:
    services.sign(actor_of(request), case_id, decision_id)
    return Status(204, None)


@router.post(
    "/requests/{uuid:case_id}/decisions/{uuid:decision_id}/return",
    auth=SIGN, response={204: None}, summary="Give it back with a reason",
)  # fmt: skip
def return_decision(request: HttpRequest, case_id: UUID, decision_id: UUID, document: schemas.ReasonIn) -> Any:
    services.return_decision(actor_of(request), case_id, decision_id, document.reason)
    return Status(204, None)


@router.post(
    "/requests/{uuid:case_id}/follows/{uuid:follow_id}/settle",
    auth=WRITE, response={204: None}, summary="Say how it ended with a partner",
)  # fmt: skip
def settle(request: HttpRequest, case_id: UUID, follow_id: UUID, document: schemas.NoteIn) -> Any:
    services.settle(actor_of(request), case_id, follow_id, document.note)
    return Status(204, None)


@router.post("/requests/{uuid:case_id}/close", auth=WRITE, response={204: None}, summary="Close as done")
def close(request: HttpRequest, case_id: UUID, document: schemas.NoteIn) -> Any:
    services.close(actor_of(request), case_id, document.note)
    return Status(204, None)


@router.post("/requests/{uuid:case_id}/withdraw", auth=WRITE, response={204: None}, summary="The person asks no more")
def withdraw(request: HttpRequest, case_id: UUID, document: schemas.ReasonIn) -> Any:
    services.withdraw(actor_of(request), case_id, document.reason)
    return Status(204, None)


@router.get("/statistics", auth=READ, response=dict[str, dict[str, int]], summary="Counts of a period")
def statistics(request: HttpRequest, first: date, last: date) -> Any:
    if last < first:
        raise RedressProblem("period_malformed", _("The period ends before it begins."), "last")
    return cases.statistics(first, last)


@router.get("/rules", auth=READ, response=dict[str, Any], summary="Terms, grounds and letter texts in force")
def get_rules(request: HttpRequest) -> Any:
    held = rules()
    return {"version": held.version, **held.to_json()}


@router.put("/rules", auth=RULES, response=dict[str, int], summary="Put a new version in force")
def put_rules(request: HttpRequest, document: schemas.RulesIn) -> Any:
    return {"version": services.change_rules(actor_of(request), document.values, document.note)}
