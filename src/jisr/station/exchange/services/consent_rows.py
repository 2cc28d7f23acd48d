"""A consent as it is kept, and the dispatch that tells of a decision."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from jisr.core.handling import Handling
from jisr.core.sealing import DispatchKind
from jisr.station.exchange.bodies import check_body
from jisr.station.exchange.models import Consent, ConsentState, Direction, DispatchRecord
from jisr.station.exchange.problems import (
    UnknownConsentProblem,
    WrongKindProblem,
)
from jisr.station.exchange.records import body_of, handling_of, own_keys
from jisr.station.exchange.services.sending import own_handling, send
from jisr.station.exchange.terms import ConsentTerms
from jisr.station.ledger.actor import Actor


def foreign_originators(dispatch: DispatchRecord) -> frozenset[str]:
    """Other originators than this station whose information went with one of its dispatches."""
    body = check_body(DispatchKind(dispatch.kind), body_of(dispatch))
    named = {name for handling in body.handlings for name in handling.originators}
    return frozenset(named - {own_keys().station_id})


def keep_decision(consent: Consent, by: str, person: int | None, told: UUID, body: dict[str, Any]) -> None:
    terms = ConsentTerms.from_body(body)
    consent.state = ConsentState.GRANTED if body["granted"] else ConsentState.REFUSED
    consent.decided_at, consent.decided_by, consent.decided_by_id = timezone.now(), by, person
    consent.decision, consent.until = told, terms.until
    consent.conditions, consent.originators = list(terms.kinds), list(body.get("originators", []))
    consent.prepared = {}
    consent.save()


def tell(actor: Actor, consent: Consent, body: dict[str, Any]) -> UUID:
    return send(
        actor,
        kind=DispatchKind.CONSENT_DECISION,
        recipients=[consent.partner],
        body=body,
        handling=_handling_of_answer(consent),
        refers_to=consent.request,
    )


def _handling_of_answer(consent: Consent) -> Handling:
    """An answer with sanitised words is marked as what it speaks of."""
    about = handling_of(consent.record)
    return own_handling(max(about.classification, own_handling().classification), max(about.tlp, own_handling().tlp))


def asked_of_us(consent_id: UUID) -> Consent:
    consent = locked(consent_id, Direction.IN)
    if consent.state != ConsentState.ASKED:
        raise WrongKindProblem
    return consent


def locked(consent_id: UUID, direction: Direction) -> Consent:
    rows = Consent.objects.select_for_update(of=("self",)).select_related("record")
    consent = rows.filter(pk=consent_id, direction=direction).first()
    if consent is None:
        raise UnknownConsentProblem
    return consent
