"""Recognition: proposed, approved by somebody else, conferred; or received and recorded."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jisr.station.diplomacy.models import Engagement, Recognition
from jisr.station.diplomacy.problems import UnknownProblem, problem
from jisr.station.diplomacy.services.concerns import open_concerns
from jisr.station.diplomacy.vocabulary import Direction, RecognitionState
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners import queries as partners
from jisr.station.warnings import queries as warnings
from jisr.station.web.ids import new_id


@transaction.atomic
def propose(
    actor: Actor,
    *,
    direction: str,
    kind: str,
    country: str,
    recipient: str,
    partner: str = "",
    order_name: str = "",
    rank: str = "",
    citation: str = "",
    day: date | None = None,
    engagement_id: UUID | None = None,
    outcomes: Sequence[UUID] = (),
) -> UUID:
    """Propose an honour that this station's state gives, or record one that was received.

    Args:
        country: of the state that awards it. outcomes: ids of warnings of this station whose outcome it honours.

    Raises:
        DiplomacyProblem: nobody named, an outcome that is not known or has an open rights concern.
    """
    if not recipient.strip():
        raise problem("recipient_needed")
    if partner and partners.partner(partner) is None:
        raise problem("partner_unknown", "partner")
    if engagement_id and not Engagement.objects.filter(pk=engagement_id).exists():
        raise UnknownProblem("engagement")
    if direction == Direction.RECEIVED and day is None:
        raise problem("day_needed")
    _check_outcomes(outcomes)
    now = timezone.now()
    is_received = direction == Direction.RECEIVED
    row = Recognition.objects.create(
        id=new_id(), direction=direction, kind=kind, country=country, partner=partner, order_name=order_name.strip(),
        rank=rank.strip(), recipient=recipient.strip(), citation=citation.strip(), day=day,
        engagement_id=engagement_id, outcomes=list(outcomes), proposed_by=actor.name, proposed_by_id=actor.user_id,
        proposed_at=now, state=RecognitionState.RECORDED if is_received else RecognitionState.PROPOSED,
    )  # fmt: skip
    record(actor, Act.COLLECTION, "recognition", str(row.id), decision="recorded" if is_received else "proposed")
    return row.id


@transaction.atomic
def decide(actor: Actor, recognition_id: UUID, *, is_approved: bool, reason: str = "") -> None:
    """Approve or refuse what somebody else has proposed.

    Raises:
        UnknownProblem; DiplomacyProblem: own proposal, decided already, no reason for a refusal, a rights concern.
    """
    row = _locked(recognition_id)
    if row.state != RecognitionState.PROPOSED:
        raise problem("not_open")
    if row.proposed_by_id is not None and row.proposed_by_id == actor.user_id:
        raise problem("own_work")
    if not is_approved and not reason.strip():
        raise problem("reason_needed", "reason")
    if is_approved:
        _check_outcomes(row.outcomes)
    row.state = RecognitionState.APPROVED if is_approved else RecognitionState.REFUSED
    row.decided_by, row.decided_at, row.reason = actor.name, timezone.now(), reason.strip()
    row.save()
    record(actor, Act.ALTERATION, "recognition", str(row.id), decision=str(row.state))


@transaction.atomic
def confer(actor: Actor, recognition_id: UUID, day: date, engagement_id: UUID | None = None) -> None:
    """Say on which day, and at which engagement, an approved honour was handed over.

    Raises:
        UnknownProblem; DiplomacyProblem: not approved, or a rights concern has come up since.
    """
    row = _locked(recognition_id)
    if row.state != RecognitionState.APPROVED:
        raise problem("step_not_possible")
    _check_outcomes(row.outcomes)
    if engagement_id and not Engagement.objects.filter(pk=engagement_id).exists():
        raise UnknownProblem("engagement")
    row.state, row.day = RecognitionState.CONFERRED, day
    row.engagement_id = engagement_id or row.engagement_id
    row.save()
    record(actor, Act.ALTERATION, "recognition", str(row.id), decision="conferred")


@transaction.atomic
def withdraw(actor: Actor, recognition_id: UUID, reason: str) -> None:
    """Take back a proposal or an entry made in error; it stays in the register with the reason."""
    row = _locked(recognition_id)
    if row.state in (RecognitionState.WITHDRAWN, RecognitionState.REFUSED):
        raise problem("not_open")
    if not reason.strip():
        raise problem("reason_needed", "reason")
    row.state, row.reason = RecognitionState.WITHDRAWN, reason.strip()
    row.save()
    record(actor, Act.ALTERATION, "recognition", str(row.id), decision="withdrawn")


def _check_outcomes(outcomes: Sequence[UUID]) -> None:
    for warning_id in outcomes:
        view = warnings.warning(warning_id)
        if view is None or not view.warning.outcome:
            raise problem("outcome_unknown")
        if open_concerns(view.warning.pk, view.warning.report_id):
            raise problem("rights_concern")


def _locked(recognition_id: UUID) -> Recognition:
    row = Recognition.objects.select_for_update().filter(pk=recognition_id).first()
    if row is None:
        raise UnknownProblem("recognition")
    return row
