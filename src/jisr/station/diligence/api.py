"""Routes of the room, under /api/v1/diligence/."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from jisr.core.diligence import Likelihood, State
from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.diligence import queries, services, subjects
from jisr.station.diligence.problems import DiligenceProblem
from jisr.station.diligence.routes_overrides import router as overrides
from jisr.station.diligence.schemas import (
    ApproveIn,
    AssessmentIn,
    AssessmentList,
    AssessmentOut,
    AssuranceIn,
    CountryIn,
    HintsOut,
    IdentifyIn,
    MitigateIn,
    ReasonIn,
    ReassessIn,
    ReviewIn,
    TaintIn,
    WithholdIn,
    country_out,
    page_out,
    risks_of,
    row_out,
)
from jisr.station.ledger.services import Act, record

router = Router()
router.add_router("/overrides", overrides)
READ, WRITE = Bearer(Right.DILIGENCE_READ), Bearer(Right.DILIGENCE_WRITE)
CONCERN, LEGAL = Bearer(Right.DILIGENCE_CONCERN), Bearer(Right.DILIGENCE_APPROVE_LEGAL)
#: Which level's right is needed is the service's to say; these routes let in whoever may read.
DECIDE = READ
ONE = "/assessments/{uuid:assessment_id}"


@router.get("/countries", response=list[dict[str, Any]], auth=READ, summary="Country assessments, the newest of each")
def list_countries(request: HttpRequest) -> list[dict[str, Any]]:
    rows = queries.countries()
    record(actor_of(request), Act.CONSULTATION, "country_assessment", "list", detail={"shown": len(rows)})
    return [country_out(row) for row in rows]


@router.post("/countries", response={201: dict[str, Any]}, auth=WRITE, summary="Assess a country, from public sources")
def assess_country(request: HttpRequest, body: CountryIn) -> Status[dict[str, Any]]:
    try:
        levels = {harm: Likelihood[level.upper()] for harm, level in body.levels.items()}
    except KeyError as error:
        raise DiligenceProblem("country_malformed", "levels") from error
    made = services.record_country(
        actor_of(request),
        body.country,
        stability=body.stability,
        attitude=body.attitude,
        services=body.services,
        sources=body.sources,
        levels=levels,
        assessed_on=body.assessed_on,
    )
    row = queries.country_by_id(made)
    assert row is not None
    return Status(201, country_out(row))


@router.get("/hints", response=HintsOut, auth=READ, summary="What the station sees of a subject before it is screened")
def hints(request: HttpRequest, subject: str) -> dict[str, Any]:
    seen = subjects.read(subject)
    if seen is None:
        raise DiligenceProblem("subject_unknown", "subject")
    record(actor_of(request), Act.CONSULTATION, "assessment", "hints")
    return {
        "title": seen.title,
        "seen": sorted(seen.seen),
        "hinted": sorted(seen.hinted),
        "is_tainted": queries.is_tainted(subject),
    }


@router.get("/assessments", response=AssessmentList, auth=READ, summary="Assessments, newest first")
def list_assessments(
    request: HttpRequest,
    state: State | None = None,
    subject: str = "",
    recipient: str = "",
    limit: int = 25,
    offset: int = 0,
) -> dict[str, Any]:
    rows = queries.assessments([state] if state else [], subject, recipient)
    first, most = max(offset, 0), min(max(limit, 1), 200)
    shown = list(rows[first : first + most])
    record(actor_of(request), Act.CONSULTATION, "assessment", "list", detail={"shown": len(shown)})
    return {"total": rows.count(), "items": [row_out(row) for row in shown]}


@router.post("/assessments", response={201: AssessmentOut}, auth=WRITE, summary="Screen, and assess in the same step")
def begin(request: HttpRequest, body: AssessmentIn) -> Status[dict[str, Any]]:
    made = services.begin(
        actor_of(request),
        body.subject,
        recipient=body.recipient,
        answers=body.answers,
        reason=body.reason,
        title=body.title,
        judgement=body.judgement.judgement(body.reason) if body.judgement else None,
    )
    return Status(201, _out(request, made))


@router.get(ONE, response=AssessmentOut, auth=READ, summary="One assessment, whole")
def one_assessment(request: HttpRequest, assessment_id: UUID) -> dict[str, Any]:
    return _out(request, assessment_id)


@router.post(f"{ONE}/country", response=AssessmentOut, auth=WRITE, summary="Rest on the country's assessment")
def check_country(request: HttpRequest, assessment_id: UUID, body: ReasonIn) -> dict[str, Any]:
    services.check_country(actor_of(request), assessment_id, body.reason)
    return _out(request, assessment_id)


@router.post(f"{ONE}/risks", response=AssessmentOut, auth=WRITE, summary="Judge every harm")
def identify(request: HttpRequest, assessment_id: UUID, body: IdentifyIn) -> dict[str, Any]:
    services.identify(actor_of(request), assessment_id, body.judgement(body.reason), body.reason)
    return _out(request, assessment_id)


@router.post(f"{ONE}/mitigation", response=AssessmentOut, auth=WRITE, summary="Say what lowers the risk")
def mitigate(request: HttpRequest, assessment_id: UUID, body: MitigateIn) -> dict[str, Any]:
    services.mitigate(actor_of(request), assessment_id, body.measures, body.reason, asks_assurance=body.asks_assurance)
    return _out(request, assessment_id)


@router.post(f"{ONE}/assurances", response=AssessmentOut, auth=WRITE, summary="Record an assurance")
def receive_assurance(request: HttpRequest, assessment_id: UUID, body: AssuranceIn) -> dict[str, Any]:
    services.receive_assurance(actor_of(request), assessment_id, body.assurance, body.reason)
    return _out(request, assessment_id)


@router.post(f"{ONE}/assurance-refused", response=AssessmentOut, auth=WRITE, summary="The assurance was refused")
def refuse_assurance(request: HttpRequest, assessment_id: UUID, body: ReasonIn) -> dict[str, Any]:
    services.refuse_assurance(actor_of(request), assessment_id, body.reason)
    return _out(request, assessment_id)


@router.post(f"{ONE}/reassessment", response=AssessmentOut, auth=WRITE, summary="Judge every harm again")
def reassess(request: HttpRequest, assessment_id: UUID, body: ReassessIn) -> dict[str, Any]:
    services.reassess(actor_of(request), assessment_id, risks_of(body.risks, body.reason), body.reason)
    return _out(request, assessment_id)


@router.post(f"{ONE}/approve", response=AssessmentOut, auth=DECIDE, summary="Approve in one capacity")
def approve(request: HttpRequest, assessment_id: UUID, body: ApproveIn) -> dict[str, Any]:
    services.approve(
        actor_of(request),
        assessment_id,
        capacity=body.capacity,
        valid_until=body.valid_until,
        reason=body.reason,
        conditions=body.conditions,
        sets_presumption_aside=body.sets_presumption_aside,
    )
    return _out(request, assessment_id)


@router.post(f"{ONE}/withhold", response=AssessmentOut, auth=DECIDE, summary="Decide not to help")
def withhold(request: HttpRequest, assessment_id: UUID, body: WithholdIn) -> dict[str, Any]:
    services.withhold(actor_of(request), assessment_id, body.reason, body.risk_of_withholding)
    return _out(request, assessment_id)


@router.post(f"{ONE}/review", response=AssessmentOut, auth=DECIDE, summary="Looked at again, no concern")
def review(request: HttpRequest, assessment_id: UUID, body: ReviewIn) -> dict[str, Any]:
    services.review(actor_of(request), assessment_id, body.next_review, body.reason)
    return _out(request, assessment_id)


@router.post(f"{ONE}/concern", response=AssessmentOut, auth=CONCERN, summary="Report a concern: suspends at once")
def report_concern(request: HttpRequest, assessment_id: UUID, body: ReasonIn) -> dict[str, Any]:
    services.report_concern(actor_of(request), assessment_id, body.reason)
    return _out(request, assessment_id)


@router.post(f"{ONE}/remedy", response=AssessmentOut, auth=DECIDE, summary="What gave rise to the concern is remedied")
def remediate(request: HttpRequest, assessment_id: UUID, body: ReviewIn) -> dict[str, Any]:
    services.remediate(actor_of(request), assessment_id, body.next_review, body.reason)
    return _out(request, assessment_id)


@router.post(f"{ONE}/terminate", response=AssessmentOut, auth=DECIDE, summary="End it for good")
def terminate(request: HttpRequest, assessment_id: UUID, body: ReasonIn) -> dict[str, Any]:
    services.terminate(actor_of(request), assessment_id, body.reason)
    return _out(request, assessment_id)


@router.post("/taint", response=HintsOut, auth=WRITE, summary="Mark as of tainted origin: nothing drawn from it leaves")
def mark_tainted(request: HttpRequest, body: TaintIn) -> dict[str, Any]:
    services.mark_tainted(actor_of(request), body.subject, body.reason)
    return hints(request, body.subject)


@router.post("/taint/lift", response=HintsOut, auth=LEGAL, summary="Lift the mark of tainted origin")
def lift_taint(request: HttpRequest, body: TaintIn) -> dict[str, Any]:
    services.lift_taint(actor_of(request), body.subject, body.reason)
    return hints(request, body.subject)


def _out(request: HttpRequest, assessment_id: UUID) -> dict[str, Any]:
    row = queries.assessment(assessment_id)
    if row is None:
        raise DiligenceProblem("assessment_unknown")
    record(actor_of(request), Act.CONSULTATION, "assessment", str(row.pk))
    return page_out(row)
