"""Joint records whatever their kind: share, sign, undo, settle, history."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from jisr.station.accounts.access import actor_of
from jisr.station.diplomacy.api.auth import READ, SIGN, WRITE, IdOut
from jisr.station.diplomacy.problems import UnknownProblem
from jisr.station.diplomacy.queries import joint as queries
from jisr.station.diplomacy.services import joint as services
from jisr.station.diplomacy.services import signing
from jisr.station.ledger.services import Act, record

router = Router()


class ObjectOut(Schema):
    id: str
    type: str
    owner: str
    values: dict[str, Any]


class ConflictOut(Schema):
    object: str
    field: str
    values: list[Any]


class VersionOut(Schema):
    id: UUID
    digest: str
    signed_at: dict[str, datetime]
    completed_at: datetime | None
    is_present: bool


class JointOut(Schema):
    """A joint record as it is merged; `digest` names this version of it."""

    id: UUID
    kind: str
    title: str
    parties: list[str]
    classification: int
    shared_at: datetime | None
    digest: str
    clock: dict[str, int]
    objects: list[ObjectOut]
    conflicts: list[ConflictOut]
    versions: list[VersionOut]
    hindrances: list[str]


class StepOut(Schema):
    author: str
    number: int
    at: datetime
    by: str
    take: str
    object: str
    changes: dict[str, Any]
    why: str
    state: str
    code: str


class SignIn(Schema):
    """digest: of the version that was read."""

    digest: str


class SettleIn(Schema):
    """choice: 0 is the value that is shown first."""

    object: str
    field: str
    choice: int


@router.get("/joint/{uuid:joint_id}", auth=READ, response=JointOut, summary="One joint record, merged")
def get_joint(request: HttpRequest, joint_id: UUID) -> dict[str, Any]:
    view = _known(joint_id)
    record(actor_of(request), Act.CONSULTATION, "joint", str(joint_id))
    return joint_out(view)


@router.get(
    "/joint/{uuid:joint_id}/history", auth=READ, response=list[StepOut], summary="Everything that was done to it"
)
def get_history(request: HttpRequest, joint_id: UUID) -> list[dict[str, Any]]:
    found = queries.history(_known(joint_id))
    record(actor_of(request), Act.CONSULTATION, "joint", str(joint_id), decision="history")
    return [
        {
            "author": one.operation.author,
            "number": one.operation.number,
            "at": one.operation.at,
            "by": one.by,
            "take": one.operation.take,
            "object": one.operation.object,
            "changes": {name: {"before": before, "after": after} for name, before, after in one.changes},
            "why": one.operation.why,
            "state": one.state,
            "code": one.code,
        }
        for one in found
    ]


@router.post("/joint/{uuid:joint_id}/share", auth=WRITE, response=IdOut, summary="Let the partners keep it too")
def share(request: HttpRequest, joint_id: UUID) -> dict[str, UUID]:
    services.share(actor_of(request), joint_id)
    return {"id": joint_id}


@router.post("/joint/{uuid:joint_id}/sign", auth=SIGN, response=IdOut, summary="Sign the version that was read")
def sign(request: HttpRequest, joint_id: UUID, body: SignIn) -> dict[str, UUID]:
    """The id is that of the version."""
    return {"id": signing.sign(actor_of(request), joint_id, body.digest)}


@router.post("/joint/{uuid:joint_id}/settle", auth=WRITE, response=IdOut, summary="Choose one of several values")
def settle(request: HttpRequest, joint_id: UUID, body: SettleIn) -> dict[str, UUID]:
    services.settle(actor_of(request), joint_id, body.object, body.field, body.choice)
    return {"id": joint_id}


@router.post("/joint/{uuid:joint_id}/undo/{int:number}", auth=WRITE, response=IdOut, summary="Undo an own operation")
def undo(request: HttpRequest, joint_id: UUID, number: int) -> dict[str, UUID]:
    services.undo(actor_of(request), joint_id, number)
    return {"id": joint_id}


def joint_out(view: queries.JointView) -> dict[str, Any]:
    row = view.row
    return {
        "id": row.pk,
        "kind": row.kind,
        "title": row.title,
        "parties": row.parties,
        "classification": row.classification,
        "shared_at": row.shared_at,
        "digest": view.digest,
        "clock": view.record.clock,
        "objects": [
            {"id": held.id, "type": held.type.code, "owner": held.owner, "values": held.values()}
            for held in view.record.living()
        ],
        "conflicts": [
            {"object": each.object, "field": each.field, "values": [written.value for written in each.values]}
            for each in view.conflicts
        ],
        "versions": [{name: getattr(version, name) for name in VersionOut.model_fields} for version in view.versions],
        "hindrances": list(view.hindrances),
    }


def _known(joint_id: UUID) -> queries.JointView:
    view = queries.find(joint_id)
    if view is None:
        raise UnknownProblem("joint")
    return view
