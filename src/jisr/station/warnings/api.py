"""Every route of the room, under /api/v1/warnings/."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from jisr.core.credibility import Yardstick
from jisr.core.handling import Handling, HandlingError, NeutralityFlag, Purpose, SpecialCategory
from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.exchange import queries as exchanged
from jisr.station.ledger.services import Act, record
from jisr.station.warnings import queries, services
from jisr.station.warnings.drafts import Draft
from jisr.station.warnings.models import Outcome
from jisr.station.warnings.problems import DraftProblem, UnknownWarningProblem

router = Router()
READ, WRITE = Bearer(Right.WARNING_READ), Bearer(Right.WARNING_WRITE)
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0)]


class DraftIn(Schema):
    """What the author writes; `probability` is 0..1, `handling` the JSON form of a marking."""

    title: str
    threat: str
    language: Literal["ar", "fr", "en"]
    place: str
    country: str = Field("", max_length=2)
    window_from: datetime | None = None
    window_until: datetime | None = None
    probability: float = Field(ge=0, le=1)
    yardstick: Yardstick = Yardstick.ICD203
    recommended_action: str
    purpose: Purpose
    handling: dict[str, Any]
    recipients: list[str]
    acknowledge_within_minutes: int = 60
    report_id: UUID | None = None
    portion_ids: list[UUID] = []
    statement_ids: list[UUID] = []

    def draft(self) -> Draft:
        values = self.model_dump(exclude={"handling", "recipients", "portion_ids", "statement_ids", "yardstick"})
        try:
            marking = Handling.from_json(self.handling)
        except HandlingError as error:
            raise DraftProblem("handling_malformed", str(error), "handling") from error
        return Draft(
            **values,
            yardstick=self.yardstick.value,
            handling=marking,
            recipients=tuple(self.recipients),
            portion_ids=tuple(self.portion_ids),
            statement_ids=tuple(self.statement_ids),
        )


class ProposeIn(Schema):
    note: str = ""
    neutrality: list[NeutralityFlag] = []
    grounds: dict[SpecialCategory, str] = {}


class ReasonIn(Schema):
    reason: str


class EscalationIn(Schema):
    means: Literal["dispatch", "telephone", "in_person"]
    note: str = ""


class OutcomeIn(Schema):
    outcome: Outcome
    outcome_note: str


class AnswerIn(Schema):
    note: str = ""
    action: str = ""


class IdOut(Schema):
    id: UUID


class RecipientOut(Schema):
    id: UUID
    station_id: str
    standing: str
    is_run_out: bool
    sent_at: datetime
    acknowledge_by: datetime
    received_at: datetime | None
    acknowledged_at: datetime | None
    note: str
    action: str
    action_at: datetime | None
    verdict: str
    verdict_note: str
    dispatch_id: UUID


class WarningOut(Schema):
    id: UUID
    number: str
    state: str
    title: str
    threat: str
    language: str
    place: str
    country: str
    window_from: datetime | None
    window_until: datetime | None
    probability: float
    yardstick: str
    recommended_action: str
    purpose: str
    handling: dict[str, Any]
    recipients: list[str]
    acknowledge_within_minutes: int
    acknowledge_by: datetime | None
    report_id: UUID | None
    portion_ids: list[UUID]
    statement_ids: list[UUID]
    proposal_id: UUID | None
    author: str
    created_at: datetime
    sent_at: datetime | None
    outcome: str
    outcome_note: str
    sent_to: list[RecipientOut]


class WarningList(Schema):
    items: list[WarningOut]
    total: int


class ReceivedOut(Schema):
    id: UUID
    originator: str
    title: str
    received_at: datetime
    acknowledge_by: datetime | None
    acknowledged_at: datetime | None
    is_run_out: bool
    action: str
    action_at: datetime | None


class ReceivedWarningOut(ReceivedOut):
    """A received warning with its content; `body` as it was signed, without what was recalled, empty once all was."""

    state: str
    handling: dict[str, Any]
    body: dict[str, Any]


class ReceivedList(Schema):
    items: list[ReceivedOut]
    total: int


@router.get("/", auth=READ, response=WarningList, summary="Warnings of this station")
def list_warnings(
    request: HttpRequest,
    state: str = "",
    country: str = "",
    recipient: str = "",
    limit: Limit = 25,
    offset: Offset = 0,
) -> dict[str, Any]:
    rows = queries.board(state, country, recipient)
    views = queries.view_all(rows[offset : offset + limit])
    record(actor_of(request), Act.CONSULTATION, "warning_board", "sent", detail={"shown": len(views)})
    return {"items": [_warning_out(view) for view in views], "total": rows.count()}


@router.post("/", auth=WRITE, response={201: IdOut}, summary="Draft a warning")
def draft_warning(request: HttpRequest, draft: DraftIn) -> Status[dict[str, UUID]]:
    return Status(201, {"id": services.draft_warning(actor_of(request), draft.draft())})


@router.get("/received", auth=READ, response=ReceivedList, summary="Warnings that partners sent us")
def list_received(request: HttpRequest, limit: Limit = 25, offset: Offset = 0) -> dict[str, Any]:
    rows = queries.received_rows()
    views = queries.view_received(rows[offset : offset + limit])
    record(actor_of(request), Act.CONSULTATION, "warning_board", "received", detail={"shown": len(views)})
    return {"items": [_received_out(view) for view in views], "total": rows.count()}


@router.get(
    "/received/{uuid:record_id}", auth=READ, response=ReceivedWarningOut, summary="One received warning, with its words"
)
def get_received(request: HttpRequest, record_id: UUID) -> dict[str, Any]:
    view, page = queries.received(record_id), exchanged.dispatch(record_id)
    if view is None or page is None:
        raise UnknownWarningProblem
    record(actor_of(request), Act.CONSULTATION, "dispatch", str(record_id))
    return {
        **_received_out(view),
        "state": view.dispatch.state,
        "handling": view.dispatch.handling.to_json(),
        "body": dict(page.values),
    }


@router.post("/received/{record_id}/acknowledge", auth=WRITE, response={201: IdOut}, summary="Acknowledge a warning")
def acknowledge(request: HttpRequest, record_id: UUID, answer: AnswerIn) -> Status[dict[str, UUID]]:
    """Tell the originator that it was read and, if so, what was done. The id is that of the dispatch that says it."""
    return Status(201, {"id": services.acknowledge_received(actor_of(request), record_id, answer.note, answer.action)})


@router.post("/received/{record_id}/action", auth=WRITE, response={201: IdOut}, summary="Report what was done")
def report_action(request: HttpRequest, record_id: UUID, answer: AnswerIn) -> Status[dict[str, UUID]]:
    return Status(201, {"id": services.report_action(actor_of(request), record_id, answer.action)})


@router.get(
    "/{uuid:warning_id}", auth=READ, response=WarningOut, summary="One warning, with its state at every recipient"
)
def get_warning(request: HttpRequest, warning_id: UUID) -> dict[str, Any]:
    view = queries.warning(warning_id)
    if view is None:
        raise UnknownWarningProblem
    record(actor_of(request), Act.CONSULTATION, "warning", str(warning_id))
    return _warning_out(view)


@router.put("/{uuid:warning_id}", auth=WRITE, response=IdOut, summary="Change a draft")
def change_warning(request: HttpRequest, warning_id: UUID, draft: DraftIn) -> dict[str, UUID]:
    services.change_draft(actor_of(request), warning_id, draft.draft())
    return {"id": warning_id}


@router.post("/{uuid:warning_id}/propose", auth=WRITE, response={201: IdOut}, summary="Hand a warning to the releaser")
def propose(request: HttpRequest, warning_id: UUID, proposal: ProposeIn) -> Status[dict[str, UUID]]:
    """The id is that of the proposal; somebody else releases it (rooms: release)."""
    made = services.propose_warning(
        actor_of(request), warning_id, proposal.note, neutrality=proposal.neutrality, grounds=proposal.grounds
    )
    return Status(201, {"id": made})


@router.post("/{uuid:warning_id}/withdraw", auth=WRITE, response=IdOut, summary="Take back a warning that has not left")
def withdraw(request: HttpRequest, warning_id: UUID, reason: ReasonIn) -> dict[str, UUID]:
    services.withdraw_warning(actor_of(request), warning_id, reason.reason)
    return {"id": warning_id}


@router.post(
    "/recipients/{uuid:recipient_id}/escalate", auth=WRITE, response=IdOut, summary="Reach a silent partner again"
)
def escalate(request: HttpRequest, recipient_id: UUID, step: EscalationIn) -> dict[str, UUID]:
    services.escalate(actor_of(request), recipient_id, step.means, step.note)
    return {"id": recipient_id}


@router.post("/{uuid:warning_id}/outcome", auth=WRITE, response=IdOut, summary="Record what came of it")
def close(request: HttpRequest, warning_id: UUID, outcome: OutcomeIn) -> dict[str, UUID]:
    services.close_warning(actor_of(request), warning_id, outcome.outcome.value, outcome.outcome_note)
    return {"id": warning_id}


def _warning_out(view: queries.WarningView) -> dict[str, Any]:
    row = view.warning
    names = (name for name in WarningOut.model_fields if name not in ("handling", "sent_to"))
    return {
        **{name: getattr(row, name) for name in names},
        "handling": row.handling_json,
        "sent_to": [{**asdict(item), "dispatch_id": item.record_id} for item in view.recipients],
    }


def _received_out(view: queries.ReceivedView) -> dict[str, Any]:
    return {
        "id": view.record_id,
        "originator": view.originator,
        "title": view.title,
        "received_at": view.received_at,
        "acknowledge_by": view.acknowledge_by,
        "acknowledged_at": view.acknowledged_at,
        "is_run_out": view.is_run_out,
        "action": view.action,
        "action_at": view.action_at,
    }
