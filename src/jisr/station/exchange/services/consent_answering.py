"""Consent of the originator, its own side: one person prepares the answer with its conditions, another grants it.

A consent lets information go to a third party as a release does, so that granting takes two and refusing one. What was
granted can be taken back, and what went on under it is then recalled.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.sealing import DispatchKind, digest_of
from jisr.station.accounts.roles import Right, access_of
from jisr.station.exchange.bodies import check_body
from jisr.station.exchange.models import Consent, ConsentState, Direction, PassedOn
from jisr.station.exchange.problems import (
    ConsentProblem,
    ExchangeProblem,
    WrongKindProblem,
)
from jisr.station.exchange.records import body_of, own_keys
from jisr.station.exchange.services.consent_rows import asked_of_us, foreign_originators, keep_decision, locked, tell
from jisr.station.exchange.services.refusals import whole_or_refused
from jisr.station.exchange.terms import ConsentTerms
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record


@dataclass(frozen=True, slots=True)
class Prepared:
    """An answer that waits for its second person; `seen` is what that person must have looked at."""

    consent_id: UUID
    seen: str


@whole_or_refused
def prepare_consent(actor: Actor, consent_id: UUID, terms: ConsentTerms) -> Prepared:
    """Write the answer that would grant what a partner asks, for another person to decide on.

    Raises:
        UnknownConsentProblem, WrongKindProblem: not asked of this station, or decided.
        ConsentProblem: the conditions cannot stand, or the consent is somebody else's to give.
    """
    consent = asked_of_us(consent_id)
    person = _named(actor, consent)
    _check_terms(consent, terms)
    _check_originators(consent)
    now = timezone.now()
    consent.prepared = terms.to_body()
    consent.prepared_by, consent.prepared_by_id, consent.prepared_at = actor.name, person, now
    consent.save(update_fields=["prepared", "prepared_by", "prepared_by_id", "prepared_at"])
    detail = {"conditions": ",".join(terms.kinds), "permission": consent.permission}
    record(actor, Act.ALTERATION, "consent", str(consent.id), decision="consent_prepared", detail=detail)
    return Prepared(consent.id, seen_of(consent))


@whole_or_refused
def decide_consent(
    actor: Actor, consent_id: UUID, *, granted: bool, seen: str | None = None, conditions: str = ""
) -> UUID:
    """Grant what was prepared, or refuse; the id of the dispatch that tells the partner.

    Args:
        seen: `Prepared.seen` of the answer that the person looked at; needed to grant.
        conditions: a word to the partner; of a grant, it stands beside the prepared conditions.

    Raises:
        UnknownConsentProblem, WrongKindProblem, ConsentProblem.
    """
    consent = asked_of_us(consent_id)
    person = _releaser(actor, consent)
    if not granted:
        return _answer(actor, consent, person, {"granted": False, "conditions": conditions.strip()})
    if not consent.prepared_at:
        raise ConsentProblem("consent_not_prepared", consent.id)
    if consent.prepared_by_id == person:
        raise ConsentProblem("consent_own_work", consent.id)
    if seen is None or seen != seen_of(consent):
        raise ConsentProblem("consent_changed", consent.id)
    terms = prepared_terms(consent)
    _check_terms(consent, terms)
    _check_originators(consent)
    if conditions.strip():
        terms = terms.with_note(" ".join(part for part in (terms.note, conditions.strip()) if part))
    return _answer(actor, consent, person, {"granted": True, **terms.to_body()})


@whole_or_refused
def withdraw_consent(actor: Actor, consent_id: UUID, reason: str) -> UUID:
    """Take back a consent that this station has given; the partner must recall what it passed on under it.

    Raises:
        UnknownConsentProblem, WrongKindProblem: not granted by this station; ExchangeProblem: no reason.
    """
    consent = locked(consent_id, Direction.IN)
    if consent.state != ConsentState.GRANTED:
        raise WrongKindProblem
    if not reason.strip():
        raise ExchangeProblem("reason_needed", _("Give a reason."), field="reason")
    body = {"permission": consent.permission, "granted": False, "withdrawn": True, "conditions": reason.strip()}
    told = tell(actor, consent, body)
    consent.state, consent.withdrawal = ConsentState.WITHDRAWN, told
    consent.save(update_fields=["state", "withdrawal"])
    record(actor, Act.ALTERATION, "consent", str(consent.id), decision="consent_withdrawn")
    return told


def prepared_terms(consent: Consent) -> ConsentTerms:
    return ConsentTerms.from_body(consent.prepared or {})


def seen_of(consent: Consent) -> str:
    """Digest of everything that the second person decides on."""
    about = [str(consent.id), consent.permission, sorted(consent.to_whom), sorted(consent.items)]
    return digest_of(orjson.dumps([about, consent.prepared], option=orjson.OPT_SORT_KEYS))


def _check_terms(consent: Consent, terms: ConsentTerms) -> None:
    if code := terms.contradiction(timezone.now().date()):
        raise ConsentProblem(code, consent.id, field="until" if code.endswith("past") else "conditions")
    body = check_body(DispatchKind(consent.record.kind), body_of(consent.record))
    portions, statements = {part.id for part in body.portions}, {part.id for part in body.statements}
    asked = set(consent.items) or portions | statements
    if not (terms.items <= asked and set(terms.texts) <= asked & portions and set(terms.values) <= asked & statements):
        raise ConsentProblem("consent_item_unknown", consent.id, field="items")


def _check_originators(consent: Consent) -> None:
    """What this station has from others is theirs to allow: it must hold their consent for the same recipients."""
    for originator in sorted(foreign_originators(consent.record) - {consent.partner}):
        held = Consent.objects.filter(
            direction=Direction.OUT,
            partner=originator,
            permission=consent.permission,
            state=ConsentState.GRANTED,
            to_whom__contains=list(consent.to_whom),
            record__in=PassedOn.objects.filter(record=consent.record).values("source"),
        )
        if not held.exists():
            raise ConsentProblem("originator_not_asked", consent.id)


def _answer(actor: Actor, consent: Consent, person: int, body: dict[str, Any]) -> UUID:
    if body["granted"]:
        body["originators"] = sorted({own_keys().station_id, *foreign_originators(consent.record)} - {consent.partner})
    told = tell(actor, consent, {"permission": consent.permission, **body})
    keep_decision(consent, actor.name, person, told, body)
    decision = "consent_granted" if body["granted"] else "consent_refused"
    act = Act.DISCLOSURE if body["granted"] else Act.REFUSAL
    detail = {"permission": consent.permission, "conditions": ",".join(consent.conditions)}
    record(actor, act, "consent", str(consent.id), recipient=consent.partner, decision=decision, detail=detail)
    return told


def _releaser(actor: Actor, consent: Consent) -> int:
    person = _named(actor, consent)
    if access_of(actor.roles, Right.RELEASE_DECIDE) is None:
        raise ConsentProblem("consent_right_missing", consent.id)
    return person


def _named(actor: Actor, consent: Consent) -> int:
    if actor.user_id is None:
        raise ConsentProblem("consent_named_person", consent.id)
    return actor.user_id
