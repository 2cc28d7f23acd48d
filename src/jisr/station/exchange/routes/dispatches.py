"""Routes for dispatches: listing, reading, answering, recalling, correcting."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries, services
from jisr.station.exchange.problems import UnknownDispatchProblem
from jisr.station.exchange.queries import DispatchFilter, DispatchView
from jisr.station.exchange.schemas import (
    AcknowledgeIn,
    ContentOut,
    CoordinationIn,
    CorrectionIn,
    DispatchOut,
    DispatchPageOut,
    DispatchQuery,
    FeedbackIn,
    RecallIn,
    SentOut,
    TextIn,
)
from jisr.station.exchange.views.page import entered_list
from jisr.station.ledger.services import Act, record

router = Router()
READ, ANSWER, RECALL = Bearer(Right.EXCHANGE_READ), Bearer(Right.EXCHANGE_ANSWER), Bearer(Right.RECALL)
RECEIPT_TYPE = "application/jose"


@router.get("/dispatches", response=DispatchPageOut, auth=READ, summary="Dispatches received or sent")
def list_dispatches(request: HttpRequest, wanted: Query[DispatchQuery]) -> dict[str, Any]:
    chosen = DispatchFilter(
        kind=wanted.kind.value if wanted.kind else "",
        partner=wanted.partner,
        text=wanted.text,
        state=wanted.state.value if wanted.state else "",
        is_open=wanted.open,
        everything=wanted.everything or wanted.kind is not None,
    )
    rows = queries.inbox(chosen) if wanted.direction == "in" else queries.sent(chosen)
    shown = [queries.view(row, row.deliveries.all()) for row in rows[wanted.offset : wanted.offset + wanted.limit]]
    entered_list(request, "inbox" if wanted.direction == "in" else "sent", len(shown))
    return {"total": rows.count(), "items": shown}


@router.get("/dispatches/{uuid:record_id}", response=ContentOut, auth=READ, summary="One dispatch with its content")
def one(request: HttpRequest, record_id: UUID) -> SimpleNamespace:
    found = queries.dispatch(record_id)
    if found is None:
        raise UnknownDispatchProblem
    record(actor_of(request), Act.CONSULTATION, "dispatch", str(record_id))
    shown = {name: getattr(found.view, name) for name in DispatchOut.model_fields}
    return SimpleNamespace(**shown, body=dict(found.values), recalled=sorted(found.recalled))


@router.get("/threads/{uuid:thread_id}", response=list[DispatchOut], auth=READ, summary="A thread, oldest first")
def thread(request: HttpRequest, thread_id: UUID) -> list[DispatchView]:
    found = queries.thread(thread_id)
    entered_list(request, f"thread:{thread_id}", len(found))
    return found


@router.get("/about/{subject}", response=list[DispatchOut], auth=READ, summary="What was sent about a record")
def about(request: HttpRequest, subject: str) -> list[DispatchView]:
    found = queries.dispatches_about(subject)
    entered_list(request, subject, len(found))
    return found


@router.post("/coordination", response={201: SentOut}, auth=ANSWER, summary="Write to partners about the work")
def coordinate(request: HttpRequest, body: CoordinationIn) -> Status[dict[str, UUID]]:
    return _sent(services.coordinate(actor_of(request), body.recipients, body.text, body.thread))


@router.post(
    "/dispatches/{uuid:record_id}/acknowledgement", response={201: SentOut}, auth=ANSWER, summary="Acknowledge"
)
def acknowledge(request: HttpRequest, record_id: UUID, body: AcknowledgeIn) -> Status[dict[str, UUID]]:
    return _sent(services.acknowledge(actor_of(request), record_id, body.note, body.action))


@router.post("/dispatches/{uuid:record_id}/questions", response={201: SentOut}, auth=ANSWER, summary="Ask about it")
def ask(request: HttpRequest, record_id: UUID, body: TextIn) -> Status[dict[str, UUID]]:
    return _sent(services.ask(actor_of(request), record_id, body.text))


@router.post("/dispatches/{uuid:record_id}/answer", response={201: SentOut}, auth=ANSWER, summary="Answer a question")
def answer(request: HttpRequest, record_id: UUID, body: TextIn) -> Status[dict[str, UUID]]:
    return _sent(services.answer_question(actor_of(request), record_id, body.text))


@router.post("/dispatches/{uuid:record_id}/feedback", response={201: SentOut}, auth=ANSWER, summary="Give feedback")
def feedback(request: HttpRequest, record_id: UUID, body: FeedbackIn) -> Status[dict[str, UUID]]:
    return _sent(services.give_feedback(actor_of(request), record_id, body.verdict, body.comment))


@router.post("/dispatches/{uuid:record_id}/recall", response={201: SentOut}, auth=RECALL, summary="Recall it or parts")
def recall(request: HttpRequest, record_id: UUID, body: RecallIn) -> Status[dict[str, UUID | None]]:
    told = services.recall(actor_of(request), record_id, body.reason, body.statements, body.portions)
    return Status(201, {"id": told})


@router.post("/dispatches/{uuid:record_id}/correction", response={201: SentOut}, auth=RECALL, summary="Correct parts")
def correct(request: HttpRequest, record_id: UUID, body: CorrectionIn) -> Status[dict[str, UUID]]:
    return _sent(
        services.correct(actor_of(request), record_id, body.reason, body.replaces, body.statements, body.portions)
    )


@router.post("/deliveries/{uuid:delivery_id}/again", response=DispatchOut, auth=ANSWER, summary="Send it again now")
def try_again(request: HttpRequest, delivery_id: UUID) -> DispatchView | None:
    return queries.find(services.try_again(actor_of(request), delivery_id))


@router.get("/deliveries/{uuid:delivery_id}/receipt", auth=READ, summary="The partner's signed receipt, byte for byte")
def receipt(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    evidence = queries.delivery_evidence(delivery_id)
    if evidence is None:
        raise UnknownDispatchProblem
    return HttpResponse(evidence, content_type=RECEIPT_TYPE)


def _sent(record_id: UUID) -> Status[dict[str, UUID]]:
    return Status(201, {"id": record_id})
