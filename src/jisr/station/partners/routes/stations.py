"""Routes for partner stations, the comparison of their cards, and the own card."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from jisr.core.sealing import StationCard
from jisr.station.accounts.access import Bearer, actor_of
from jisr.station.accounts.roles import Right
from jisr.station.partners import queries, services
from jisr.station.partners.cards import card_code
from jisr.station.partners.problems import UnknownPartnerProblem
from jisr.station.partners.qr import card_link
from jisr.station.partners.queries import PartnerView
from jisr.station.partners.schemas import (
    CardIn,
    CardOut,
    ComparisonIn,
    ComparisonOut,
    KeysIn,
    PartnerFilter,
    PartnerOut,
    PartnerPage,
    ReasonIn,
    SuiteIn,
    VerifiedOut,
    WordsOut,
)
from jisr.station.partners.services import Occasion, Verified

router = Router()
READ, WRITE, VERIFY = Bearer(Right.PARTNER_READ), Bearer(Right.PARTNER_WRITE), Bearer(Right.PARTNER_VERIFY)
MANAGE = Bearer(Right.STATION_MANAGE)


@router.get("/stations", response=PartnerPage, auth=READ, summary="Partner stations")
def list_partners(request: HttpRequest, chosen: Query[PartnerFilter]) -> dict[str, Any]:
    found = queries.partners(chosen.state)
    return {"total": len(found), "items": found[chosen.offset : chosen.offset + chosen.limit]}


@router.post("/stations", response={201: PartnerOut}, auth=WRITE, summary="Take a card in")
def add(request: HttpRequest, body: CardIn) -> Status[PartnerView]:
    region = body.region.value if body.region else ""
    station_id = services.add_partner(actor_of(request), body.card.strip().encode(), region=region, code=body.code)
    return Status(201, _known(station_id))


@router.get("/stations/{str:station_id}", response=PartnerOut, auth=READ, summary="One partner station")
def one(request: HttpRequest, station_id: str) -> PartnerView:
    return _known(station_id)


@router.get("/stations/{str:station_id}/words", response=WordsOut, auth=VERIFY, summary="Words to read out")
def words(request: HttpRequest, station_id: str, language: str = "en", call: int | None = None) -> dict[str, Any]:
    check = queries.word_check_for(station_id, language, actor_of(request).user_id or 0, call)
    to_read = {str(number): word for number, word in check.to_read}
    return {"call": check.call, "language": check.language, "to_read": to_read, "to_hear": list(check.to_hear)}


@router.get(
    "/stations/{str:station_id}/comparisons", response=list[ComparisonOut], auth=READ, summary="Who has compared"
)
def comparisons(request: HttpRequest, station_id: str) -> list[queries.VerificationView]:
    return queries.verifications(_known(station_id).card_digest)


@router.post(
    "/stations/{str:station_id}/comparisons",
    response=VerifiedOut,
    auth=VERIFY,
    summary="Enter the words heard, or the code of the card",
)
def compare(request: HttpRequest, station_id: str, body: ComparisonIn) -> Verified:
    about = Occasion(place=body.place, held_on=body.held_on, occasion=body.occasion, counterpart=body.counterpart)
    actor = actor_of(request)
    if body.code:
        return services.confirm_code(actor, station_id, code=body.code, occasion=about)
    heard = body.heard or {}
    return services.confirm_words(
        actor, station_id, language=body.language, heard=heard, call=body.call, occasion=about
    )


@router.post("/stations/{str:station_id}/activate", response=PartnerOut, auth=WRITE, summary="Open the channel")
def activate(request: HttpRequest, station_id: str) -> PartnerView:
    services.activate(actor_of(request), station_id)
    return _known(station_id)


@router.post("/stations/{str:station_id}/suspend", response=PartnerOut, auth=WRITE, summary="Hold everything back")
def suspend(request: HttpRequest, station_id: str, body: ReasonIn) -> PartnerView:
    services.suspend(actor_of(request), station_id, body.reason)
    return _known(station_id)


@router.post("/stations/{str:station_id}/lift-suspension", response=PartnerOut, auth=WRITE, summary="Undo a suspension")
def lift(request: HttpRequest, station_id: str) -> PartnerView:
    services.lift_suspension(actor_of(request), station_id)
    return _known(station_id)


@router.post("/stations/{str:station_id}/revoke", response=PartnerOut, auth=WRITE, summary="End all trust at once")
def revoke(request: HttpRequest, station_id: str, body: ReasonIn) -> PartnerView:
    services.revoke(actor_of(request), station_id, body.reason)
    return _known(station_id)


@router.post("/stations/{str:station_id}/discard", response={204: None}, auth=WRITE, summary="Discard a proposed card")
def discard(request: HttpRequest, station_id: str, body: ReasonIn) -> Status[None]:
    services.discard_proposal(actor_of(request), station_id, body.reason)
    return Status(204, None)


@router.post(
    "/stations/{str:station_id}/minimum-suite", response=PartnerOut, auth=WRITE, summary="Agree on the weakest suite"
)
def minimum_suite(request: HttpRequest, station_id: str, body: SuiteIn) -> PartnerView:
    services.set_minimum_suite(actor_of(request), station_id, body.algorithm)
    return _known(station_id)


@router.get("/own-card", response=CardOut, auth=READ, summary="The own card")
def own_card(request: HttpRequest) -> dict[str, Any]:
    return _card_out(queries.own_station().card)


@router.post("/own-card/issue", response=CardOut, auth=MANAGE, summary="Issue a card that says what the settings say")
def issue(request: HttpRequest) -> dict[str, Any]:
    return _card_out(services.issue_own_card(actor_of(request)))


@router.post("/own-card/rotate", response=CardOut, auth=MANAGE, summary="Make new keys")
def rotate(request: HttpRequest) -> dict[str, Any]:
    return _card_out(services.rotate_own_keys(actor_of(request)))


@router.post("/own-card/revoke-keys", response=CardOut, auth=MANAGE, summary="Give keys up for good")
def revoke_keys(request: HttpRequest, body: KeysIn) -> dict[str, Any]:
    return _card_out(services.revoke_own_keys(actor_of(request), body.keys, body.reason))


def _card_out(card: StationCard) -> dict[str, Any]:
    return {
        "station_id": card.station_id,
        "sequence": card.sequence,
        "issued_at": card.issued_at,
        "digest": card.digest,
        "code": card_code(card),
        "link": card_link(card),
        "card": card.signed_bytes.decode("ascii"),
    }


def _known(station_id: str) -> PartnerView:
    view = queries.partner(station_id)
    if view is None:
        raise UnknownPartnerProblem
    return view
