"""What went under an assessment that was suspended or ended: a person decides on its recall, originators are told."""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from jisr.core.sealing import DispatchKind
from jisr.station.compartments.reader import as_station
from jisr.station.exchange import queries as exchange
from jisr.station.exchange import services as exchange_services
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.release.models import ProposalRecipient, ProposalState
from jisr.station.web.problems import Problem


def on_assessment_stopped(
    sender: object, *, actor: Actor, subject: str, recipient: str, is_terminated: bool, **_: object
) -> None:
    """Put what went to this partner on the list of reviews; once the assessment is ended, tell its originators."""
    with as_station():
        sent = ProposalRecipient.objects.filter(
            proposal__subject=subject,
            proposal__state=ProposalState.RELEASED,
            station_id=recipient,
            dispatch_id__isnull=False,
        )
        dispatches = [each for each in sent.values_list("dispatch_id", flat=True) if each is not None]
        reason = "assessment_ended" if is_terminated else "assessment_suspended"
        exchange_services.flag_sent(dispatches, reason)
        if is_terminated:
            for originator in sorted(_originators(dispatches) - {recipient}):
                _tell(actor, originator, subject, recipient)


def _originators(dispatches: Collection[UUID]) -> frozenset[str]:
    sent = exchange.find_many(dispatches).values()
    return frozenset(name for each in sent for name in each.handling.originators) - {settings.IDENTITY.station_id}


def _tell(actor: Actor, originator: str, subject: str, recipient: str) -> None:
    text = gettext(
        "The human-rights assessment under which what you originated went to %(recipient)s was ended. "
        "Its recall is being decided; nothing more goes there under it."
    ) % {"recipient": recipient}
    body = {"text": text, "assessment_ended": {"recipient": recipient, "at": timezone.now().isoformat()}}
    told = "originator_told"
    try:
        exchange_services.send(
            actor,
            kind=DispatchKind.COORDINATION,
            recipients=[originator],
            body=body,
            handling=exchange_services.own_handling(),
            subject=subject,
        )
    except Problem:
        told = "originator_not_told"
    record(actor, Act.DISCLOSURE, "assessment", subject, recipient=originator, decision=told)
