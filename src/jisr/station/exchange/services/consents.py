"""Consent of the originator: to pass on, to act on, or to use in court what it sent under "ask first".

The one side asks, waits, and is answered. On the other side one person prepares the answer, with its conditions, and
another, who may release, grants it: a consent lets information go to a third party as a release does. To refuse takes
one. What was granted can be taken back, and what went on under it is then recalled.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import Handling, OnwardRule, Permission
from jisr.core.handling.rules import permissions
from jisr.core.sealing import DispatchKind, digest_of, format_instant
from jisr.station.accounts.roles import Right, access_of
from jisr.station.exchange.bodies import PERMISSIONS, TELL_SUBJECT, check_body
from jisr.station.exchange.models import Consent, ConsentState, Direction, DispatchRecord, PassedOn
from jisr.station.exchange.problems import (
    ConsentProblem,
    ExchangeProblem,
    UnknownConsentProblem,
    WrongKindProblem,
)
from jisr.station.exchange.records import body_of, handling_of, own_keys
from jisr.station.exchange.services import matching
from jisr.station.exchange.services.answers import received
from jisr.station.exchange.services.refusals import whole_or_refused
from jisr.station.exchange.services.sending import own_handling, send
from jisr.station.exchange.signals import consent_settled
from jisr.station.exchange.terms import ConsentTerms
from jisr.station.ledger.actor import Actor, system_actor
from jisr.station.ledger.services import Act, record

#: How long an originator has to answer unless the one who asks says otherwise.
TIME_TO_ANSWER: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An answer that waits for its second person; `seen` is what that person must have looked at."""

    consent_id: UUID
    seen: str


@whole_or_refused
def ask_consent(
    actor: Actor,
    record_id: UUID,
    permission: str,
    reason: str,
    to_whom: Sequence[str] = (),
    *,
    items: Sequence[UUID] = (),
    answer_by: datetime | None = None,
    on_behalf_of: UUID | None = None,
) -> UUID:
    """Ask the sender of a dispatch for one permission; the id of the consent.

    Args:
        permission: "pass_on", "act_on" or "use_in_court".
        to_whom: for "pass_on": station ids.
        items: ids, as they travelled, of what it is about; () = the whole dispatch.
        answer_by: after this instant no answer counts as a refusal; default: in a week.
        on_behalf_of: the consent that a partner has asked of this station, where it is this originator's to give.

    Raises:
        ConsentProblem: asking is no use, not needed, or done already.
        ExchangeProblem, UnknownDispatchProblem, WrongKindProblem, PartnerNotActiveProblem.
    """
    source = received(record_id)
    if permission not in PERMISSIONS:
        raise ExchangeProblem("permission_unknown", _("Choose what you ask for."), field="permission")
    if not reason.strip():
        raise ExchangeProblem("reason_needed", _("Give a reason."), field="reason")
    if permission == Permission.PASS_ON and not to_whom:
        raise ExchangeProblem("no_recipients", _("Choose at least one recipient."), field="to_whom")
    now = timezone.now()
    until = answer_by or now + TIME_TO_ANSWER
    if until <= now:
        raise ConsentProblem("consent_answer_by_past", field="answer_by")
    wanted = [str(item) for item in items]
    _check_worth_asking(source, permission, wanted)
    if _is_asked(source, permission, to_whom, wanted):
        raise ConsentProblem("consent_asked_already")
    body: dict[str, Any] = {
        "permission": permission,
        "to": list(to_whom),
        "reason": reason.strip(),
        "answer_by": format_instant(until),
    }
    if wanted:
        body["items"] = wanted
    request = send(
        actor,
        kind=DispatchKind.CONSENT_REQUEST,
        recipients=[source.sender],
        body=body,
        handling=own_handling(),
        refers_to=source.id,
    )
    consent = Consent.objects.create(
        record=source,
        request=request,
        direction=Direction.OUT,
        partner=source.sender,
        permission=permission,
        to_whom=list(to_whom),
        items=wanted,
        asked_at=now,
        asked_by=actor.name,
        answer_by=until,
        on_behalf_of=on_behalf_of,
    )
    return consent.id


