"""Requests for information: asked, answered, declined, withdrawn, each against its clock.

Clocks by urgency, in hours, are a setting of the station; the defaults follow Directive (EU) 2023/977 Art. 5:
8 hours, 3 days, 7 days.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import Handling, Purpose
from jisr.core.sealing import DispatchKind, format_instant
from jisr.station.exchange.bodies import URGENCIES
from jisr.station.exchange.models import Direction, DispatchRecord, InformationRequest, RequestState
from jisr.station.exchange.problems import ExchangeProblem, UnknownDispatchProblem, WrongKindProblem
from jisr.station.exchange.services.answers import received
from jisr.station.exchange.services.refusals import whole_or_refused
from jisr.station.exchange.services.sending import own_handling, send
from jisr.station.home import REQUEST_HOURS
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record


def hours_of(urgency: str) -> int:
    """How long a request of this urgency may stay open."""
    configured: Mapping[str, int] = settings.STATION.request_hours
    return configured.get(urgency, REQUEST_HOURS[urgency])


@whole_or_refused
def request_information(
    actor: Actor,
    *,
    recipients: Sequence[str],
    question: str,
    legal_basis: str,
    urgency: str,
    purpose: Purpose,
    handling: Handling | None = None,
    subject: str = "",
    due: datetime | None = None,
) -> UUID:
    """Ask partners for information, against a clock.

    Args:
        urgency: "urgent", "priority" or "ordinary".
        due: default: by the urgency.
    """
    if not question.strip():
        raise ExchangeProblem("text_needed", _("Write the question."), field="question")
    if urgency not in URGENCIES:
        raise ExchangeProblem("urgency_unknown", _("Choose an urgency."), field="urgency")
    until = due or timezone.now() + timedelta(hours=hours_of(urgency))
    if until <= timezone.now():
        raise ExchangeProblem("due_past", _("The answer cannot be due in the past."), field="due")
    return send(
        actor,
        kind=DispatchKind.REQUEST,
        recipients=recipients,
        body={
            "question": question.strip(),
            "legal_basis": legal_basis.strip(),
            "urgency": urgency,
            "due": format_instant(until),
        },
        handling=handling or own_handling(),
        purpose=purpose,
        subject=subject,
        deadline=until,
    )


@whole_or_refused
def reply(
    actor: Actor,
    request_id: UUID,
    *,
    body: Mapping[str, Any],
    handling: Handling,
    purpose: Purpose | None = None,
    subject: str = "",
) -> UUID:
    """Answer a request with content that has been released."""
    asked = received(request_id)
    if asked.kind != DispatchKind.REQUEST:
        raise WrongKindProblem
    return send(
        actor,
        kind=DispatchKind.REPLY,
        recipients=[asked.sender],
        body=body,
        handling=handling,
        purpose=purpose,
        refers_to=asked.id,
        subject=subject or f"request:{asked.id}",
    )


@whole_or_refused
def decline(actor: Actor, request_id: UUID, reason: str) -> UUID:
    """Answer a request with a refusal and its reason."""
    asked = received(request_id)
    if asked.kind != DispatchKind.REQUEST:
        raise WrongKindProblem
    if not reason.strip():
        raise ExchangeProblem("reason_needed", _("Give a reason."), field="reason")
    return send(
        actor,
        kind=DispatchKind.REPLY,
        recipients=[asked.sender],
        body={"declined": True, "reason": reason.strip()},
        handling=own_handling(),
        refers_to=asked.id,
        subject=f"request:{asked.id}",
    )


@whole_or_refused
def withdraw(actor: Actor, request_id: UUID, reason: str) -> UUID:
    """Tell the partners that an own request needs no answer any more."""
    asked = DispatchRecord.objects.filter(pk=request_id, kind=DispatchKind.REQUEST).first()
    if asked is None:
        raise UnknownDispatchProblem
    open_own = InformationRequest.objects.filter(record=asked, direction=Direction.OUT, state=RequestState.OPEN)
    if not open_own.update(state=RequestState.WITHDRAWN, answered_at=timezone.now()):
        raise WrongKindProblem
    told = send(
        actor,
        kind=DispatchKind.RECALL,
        recipients=asked.recipients,
        body={"reason": reason.strip() or str(_("No longer needed")), "all": True},
        handling=own_handling(),
        refers_to=asked.id,
        subject=asked.subject,
    )
    record(actor, Act.ALTERATION, "request", str(asked.id), decision="withdrawn")
    return told
