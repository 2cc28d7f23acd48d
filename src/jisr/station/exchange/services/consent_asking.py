"""Consent of the originator, the side that asks: it waits, and is answered."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import OnwardRule, Permission
from jisr.core.handling.rules import permissions
from jisr.core.sealing import DispatchKind, format_instant
from jisr.station.exchange.bodies import PERMISSIONS, TELL_SUBJECT, check_body
from jisr.station.exchange.models import Consent, ConsentState, Direction, DispatchRecord, PassedOn
from jisr.station.exchange.problems import (
    ConsentProblem,
    ExchangeProblem,
    WrongKindProblem,
)
from jisr.station.exchange.records import body_of, handling_of
from jisr.station.exchange.services.answers import received
from jisr.station.exchange.services.consent_rows import asked_of_us
from jisr.station.exchange.services.refusals import whole_or_refused
from jisr.station.exchange.services.sending import own_handling, send
from jisr.station.ledger.actor import Actor

#: How long an originator has to answer unless the one who asks says otherwise.
TIME_TO_ANSWER: Final = timedelta(days=7)


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
        permission: "pass_on", "act_on", "use_in_court" or "match".
        to_whom: for "pass_on": station ids.
        items: ids, as they travelled, of what it is about; () = the whole dispatch.
        answer_by: after this instant no answer counts as a refusal; default: in a week.
        on_behalf_of: the consent that a partner has asked of this station, where it is this originator's to give.

    Raises:
        ConsentProblem: asking is no use, not needed, or done already.
        ExchangeProblem, UnknownDispatchProblem, WrongKindProblem, PartnerNotActiveProblem.
    """
    source = received(record_id)
    now = timezone.now()
    until = answer_by or now + TIME_TO_ANSWER
    _check_request(permission, reason, to_whom, until, now)
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
def ask_on_behalf(actor: Actor, consent_id: UUID) -> UUID:
    """Ask the stations from which this one had it, for a partner that asks this one; the first of the new consents.

    Their answer is handed on to the partner as it comes: it is not this station's to give.

    Raises:
        UnknownConsentProblem, WrongKindProblem: not asked of this station, decided, or it had it from nobody.
    """
    consent = asked_of_us(consent_id)
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


def _check_request(permission: str, reason: str, to_whom: Sequence[str], until: datetime, now: datetime) -> None:
    if permission not in PERMISSIONS:
        raise ExchangeProblem("permission_unknown", _("Choose what you ask for."), field="permission")
    if not reason.strip():
        raise ExchangeProblem("reason_needed", _("Give a reason."), field="reason")
    if permission == Permission.PASS_ON and not to_whom:
        raise ExchangeProblem("no_recipients", _("Choose at least one recipient."), field="to_whom")
    if until <= now:
        raise ConsentProblem("consent_answer_by_past", field="answer_by")


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