@whole_or_refused
def prepare_consent(actor: Actor, consent_id: UUID, terms: ConsentTerms) -> Prepared:
    """Write the answer that would grant what a partner asks, for another person to decide on.

    Raises:
        UnknownConsentProblem, WrongKindProblem: not asked of this station, or decided.
        ConsentProblem: the conditions cannot stand, or the consent is somebody else's to give.
    """
    consent = _asked(consent_id)
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
    consent = _asked(consent_id)
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
    consent = _locked(consent_id, Direction.IN)
    if consent.state != ConsentState.GRANTED:
        raise WrongKindProblem
    if not reason.strip():
        raise ExchangeProblem("reason_needed", _("Give a reason."), field="reason")
    body = {"permission": consent.permission, "granted": False, "withdrawn": True, "conditions": reason.strip()}
    told = _tell(actor, consent, body)
    consent.state, consent.withdrawal = ConsentState.WITHDRAWN, told
    consent.save(update_fields=["state", "withdrawal"])
    record(actor, Act.ALTERATION, "consent", str(consent.id), decision="consent_withdrawn")
    return told


@whole_or_refused
def ask_on_behalf(actor: Actor, consent_id: UUID) -> UUID:
    """Ask the stations from which this one had it, for a partner that asks this one; the first of the new consents.

    Their answer is handed on to the partner as it comes: it is not this station's to give.

    Raises:
        UnknownConsentProblem, WrongKindProblem: not asked of this station, decided, or it had it from nobody.
    """
    consent = _asked(consent_id)
    reason = body_of(DispatchRecord.objects.get(pk=consent.request)).get("reason", "")
    asked: list[UUID] = []
    for passed in PassedOn.objects.filter(record=consent.record).select_related("source"):
        wanted = [UUID(theirs) for theirs, ours in passed.items if not consent.items or ours in consent.items]
        if wanted and passed.source.sender != consent.partner:
            asked.append(
                ask_consent(
                    actor,
                    passed.source_id,
                    consent.permission,
                    reason,
                    consent.to_whom,
                    items=wanted,
                    on_behalf_of=consent.id,
                )
            )
    if not asked:
        raise WrongKindProblem
    return asked[0]


def relay_decision(asked: Consent) -> None:
    """The originator has answered what this station asked on a partner's behalf: hand the very answer on to it."""
    if asked.on_behalf_of is None:
        return
    waiting = Consent.objects.select_for_update().filter(pk=asked.on_behalf_of, direction=Direction.IN).first()
    if waiting is None or waiting.state != ConsentState.ASKED or asked.decision is None:
        return
    came = body_of(DispatchRecord.objects.get(pk=asked.decision))
    ids = _ids_going_on(asked, waiting)
    body = {name: came[name] for name in ("granted", "conditions", "until", "paraphrase", "handling") if name in came}
    body |= {name: _in_their_ids(came[name], ids) for name in ("texts", "values") if name in came}
    body["items"] = [ids[part] for part in came.get("items") or asked.items or ids if part in ids]
    if not body["items"]:
        body = {"granted": False, "conditions": body.get("conditions", "")}
    body["originators"] = sorted({asked.partner, *asked.originators})
    told = _tell(system_actor("relay"), waiting, {"permission": waiting.permission, **body})
    _keep_decision(waiting, "system:relay", None, told, body)


def lapse_unanswered(now: datetime) -> int:
    """Take as refused what was not answered in time; how many. An answer that comes later still counts."""
    with transaction.atomic():
        rows = Consent.objects.select_for_update(skip_locked=True).filter(
            direction=Direction.OUT, state=ConsentState.ASKED, answer_by__lt=now
        )
        lapsed = list(rows[:500])
        for consent in lapsed:
            consent.state = ConsentState.LAPSED
            consent.save(update_fields=["state"])
            record(system_actor("consent"), Act.ALTERATION, "consent", str(consent.id), decision="consent_lapsed")
            announce(consent, now)
    return len(lapsed)


def announce(consent: Consent, at: datetime) -> None:
    """Follow it here, and tell other rooms that it is settled."""
    matching.follow(consent, terms_of(consent))
    consent_settled.send(Consent, consent_id=consent.id, record_id=consent.record_id, state=str(consent.state), at=at)


def prepared_terms(consent: Consent) -> ConsentTerms:
    return ConsentTerms.from_body(consent.prepared or {})


def terms_of(consent: Consent) -> ConsentTerms | None:
    """The conditions as they were decided; None before."""
    if consent.decision is None:
        return None
    decision = DispatchRecord.objects.filter(pk=consent.decision).first()
    return ConsentTerms.from_body(body_of(decision)) if decision else None


