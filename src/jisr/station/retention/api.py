"""Routes of retention: what ends, what was erased, holds, extensions, and a run at once."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.retention import queries, services
from jisr.station.retention.problems import UnknownRecordProblem
from jisr.station.retention.schemas import (
    EndingPage,
    EndingQuery,
    ErasedPage,
    ErasedQuery,
    ErasureProofOut,
    ExtensionIn,
    ExtensionOut,
    HeldContentOut,
    HoldIn,
    HoldOut,
    MadeOut,
    ReasonIn,
    RenewIn,
    RunIn,
    RunOut,
)
from jisr.station.vault.certificates import certificates, proof_of_erasure

router = Router()
READ, DECIDE = Bearer(Right.RETENTION_READ), Bearer(Right.RETENTION_DECIDE)
HOLD, RUN = Bearer(Right.HOLD_DECIDE), Bearer(Right.RETENTION_RUN)


@router.get("/ending", response=EndingPage, auth=READ, summary="What is erased within so many days")
def list_ending(request: HttpRequest, wanted: Query[EndingQuery]) -> dict[str, Any]:
    found = queries.ending(wanted.days, wanted.kind.value if wanted.kind else "")
    return {
        "total": len(found),
        "items": [ending_out(view) for view in found[wanted.offset : wanted.offset + wanted.limit]],
        "statements": [{"day": day, "count": count} for day, count in queries.statements_ending(wanted.days)],
    }


@router.get("/erased", response=ErasedPage, auth=READ, summary="Certificates of erasure, newest first")
def list_erased(request: HttpRequest, wanted: Query[ErasedQuery]) -> dict[str, Any]:
    rows = certificates(wanted.rule, wanted.kind)
    return {"total": rows.count(), "items": list(rows[wanted.offset : wanted.offset + wanted.limit])}


@router.get("/erased/{uuid:record_id}", response=ErasureProofOut, auth=READ, summary="Proof that a record was erased")
def show_proof(request: HttpRequest, record_id: UUID) -> Any:
    proof = proof_of_erasure(record_id)
    if proof is None:
        raise UnknownRecordProblem
    return proof


@router.get("/holds", response=list[HoldOut], auth=READ, summary="Legal holds; standing=false: those that ended")
def list_holds(request: HttpRequest, standing: bool = True) -> list[Any]:
    return list(queries.holds(standing=standing))


@router.post("/holds", response={201: MadeOut}, auth=HOLD, summary="Place a legal hold")
def place_hold(request: HttpRequest, body: HoldIn) -> Status[dict[str, UUID]]:
    made = services.place_hold(
        actor_of(request),
        body.kind.value,
        body.record_id,
        reason=body.reason,
        legal_reference=body.legal_reference,
        until=body.until,
    )
    return Status(201, {"id": made})


@router.post("/holds/{uuid:hold_id}/renew", response={204: None}, auth=HOLD, summary="Renew a legal hold")
def renew_hold(request: HttpRequest, hold_id: UUID, body: RenewIn) -> Status[None]:
    services.renew_hold(actor_of(request), hold_id, reason=body.reason, until=body.until)
    return Status(204, None)


@router.post("/holds/{uuid:hold_id}/lift", response={204: None}, auth=HOLD, summary="Lift a legal hold")
def lift_hold(request: HttpRequest, hold_id: UUID, body: ReasonIn) -> Status[None]:
    services.lift_hold(actor_of(request), hold_id, reason=body.reason)
    return Status(204, None)


@router.post(
    "/holds/{uuid:hold_id}/content",
    response=HeldContentOut,
    auth=HOLD,
    summary="Read what is held, for a reason that is recorded",
)
def read_held(request: HttpRequest, hold_id: UUID, body: ReasonIn) -> dict[str, Any]:
    return services.content_under_hold(actor_of(request), hold_id, reason=body.reason)


@router.get("/extensions", response=list[ExtensionOut], auth=READ, summary="What is kept longer")
def list_extensions(request: HttpRequest) -> list[Any]:
    return list(queries.extensions())


@router.post("/extensions", response={201: MadeOut}, auth=DECIDE, summary="Keep a record of our own longer")
def extend(request: HttpRequest, body: ExtensionIn) -> Status[dict[str, UUID]]:
    made = services.extend(actor_of(request), body.kind.value, body.record_id, reason=body.reason, until=body.until)
    return Status(201, {"id": made})


@router.post("/extensions/{uuid:extension_id}/undo", response={204: None}, auth=DECIDE, summary="Undo an extension")
def undo_extension(request: HttpRequest, extension_id: UUID) -> Status[None]:
    services.undo_extension(actor_of(request), extension_id)
    return Status(204, None)


@router.post("/run", response=RunOut, auth=RUN, summary="Erase now what has reached its last day")
def run_now(request: HttpRequest, body: RunIn) -> Any:
    return services.run(actor_of(request), body.as_of)


def ending_out(view: queries.EndingView) -> dict[str, Any]:
    """A record whose last day comes, as JSON."""
    facts = view.facts
    return {
        "kind": facts.kind,
        "record_id": facts.id,
        "name": facts.name,
        "last_day": facts.last_day,
        "ends": view.ends,
        "originator": facts.originator,
        "received": facts.is_received,
        "held_until": view.held_until,
        "extension": view.extension,
    }
