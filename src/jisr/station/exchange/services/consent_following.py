"""What follows by itself: an answer handed on to the partner that asked, and questions that nobody answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from jisr.station.exchange.models import Consent, ConsentState, Direction, DispatchRecord, PassedOn
from jisr.station.exchange.records import body_of
from jisr.station.exchange.services import matching
from jisr.station.exchange.services.consent_rows import keep_decision, tell
from jisr.station.exchange.signals import consent_settled
from jisr.station.exchange.terms import ConsentTerms
from jisr.station.ledger.actor import system_actor
from jisr.station.ledger.services import Act, record


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
    told = tell(system_actor("relay"), waiting, {"permission": waiting.permission, **body})
    keep_decision(waiting, "system:relay", None, told, body)


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


def terms_of(consent: Consent) -> ConsentTerms | None:
    """The conditions as they were decided; None before."""
    if consent.decision is None:
        return None
    decision = DispatchRecord.objects.filter(pk=consent.decision).first()
    return ConsentTerms.from_body(body_of(decision)) if decision else None


def _ids_going_on(asked: Consent, waiting: Consent) -> dict[str, str]:
    """For each part as it came from the originator, the id under which this station sent it on."""
    passed = PassedOn.objects.filter(source_id=asked.record_id, record_id=waiting.record_id).first()
    return dict(passed.items) if passed else {}


def _in_their_ids(parts: Sequence[dict[str, Any]], ids: dict[str, str]) -> list[dict[str, Any]]:
    return [{**part, "id": ids[part["id"]]} for part in parts if part["id"] in ids]