def seen_of(consent: Consent) -> str:
    """Digest of everything that the second person decides on."""
    about = [str(consent.id), consent.permission, sorted(consent.to_whom), sorted(consent.items)]
    return digest_of(orjson.dumps([about, consent.prepared], option=orjson.OPT_SORT_KEYS))


def foreign_originators(dispatch: DispatchRecord) -> frozenset[str]:
    """Other originators than this station whose information went with one of its dispatches."""
    body = check_body(DispatchKind(dispatch.kind), body_of(dispatch))
    named = {name for handling in body.handlings for name in handling.originators}
    return frozenset(named - {own_keys().station_id})


def _check_worth_asking(source: DispatchRecord, permission: str, items: Sequence[str]) -> None:
    body = check_body(DispatchKind(source.kind), body_of(source))
    parts = {part.id: part.handling for part in body.portions}
    parts |= {part.id: part.handling for part in body.statements}
    if not set(items) <= set(parts):
        raise ConsentProblem("consent_item_unknown", field="items")
    if permission == TELL_SUBJECT:
        return  # no marking allows it: the originator is always asked
    handlings = [parts[item] for item in items] or [*parts.values(), handling_of(source)]
    rules = {permissions(handling)[Permission(permission)] for handling in handlings}
    if rules <= {OnwardRule.NEVER}:
        raise ConsentProblem("consent_never", field="permission")
    if rules <= {OnwardRule.ALLOWED}:
        raise ConsentProblem("consent_not_needed", field="permission")


def _is_asked(source: DispatchRecord, permission: str, to_whom: Collection[str], items: Collection[str]) -> bool:
    open_ones = Consent.objects.filter(
        record=source, direction=Direction.OUT, permission=permission, state=ConsentState.ASKED
    )
    return any(
        set(each.to_whom) >= set(to_whom) and (not each.items or (bool(items) and set(each.items) >= set(items)))
        for each in open_ones
    )


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
    told = _tell(actor, consent, {"permission": consent.permission, **body})
    _keep_decision(consent, actor.name, person, told, body)
    decision = "consent_granted" if body["granted"] else "consent_refused"
    act = Act.DISCLOSURE if body["granted"] else Act.REFUSAL
    detail = {"permission": consent.permission, "conditions": ",".join(consent.conditions)}
    record(actor, act, "consent", str(consent.id), recipient=consent.partner, decision=decision, detail=detail)
    return told


def _keep_decision(consent: Consent, by: str, person: int | None, told: UUID, body: dict[str, Any]) -> None:
    terms = ConsentTerms.from_body(body)
    consent.state = ConsentState.GRANTED if body["granted"] else ConsentState.REFUSED
    consent.decided_at, consent.decided_by, consent.decided_by_id = timezone.now(), by, person
    consent.decision, consent.until = told, terms.until
    consent.conditions, consent.originators = list(terms.kinds), list(body.get("originators", []))
    consent.prepared = {}
    consent.save()


def _tell(actor: Actor, consent: Consent, body: dict[str, Any]) -> UUID:
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


def _ids_going_on(asked: Consent, waiting: Consent) -> dict[str, str]:
    """For each part as it came from the originator, the id under which this station sent it on."""
    passed = PassedOn.objects.filter(source_id=asked.record_id, record_id=waiting.record_id).first()
    return dict(passed.items) if passed else {}


def _in_their_ids(parts: Sequence[dict[str, Any]], ids: dict[str, str]) -> list[dict[str, Any]]:
    return [{**part, "id": ids[part["id"]]} for part in parts if part["id"] in ids]


def _asked(consent_id: UUID) -> Consent:
    consent = _locked(consent_id, Direction.IN)
    if consent.state != ConsentState.ASKED:
        raise WrongKindProblem
    return consent


def _locked(consent_id: UUID, direction: Direction) -> Consent:
    rows = Consent.objects.select_for_update(of=("self",)).select_related("record")
    consent = rows.filter(pk=consent_id, direction=direction).first()
    if consent is None:
        raise UnknownConsentProblem
    return consent


def _named(actor: Actor, consent: Consent) -> int:
    if actor.user_id is None:
        raise ConsentProblem("consent_named_person", consent.id)
    return actor.user_id


def _releaser(actor: Actor, consent: Consent) -> int:
    person = _named(actor, consent)
    if access_of(actor.roles, Right.RELEASE_DECIDE) is None:
        raise ConsentProblem("consent_right_missing", consent.id)
    return person
