"""Who stands how to a compartment, and what every act on one asks for."""

from uuid import UUID

from django.utils import timezone

from jisr.station.accounts.models import User
from jisr.station.accounts.roles import Right, Role
from jisr.station.compartments.models import Compartment, Membership
from jisr.station.compartments.problems import CompartmentNotFoundError, NotOwnerError, ReasonShortError
from jisr.station.ledger.actor import Actor

MINIMUM_REASON = 10
_READING = (
    Right.REPORT_READ, Right.KNOWLEDGE_READ, Right.EXCHANGE_READ, Right.WARNING_READ, Right.RELEASE_READ,
    Right.DILIGENCE_READ,
)  # fmt: skip


def reads_content(person: User) -> bool:
    """Whether a role of this person reads content as a colleague (oversight reads, but not as one)."""
    return Role.OVERSIGHT not in person.roles and any(person.may(right) for right in _READING)


def reason_of(text: str, field: str = "reason") -> str:
    """The reason as it is kept.

    Raises:
        ReasonShortError: hardly any words.
    """
    said = " ".join(text.split())
    if len(said) < MINIMUM_REASON:
        raise ReasonShortError(field)
    return said[:1000]


def locked(compartment_id: UUID) -> Compartment:
    """An open compartment, held until the transaction ends."""
    held = Compartment.objects.select_for_update().filter(pk=compartment_id, closed_at=None).first()
    if held is None:
        raise CompartmentNotFoundError
    return held


def owned(actor: Actor, compartment_id: UUID) -> Compartment:
    """The compartment, where this person owns it.

    Raises:
        CompartmentNotFoundError: there is none, or this person is not in it.
        NotOwnerError: somebody else in it owns it.
    """
    held = entered(actor, compartment_id)
    if held.owner_id != actor.user_id:
        raise NotOwnerError
    return held


def entered(actor: Actor, compartment_id: UUID) -> Compartment:
    """The compartment, where this person is in it."""
    held = locked(compartment_id)
    standing = Membership.objects.filter(compartment=held, user_id=actor.user_id or 0, ended_at=None)
    if not standing.filter(until__gt=timezone.now()).exists():
        raise CompartmentNotFoundError
    return held
