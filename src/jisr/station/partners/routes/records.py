"""Routes for agreements and standing interests."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from jisr.core.handling import AS_THEY_ARE, OWN_SCALE, Classification, Equivalence, Row
from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries, services
from jisr.station.partners.problems import PartnerProblem
from jisr.station.partners.queries import AgreementView, InterestView
from jisr.station.partners.queries.interests import interest_view
from jisr.station.partners.schemas import (
    AgreementChange,
    AgreementFilter,
    AgreementIn,
    AgreementOut,
    AgreementPage,
    EndIn,
    InterestFilter,
    InterestIn,
    InterestOut,
    InterestPage,
    NewInterest,
    RenewalIn,
    ShareIn,
)
from jisr.station.partners.services import AgreementTerms, InterestTerms

router = Router()
READ, WRITE = Bearer(Right.PARTNER_READ), Bearer(Right.AGREEMENT_WRITE)
INTEREST_READ, INTEREST_WRITE = Bearer(Right.INTEREST_READ), Bearer(Right.INTEREST_WRITE)


@router.get("/agreements", response=AgreementPage, auth=READ, summary="Agreements")
def list_agreements(request: HttpRequest, chosen: Query[AgreementFilter]) -> dict[str, Any]:
    found = queries.agreements(chosen.partner, chosen.state)
    return {"total": len(found), "items": found[chosen.offset : chosen.offset + chosen.limit]}


@router.post("/agreements", response={201: AgreementOut}, auth=WRITE, summary="Record an agreement")
def record_agreement(request: HttpRequest, body: AgreementIn) -> Status[AgreementView]:
    return Status(201, _agreement(services.record_agreement(actor_of(request), _terms(body))))


@router.get("/agreements/{uuid:thread}", response=AgreementOut, auth=READ, summary="One agreement")
def one_agreement(request: HttpRequest, thread: UUID) -> AgreementView:
    return _agreement(thread)


@router.get("/agreements/{uuid:thread}/versions", response=list[AgreementOut], auth=READ, summary="Every version")
def versions(request: HttpRequest, thread: UUID) -> list[AgreementView]:
    _agreement(thread)
    return queries.agreement_versions(thread)


@router.put("/agreements/{uuid:thread}", response=AgreementOut, auth=WRITE, summary="Make the next version")
def amend(request: HttpRequest, thread: UUID, body: AgreementChange) -> AgreementView:
    services.amend_agreement(actor_of(request), thread, _terms(body), version=body.version)
    return _agreement(thread)


@router.post("/agreements/{uuid:thread}/renew", response={201: AgreementOut}, auth=WRITE, summary="Renew")
def renew(request: HttpRequest, thread: UUID, body: RenewalIn) -> Status[AgreementView]:
    return Status(
        201, _agreement(services.renew_agreement(actor_of(request), thread, body.valid_until, body.reference))
    )


@router.post("/agreements/{uuid:thread}/end", response=AgreementOut, auth=WRITE, summary="End before the date")
def end(request: HttpRequest, thread: UUID, body: EndIn) -> AgreementView:
    services.end_agreement(actor_of(request), thread, body.last_day, body.reason)
    return _agreement(thread)


@router.get("/interests", response=InterestPage, auth=INTEREST_READ, summary="Standing interests")
def list_interests(request: HttpRequest, chosen: Query[InterestFilter]) -> dict[str, Any]:
    rows, now = queries.interest_rows(chosen.owner), timezone.now()
    items = [interest_view(row, now) for row in rows[chosen.offset : chosen.offset + chosen.limit]]
    list_id = f"list:{chosen.owner or 'all'}"
    record(actor_of(request), Act.CONSULTATION, "interest", list_id, detail={"count": len(items)})
    return {"total": rows.count(), "items": items}


@router.post("/interests", response={201: InterestOut}, auth=INTEREST_WRITE, summary="Record an interest")
def record_interest(request: HttpRequest, body: NewInterest) -> Status[InterestView]:
    return Status(201, _interest(services.record_interest(actor_of(request), body.owner, _interest_terms(body))))


@router.get("/interests/{uuid:interest_id}", response=InterestOut, auth=INTEREST_READ, summary="One interest")
def one_interest(request: HttpRequest, interest_id: UUID) -> InterestView:
    view = _interest(interest_id)
    record(actor_of(request), Act.CONSULTATION, "interest", str(interest_id))
    return view


@router.put("/interests/{uuid:interest_id}", response=InterestOut, auth=INTEREST_WRITE, summary="Change an interest")
def change_interest(request: HttpRequest, interest_id: UUID, body: InterestIn) -> InterestView:
    services.change_interest(actor_of(request), interest_id, _interest_terms(body))
    return _interest(interest_id)


@router.post(
    "/interests/{uuid:interest_id}/share", response=InterestOut, auth=INTEREST_WRITE, summary="Tell partners of it"
)
def share_interest(request: HttpRequest, interest_id: UUID, body: ShareIn) -> InterestView:
    services.share_interest(actor_of(request), interest_id, body.recipients)
    return _interest(interest_id)


@router.delete("/interests/{uuid:interest_id}", response={204: None}, auth=INTEREST_WRITE, summary="Withdraw it")
def withdraw_interest(request: HttpRequest, interest_id: UUID) -> Status[None]:
    services.withdraw_interest(actor_of(request), interest_id)
    return Status(204, None)


def _terms(body: AgreementIn) -> AgreementTerms:
    values = body.dict(exclude={"version"})
    try:
        level = Classification.from_code(values.pop("highest_classification"))
    except ValueError as error:
        raise PartnerProblem(
            "classification_unknown", _("This classification is not known."), field="highest_classification"
        ) from error
    return AgreementTerms(highest_classification=level, table=_table(values), **values)


def _table(values: dict[str, Any]) -> Equivalence:
    scale, given = values.pop("scale"), values.pop("equivalence")
    if not given and scale == OWN_SCALE:
        return AS_THEY_ARE
    try:
        rows = tuple(Row(row["scale"], row["level"], Classification.from_code(row["own"])) for row in given)
    except ValueError as error:
        raise PartnerProblem("classification_unknown", _("This classification is not known."), "equivalence") from error
    return Equivalence(scale, rows)


def _interest_terms(body: InterestIn) -> InterestTerms:
    if body.valid_from.tzinfo is None or body.valid_until.tzinfo is None:
        raise PartnerProblem("time_zone_missing", _("This time needs a time zone, such as Z."), field="valid_from")
    return InterestTerms(**body.dict(exclude={"owner"}))


def _agreement(thread: UUID) -> AgreementView:
    view = queries.agreement(thread)
    if view is None:
        raise PartnerProblem("agreement_unknown", _("There is no such agreement."), status=404)
    return view


def _interest(interest_id: UUID) -> InterestView:
    view = queries.interest(interest_id, timezone.now())
    if view is None:
        raise PartnerProblem("interest_unknown", _("There is no such interest."), status=404)
    return view
