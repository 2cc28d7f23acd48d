"""Findings: decide, mark further words."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Status

from jisr.station.accounts.access import actor_of
from jisr.station.intake import queries, services
from jisr.station.intake.api.routing import WRITE, router
from jisr.station.intake.api.schemas import AllIn, DecidedOut, DecisionIn, DecisionOut, FindingCreated, FurtherFinding
from jisr.station.intake.problems import ReportNotFoundError


@router.post("/findings/{uuid:finding_id}/decision", response=DecisionOut, auth=WRITE)
def decide_finding(request: HttpRequest, finding_id: UUID, decision: DecisionIn) -> dict[str, UUID | None]:
    """Accept, reject or undo. Accepting answers with the statement it made, if it made one."""
    statement = services.decide_finding(
        actor_of(request),
        finding_id,
        decision.decision,
        claim=decision.claim,
        entity_id=decision.entity_id,
        category=decision.category,
        basis=decision.basis,
        special=decision.special,
    )
    return {"statement_id": statement}


@router.post("/reports/{uuid:report_id}/findings/decisions", response=DecidedOut, auth=WRITE)
def decide_all(request: HttpRequest, report_id: UUID, decision: AllIn) -> dict[str, int]:
    """Accept or reject all open findings of a report, or those named."""
    if queries.report(report_id) is None:
        raise ReportNotFoundError
    decided = services.decide_all(
        actor_of(request), report_id, decision.decision, decision.findings, category=decision.category
    )
    return {"decided": decided}


@router.post("/reports/{uuid:report_id}/findings", response={201: FindingCreated}, auth=WRITE)
def add_finding(request: HttpRequest, report_id: UUID, finding: FurtherFinding) -> Status[dict[str, UUID]]:
    """Propose words that no extractor found."""
    added = services.add_finding(actor_of(request), report_id, finding.kind, finding.words, finding.portion_id)
    return Status(201, {"id": added})
