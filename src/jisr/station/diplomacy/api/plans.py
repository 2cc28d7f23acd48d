"""Joint plans and their parts."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from jisr.core.diplomacy.plans import PlanObject, flaws
from jisr.station.accounts.access import actor_of
from jisr.station.diplomacy.api.auth import READ, WRITE, IdOut, Limit, Offset, ReasonIn, level_of
from jisr.station.diplomacy.problems import UnknownProblem
from jisr.station.diplomacy.queries import joint as joints
from jisr.station.diplomacy.queries import plans as queries
from jisr.station.diplomacy.services import plans as services
from jisr.station.ledger.services import Act, record

router = Router()
type PartKind = Literal[
    "objective", "line_of_effort", "activity", "milestone", "indicator", "risk", "budget_line", "review"
]


class PlanIn(Schema):
    title: str
    parties: list[str]
    subject: str
    problem: str = ""
    starts: date | None = None
    ends: date | None = None
    classification: str = "restricted"


class PartIn(Schema):
    """values: by field; days as YYYY-MM-DD, numbers as text, other parts by id."""

    kind: PartKind
    owner: str
    values: dict[str, Any]


class ChangeIn(Schema):
    values: dict[str, Any]
    why: str = ""


class HandOverIn(Schema):
    owner: str
    why: str


class PartOut(Schema):
    id: str


class PlanLine(Schema):
    id: UUID
    title: str
    parties: list[str]
    subject: str
    has_conflict: bool
    is_shared: bool


class PlanList(Schema):
    items: list[PlanLine]
    total: int


class ReportOut(Schema):
    """share_done: 0..1, the mean of what activities say of themselves. way: 0..1 from baseline to target."""

    share_done: float
    states: dict[str, int]
    late: list[str]
    milestones: int
    reached: int
    budget: dict[str, dict[str, str]]
    indicators: list[dict[str, Any]]
    flaws: list[dict[str, Any]]


@router.get("/plans", auth=READ, response=PlanList, summary="Joint plans, those that changed last in front")
def list_plans(
    request: HttpRequest, partner: str = "", subject: str = "", limit: Limit = 25, offset: Offset = 0
) -> dict[str, Any]:
    rows = queries.listed(partner, subject)
    shown = list(rows[offset : offset + limit])
    record(actor_of(request), Act.CONSULTATION, "joint", "plans", detail={"shown": len(shown)})
    items = [
        {
            "id": row.pk,
            "title": row.title,
            "parties": row.parties,
            "subject": row.topic,
            "has_conflict": row.has_conflict,
            "is_shared": row.shared_at is not None,
        }
        for row in shown
    ]
    return {"items": items, "total": rows.count()}


@router.post("/plans", auth=WRITE, response={201: IdOut}, summary="Begin a joint plan")
def begin(request: HttpRequest, body: PlanIn) -> Status[dict[str, UUID]]:
    values = body.model_dump(include={"subject", "problem", "starts", "ends"}, mode="json", exclude_none=True)
    level = level_of(body.classification)
    made = services.begin(actor_of(request), body.title, body.parties, values, classification=level)
    return Status(201, {"id": made})


@router.post("/plans/{uuid:joint_id}/parts", auth=WRITE, response={201: PartOut}, summary="Add a part")
def add(request: HttpRequest, joint_id: UUID, body: PartIn) -> Status[dict[str, str]]:
    made = services.add(actor_of(request), joint_id, PlanObject(body.kind), body.owner, body.values)
    return Status(201, {"id": made})


@router.patch("/plans/{uuid:joint_id}/parts/{uuid:part_id}", auth=WRITE, response=PartOut, summary="Change a part")
def change(request: HttpRequest, joint_id: UUID, part_id: UUID, body: ChangeIn) -> dict[str, str]:
    services.change(actor_of(request), joint_id, str(part_id), body.values, body.why)
    return {"id": str(part_id)}


@router.post(
    "/plans/{uuid:joint_id}/parts/{uuid:part_id}/hand-over", auth=WRITE, response=PartOut, summary="Give it to another"
)
def hand_over(request: HttpRequest, joint_id: UUID, part_id: UUID, body: HandOverIn) -> dict[str, str]:
    services.hand_over(actor_of(request), joint_id, str(part_id), body.owner, body.why)
    return {"id": str(part_id)}


@router.post(
    "/plans/{uuid:joint_id}/parts/{uuid:part_id}/remove", auth=WRITE, response=PartOut, summary="Take a part out"
)
def remove(request: HttpRequest, joint_id: UUID, part_id: UUID, body: ReasonIn) -> dict[str, str]:
    services.remove(actor_of(request), joint_id, str(part_id), body.reason)
    return {"id": str(part_id)}


@router.post(
    "/plans/{uuid:joint_id}/parts/{uuid:part_id}/restore", auth=WRITE, response=PartOut, summary="Put a part back"
)
def restore(request: HttpRequest, joint_id: UUID, part_id: UUID) -> dict[str, str]:
    services.restore(actor_of(request), joint_id, str(part_id))
    return {"id": str(part_id)}


@router.get("/plans/{uuid:joint_id}/report", auth=READ, response=ReportOut, summary="Progress, read off the record")
def get_report(request: HttpRequest, joint_id: UUID) -> dict[str, Any]:
    view = joints.find(joint_id, "joint_plan")
    if view is None:
        raise UnknownProblem("plan")
    record(actor_of(request), Act.CONSULTATION, "joint", str(joint_id), decision="report")
    return report_out(view)


def report_out(view: joints.JointView) -> dict[str, Any]:
    told = queries.report(view)
    return {
        "share_done": told.share_done,
        "states": {state.value: count for state, count in told.states},
        "late": [held.id for held in told.late],
        "milestones": told.milestones,
        "reached": told.reached,
        "budget": {currency: {"planned": str(p), "spent": str(s)} for currency, p, s in told.budget},
        "indicators": [{"id": held.id, "title": held.get("title"), "way": way} for held, way in told.indicators],
        "flaws": [{"code": flaw.code, "about": list(flaw.about)} for flaw in flaws(view.record)],
    }
