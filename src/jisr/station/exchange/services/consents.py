"""Consent of the originator: to pass on, to act on, or to use in court what it sent under "ask first"."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.sealing import DispatchKind
from jisr.station.exchange.bodies import PERMISSIONS
from jisr.station.exchange.models import Consent, ConsentState, Direction
from jisr.station.exchange.problems import ExchangeProblem, UnknownDispatchProblem, WrongKindProblem
from jisr.station.exchange.services.answers import received
from jisr.station.exchange.services.refusals import whole_or_refused
from jisr.station.exchange.services.sending import own_handling, send
from jisr.station.ledger.actor import Actor


@whole_or_refused
def ask_consent(actor: Actor, record_id: UUID, permission: str, reason: str, to_whom: Sequence[str] = ()) -> UUID:
    """Ask the sender of a dispatch for one permission; the id of the consent.

    Args:
        permission: "pass_on", "act_on" or "use_in_court".
        to_whom: for "pass_on": station ids.
    """
    record = received(record_id)
    if permission not in PERMISSIONS:
        raise ExchangeProblem("permission_unknown", _("Choose what you ask for."), field="permission")
    if not reason.strip():
        raise ExchangeProblem("reason_needed", _("Give a reason."), field="reason")
    request = send(
        actor,
        kind=DispatchKind.CONSENT_REQUEST,
        recipients=[record.sender],
        body={"permission": permission, "to": list(to_whom), "reason": reason.strip()},
        handling=own_handling(),
        refers_to=record.id,
    )
    consent = Consent.objects.create(
        record=record,
        request=request,
        direction=Direction.OUT,
        partner=record.sender,
        permission=permission,
        to_whom=list(to_whom),
        asked_at=timezone.now(),
    )
    return consent.id


@whole_or_refused
def decide_consent(actor: Actor, consent_id: UUID, *, granted: bool, conditions: str = "") -> UUID:
    """Grant or refuse what a partner asks; the id of the dispatch that tells it."""
    consent = Consent.objects.select_for_update().filter(pk=consent_id, direction=Direction.IN).first()
    if consent is None:
        raise UnknownDispatchProblem
    if consent.state != ConsentState.ASKED:
        raise WrongKindProblem
    consent.state = ConsentState.GRANTED if granted else ConsentState.REFUSED
    consent.decided_at, consent.decided_by = timezone.now(), actor.name
    consent.save(update_fields=["state", "decided_at", "decided_by"])
    return send(
        actor,
        kind=DispatchKind.CONSENT_DECISION,
        recipients=[consent.partner],
        body={"permission": consent.permission, "granted": granted, "conditions": conditions.strip()},
        handling=own_handling(),
        refers_to=consent.request,
    )
