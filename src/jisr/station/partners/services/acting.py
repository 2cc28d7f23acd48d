"""What every write on a partner shares: the locked row, the move to another state, the entry of a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jisr.core.handling import PartnerState
from jisr.station.ledger.actor import Actor
from jisr.station.ledger.services import Act, record
from jisr.station.partners.models import CardRecord, CardStatus, PartnerStation
from jisr.station.partners.problems import PartnerProblem, UnknownPartnerProblem
from jisr.station.partners.transitions import may_follow
from jisr.station.web.labels import PARTNER_STATE, label_of

KIND = "partner"
LONGEST_REASON = 1_000


@contextmanager
def refusals_recorded(actor: Actor, record_id: str, kind: str = KIND) -> Iterator[None]:
    """One transaction; what is refused in it leaves nothing behind but the ledger's entry of the refusal."""
    try:
        with transaction.atomic():
            yield
    except PartnerProblem as problem:
        record(actor, Act.REFUSAL, kind, record_id, decision=problem.code)
        raise


def locked_partner(station_id: str) -> PartnerStation:
    """The partner's row, held until the transaction ends.

    Raises:
        UnknownPartnerProblem.
    """
    station = PartnerStation.objects.select_for_update(of=("self",)).filter(pk=station_id).first()
    if station is None:
        raise UnknownPartnerProblem
    return station


def standing_card(station_id: str) -> CardRecord:
    """The card that stands for a partner: the believed one, or the one proposed.

    Raises:
        UnknownPartnerProblem: none does.
    """
    found = CardRecord.objects.filter(
        station_id=station_id, status__in=[CardStatus.CURRENT, CardStatus.PROPOSED]
    ).first()
    if found is None:
        raise UnknownPartnerProblem
    return found


def move(actor: Actor, station: PartnerStation, then: PartnerState, reason: str = "") -> None:
    """Put the partner into another state.

    Raises:
        PartnerProblem: that state may not follow the present one.
    """
    now = PartnerState(station.state)
    if not may_follow(now, then):
        raise PartnerProblem(
            "state_not_allowed",
            _("A partner that is “%(now)s” cannot become “%(then)s”.")
            % {"now": label_of(PARTNER_STATE, now.value), "then": label_of(PARTNER_STATE, then.value)},
            status=409,
        )
    station.state_before, station.state = station.state, then.value
    station.state_reason = reason
    station.state_changed_at, station.state_changed_by = timezone.now(), actor.name
    station.save(update_fields=["state", "state_before", "state_reason", "state_changed_at", "state_changed_by"])


def checked_reason(reason: str) -> str:
    """A reason that says something.

    Raises:
        PartnerProblem: empty, or longer than 1,000 characters.
    """
    plain = reason.strip()
    if not 3 <= len(plain) <= LONGEST_REASON:
        raise PartnerProblem("reason_needed", _("Say why, in 3 to 1,000 characters."), field="reason")
    return plain
